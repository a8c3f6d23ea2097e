"""Requests in; pages that are the same for everyone answered from memory, all others let through.

An answer is kept when its view says that it is public (`Cache-Control: public`), sets no cookie
and is small. It serves until anything that readers see changes, or until it is a minute old.
Where the database cannot be asked, what was kept last is better than nothing, so it serves on.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from werkzeug.datastructures import Headers
from werkzeug.http import quote_etag, unquote_etag

from mitdomov.database.public_version import PublicVersions
from mitdomov.web.codings import chosen, compressed, gets_smaller

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_LARGEST: Final = 512_000
_MOST_BYTES: Final = 64_000_000
_FRESH_SECONDS: Final = 60.0
_DESK: Final = "/redakce/"
_OF_ONE_ANSWER: Final = frozenset(
    {"date", "content-length", "content-encoding", "etag", "connection", "vary"}
)


@dataclass(frozen=True, slots=True)
class _Page:
    headers: tuple[tuple[str, str], ...]
    """All but those of one answer."""
    etag: str
    """Unquoted; weak, since one page has several codings."""
    body: bytes
    codings: Mapping[str, bytes]
    """The body compressed, by the name of the coding; empty for what is compressed already."""
    version: int | None
    made_at: float

    @property
    def size(self) -> int:
        return len(self.body) + sum(map(len, self.codings.values()))


class PageCache:
    """WSGI middleware, thread-safe; put it around everything else."""

    def __init__(
        self,
        app: "WSGIApplication",
        versions: PublicVersions,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._versions = versions
        self._clock = clock
        self._pages: OrderedDict[str, _Page] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if not _may_be_kept(environ):
            return self._app(environ, start_response)
        path: str = environ["PATH_INFO"]
        version = self._versions.current()
        page = self._pages.get(path)
        if page is None or not self._is_fresh(page, version):
            made = _make(self._app, environ, version, self._clock(), page)
            if not isinstance(made, _Page):
                return made.answer(start_response)
            page = made
            self._keep(path, page)
        return _answer(page, environ, start_response)

    def _is_fresh(self, page: _Page, version: int | None) -> bool:
        if version is None:
            return True
        return page.version == version and self._clock() - page.made_at < _FRESH_SECONDS

    def _keep(self, path: str, page: _Page) -> None:
        with self._lock:
            before = self._pages.pop(path, None)
            self._bytes += page.size - (before.size if before else 0)
            self._pages[path] = page
            while self._bytes > _MOST_BYTES:
                self._bytes -= self._pages.popitem(last=False)[1].size


@dataclass(slots=True)
class _Passed:
    """An answer that is not kept, to be handed on as it came."""

    status: str
    headers: list[tuple[str, str]]
    body: Iterable[bytes]

    def answer(self, start_response: "StartResponse") -> Iterable[bytes]:
        start_response(self.status, self.headers)
        return self.body


def _may_be_kept(environ: "WSGIEnvironment") -> bool:
    """Whoever asks for a part, or asks something of the page, is answered by the view itself."""
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and not environ["PATH_INFO"].startswith(_DESK)
        and not environ.get("QUERY_STRING")
        and "HTTP_RANGE" not in environ
    )


def _make(
    app: "WSGIApplication",
    environ: "WSGIEnvironment",
    version: int | None,
    at: float,
    before: _Page | None,
) -> _Page | _Passed:
    told: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Any:
        told[:] = [status, headers]

    body = app(environ, start)
    status, headers = told
    if environ["REQUEST_METHOD"] != "GET" or not _is_for_everyone(status, Headers(headers)):
        return _Passed(status, headers, body)
    return _page(Headers(headers), _whole(body), version, at, before)


def _is_for_everyone(status: str, headers: Headers) -> bool:
    size = headers.get("Content-Length", type=int)
    return (
        status.startswith("200")
        and "public" in headers.get("Cache-Control", "")
        and "Set-Cookie" not in headers
        and "cookie" not in headers.get("Vary", "").lower()
        and "ETag" in headers
        and size is not None
        and size <= _LARGEST
    )


def _whole(body: Iterable[bytes]) -> bytes:
    try:
        return b"".join(body)
    finally:
        close = getattr(body, "close", None)
        if close:
            close()


def _page(
    headers: Headers, body: bytes, version: int | None, at: float, before: _Page | None
) -> _Page:
    kind = headers.get("Content-Type", "")
    return _Page(
        headers=tuple((n, v) for n, v in headers.items() if n.lower() not in _OF_ONE_ANSWER),
        etag=unquote_etag(headers["ETag"])[0] or "",
        body=body,
        codings=_codings(body, before) if gets_smaller(kind) else {},
        version=version,
        made_at=at,
    )


def _codings(body: bytes, before: _Page | None) -> Mapping[str, bytes]:
    """Most pages come out the same again, and need not be compressed again."""
    if before is not None and before.codings and before.body == body:
        return before.codings
    return compressed(body)


def _answer(
    page: _Page, environ: "WSGIEnvironment", start_response: "StartResponse"
) -> Iterable[bytes]:
    etag = quote_etag(page.etag, weak=bool(page.codings))
    headers = [*page.headers, ("ETag", etag)]
    if page.codings:
        headers.append(("Vary", "Accept-Encoding"))
    if _has_it(page.etag, environ.get("HTTP_IF_NONE_MATCH", "")):
        start_response("304 Not Modified", headers)
        return [b""]
    body = page.body
    coding = chosen(environ.get("HTTP_ACCEPT_ENCODING", ""), page.codings)
    if coding is not None:
        body = page.codings[coding]
        headers.append(("Content-Encoding", coding))
    headers.append(("Content-Length", str(len(body))))
    start_response("200 OK", headers)
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]


def _has_it(etag: str, asked: str) -> bool:
    """Weak comparison (RFC 9110 section 13.1.2), also of a list."""
    return asked.strip() == "*" or etag in {
        unquote_etag(each.strip())[0] for each in asked.split(",") if each.strip()
    }
