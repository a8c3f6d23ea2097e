"""An issue in; how fast one web process answers readers, against a bare Flask page, out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from mitdomov.bench.crowd import Served, crowd
from mitdomov.bench.report import Better, Figure, Report, figure, this_machine
from mitdomov.bench.sample import SECRET_KEY
from mitdomov.bench.web_process import served
from mitdomov.clock import now
from mitdomov.database.migrate import upgrade
from mitdomov.database.store import open_store
from mitdomov.editorial.importing import import_issue
from mitdomov.editorial.publishing import publish
from mitdomov.magazine.folder.disk import read_files
from mitdomov.magazine.folder.reading import read_issue
from mitdomov.magazine.numbers import slug_of
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.issue import Output, Progress, render
from mitdomov.render.pdf.layout import words
from mitdomov.settings import Settings, as_environment, read_settings

READERS: Final = 16
"""Connections that ask all the time, as hundreds of people who read do."""
_GZIP: Final = {"Accept-Encoding": "gzip"}
_PUBLIC_URL: Final = "http://127.0.0.1"


@dataclass(frozen=True, slots=True)
class _Site:
    """A published issue as readers reach it, and the bare page beside it."""

    place: tuple[str, int]
    bare: tuple[str, int]
    article: str
    issue: str
    etag: str
    page_bytes: int

    def works(self, requests: int) -> tuple[Callable[[], Served], ...]:
        ask = partial(crowd, readers=READERS, requests=requests)
        known = {"If-None-Match": self.etag, **_GZIP}
        return (
            partial(ask, self.place, self.article, headers=_GZIP),
            partial(ask, self.place, self.issue, headers=_GZIP),
            partial(ask, self.place, self.article, headers=known, status=304),
            partial(ask, self.bare, "/stranka"),
        )


def measure(issue_dir: Path, requests: int, rounds: int) -> Report:
    """A round asks `requests` times in each way, after one round that does not count.

    Raises `FolderError`, `NotPublishable`, `RenditionError` and `WebError`.
    """
    with TemporaryDirectory(prefix="mitdomov-bench-") as directory:
        with _site(issue_dir, Path(directory)) as site:
            works = site.works(requests)
            machine = this_machine()
            for work in works:
                work()
            measured = [tuple(work() for work in works) for _ in range(rounds)]
        return Report(
            bench="read",
            subject=f"stránky čísla z jednoho procesu webu, {READERS} čtenářů najednou",
            reference="prázdný pohled ve Flasku ve stejném serveru, který vrací tytéž bajty",
            rounds=rounds,
            machine=machine,
            figures=tuple(_figures(measured)),
            facts={"page_bytes": site.page_bytes, "requests_per_round": requests},
        )


def _figures(measured: list[tuple[Served, ...]]) -> Iterator[Figure]:
    names = ("stránka článku", "stránka čísla", "článek, který prohlížeč už má (304)")
    bare = [row[-1].per_second for row in measured]
    for column, name in enumerate(names):
        ours = [row[column].per_second for row in measured]
        yield figure(name, "odpovědí/s", ours, bare, Better.HIGHER)
    yield figure(
        "stránka článku, 95. percentil čekání",
        "ms",
        [row[0].p95_seconds * 1000 for row in measured],
        [row[-1].p95_seconds * 1000 for row in measured],
    )


@contextmanager
def _site(issue_dir: Path, directory: Path) -> Iterator[_Site]:
    settings = _instance(issue_dir, directory)
    issue = read_issue(read_files(issue_dir)).issue
    longest = max(issue.articles, key=lambda each: words(each.body))
    front = f"/cislo/{slug_of(issue.number)}/"
    article = f"{front}clanky/{longest.slug}/"
    page = directory / "stranka.html"
    with served("mitdomov.web.wsgi:app", as_environment(settings)) as web:
        etag, body = _look(web, article)
        page.write_bytes(body)
        with served("mitdomov.bench.bare_app:app", {"MITDOMOV_BENCH_PAGE": str(page)}) as bare:
            yield _Site(_place(web), _place(bare), article, front, etag, len(body))


def _look(web: HTTPConnection, path: str) -> tuple[str, bytes]:
    web.request("GET", path, headers=_GZIP)
    answer = web.getresponse()
    return answer.headers.get("ETag", ""), answer.read()


def _place(connection: HTTPConnection) -> tuple[str, int]:
    return connection.host, connection.port


def _instance(issue_dir: Path, directory: Path) -> Settings:
    """With all that readers see of the issue but the PDF, which takes half a minute to set."""
    settings = read_settings(
        {
            "MITDOMOV_DATA_DIR": str(directory / "data"),
            "MITDOMOV_SECRET_KEY": SECRET_KEY,
            "MITDOMOV_PUBLIC_URL": _PUBLIC_URL,
        }
    )
    store = open_store(settings.database_url, settings.data_dir)
    upgrade(settings.database_url)
    number = import_issue(store, read_files(issue_dir), now()).number
    publish(store, number, public_url=_PUBLIC_URL, at=now(), renderer=_render_web)
    store.engine.dispose()
    return settings


def _render_web(
    snapshot: Snapshot, *, public_url: str, progress: Progress, made_at: datetime
) -> dict[str, bytes]:
    return render(
        snapshot, public_url=public_url, only=(Output.WEB,), progress=progress, made_at=made_at
    )
