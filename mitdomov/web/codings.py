"""A text in; the same compressed, and the coding that a browser takes, out (RFC 9110, 12.5.3)."""

import gzip
from collections.abc import Mapping
from typing import Final

import brotli
from werkzeug.http import parse_accept_header
from werkzeug.wrappers import Response

BROTLI: Final = "br"
GZIP: Final = "gzip"
_TEXTS: Final = (
    "text/",
    "image/svg+xml",
    "application/atom+xml",
    "application/json",
    "application/xml",
)
_SMALL_BYTES: Final = 100_000
_BEST, _QUICK = 11, 5


def gets_smaller(media_type: str) -> bool:
    """Texts do; pictures, fonts and books are compressed already."""
    return media_type.startswith(_TEXTS)


def vary(response: Response) -> None:
    """Tells proxies of the codings where one of them is not chosen here: of parts and of heads."""
    if gets_smaller(response.content_type or ""):
        response.vary.add("Accept-Encoding")


def compressed(body: bytes) -> dict[str, bytes]:
    """In every coding that is offered. The best that Brotli can do takes a page some 30 ms; a large
    script would take a second, so that it gets less."""
    quality = _BEST if len(body) <= _SMALL_BYTES else _QUICK
    return {
        BROTLI: brotli.compress(body, mode=brotli.MODE_TEXT, quality=quality),
        GZIP: gzip.compress(body, 9, mtime=0),
    }


def chosen(accepted: str, offered: Mapping[str, bytes]) -> str | None:
    """The better of those that `Accept-Encoding` names; None when it names neither."""
    wanted = {name: quality for name, quality in parse_accept_header(accepted) if quality > 0}
    return next((each for each in (BROTLI, GZIP) if each in wanted and each in offered), None)
