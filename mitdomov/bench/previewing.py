"""An issue in; how long an editor waits for a save and for each preview after it, out.

Everything goes over HTTP to the web as it runs for real: signed in, with its database and blobs.
"""

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from flask import Flask
from sqlalchemy import select

from mitdomov.accounts import sessions
from mitdomov.accounts.audit import PROGRAM
from mitdomov.accounts.people import create_account
from mitdomov.accounts.roles import Role
from mitdomov.bench.measuring import interleaved
from mitdomov.bench.rendering import plain_pdf
from mitdomov.bench.report import Report, figure, this_machine
from mitdomov.bench.sample import PUBLIC_URL, SECRET_KEY, paragraphs
from mitdomov.bench.web_process import Browser, WebError, served
from mitdomov.clock import now
from mitdomov.database.migrate import upgrade
from mitdomov.database.store import Store, open_store
from mitdomov.document.editor_json import write
from mitdomov.document.tree import Document, Paragraph, Text
from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.editorial.importing import import_issue
from mitdomov.editorial.model import IssueRecord
from mitdomov.magazine.folder.disk import read_files
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.reading import read_issue
from mitdomov.magazine.model import Article
from mitdomov.magazine.numbers import slug_of
from mitdomov.magazine.snapshot import freeze
from mitdomov.render.letter.letter import render_letter
from mitdomov.render.pdf.document import load_weasyprint
from mitdomov.render.pdf.layout import words
from mitdomov.render.web.edition import web_file
from mitdomov.settings import as_environment, read_settings

_MOST_ASKED: Final = 60
"""Times that a page asks whether its PDF is there."""
_IS_MADE: Final = "Stáhnout PDF"


@dataclass(slots=True)
class _Desk:
    """An editor at one article, who saves and looks at each preview."""

    browser: Browser
    bare: Browser
    folder: IssueFolder
    article: Article
    number: int
    version: int
    changes: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    sentence: str = ""

    def save(self) -> None:
        answer = self.browser.post(f"/redakce/clanek/{self.number}/ulozit", self._changed())
        self.version = answer["version"]

    def save_bare(self) -> None:
        self.bare.post("/ulozit", self._text(self.article.body))

    def see_letter(self) -> None:
        slug = slug_of(self.folder.issue.number)
        self.browser.get(f"/redakce/cislo/{slug}/nahled/dopis")

    def see_web(self) -> None:
        path = f"/redakce/clanek/{self.number}/nahled/web/clanky/{self.article.slug}/"
        if self.sentence not in self.browser.get(path).decode().replace("\xa0", " "):
            raise WebError("Náhled neukázal poslední změnu; měření neplatí.")

    def see_pages(self) -> None:
        path = f"/redakce/clanek/{self.number}/nahled/stranky"
        for _ in range(_MOST_ASKED):
            if _IS_MADE in self.browser.get(path).decode():
                return
        raise WebError("Stránky článku se nevysázely; měření neplatí.")

    def publish_letter(self) -> None:
        render_letter(freeze(self.folder), public_url=PUBLIC_URL, pdf=None)

    def publish_web(self) -> None:
        path = f"clanky/{self.article.slug}/index.html"
        web_file(freeze(self.folder), path, public_url=PUBLIC_URL, pdf=None)

    def set_plainly(self) -> None:
        plain_pdf(paragraphs(replace(self.folder.issue, articles=(self.article,))))

    def _changed(self) -> dict[str, Any]:
        self.sentence = f"Přibyla změna {next(self.changes)}."
        added = Paragraph((Text(self.sentence),), id="p-zmena")
        return self._text(Document((*self.article.body.blocks, added)))

    def _text(self, body: Document) -> dict[str, Any]:
        return {
            "version": self.version,
            "title": self.article.title,
            "perex": self.article.perex,
            "body": write(body),
        }


def measure(directory: Path, rounds: int) -> Report:
    """Raises `PdfUnavailableError`, `FolderError` and `WebError`."""
    load_weasyprint()
    machine = this_machine()
    with TemporaryDirectory() as data_dir, _desk(directory, Path(data_dir)) as desk:
        works = (
            *(desk.save, desk.see_letter, desk.see_web, desk.see_pages),
            *(desk.save_bare, desk.publish_letter, desk.publish_web, desk.set_plainly),
        )
        interleaved(works, 1)
        measured = interleaved(works, rounds)
    columns = [[each.wall_seconds * 1000 for each in one] for one in zip(*measured, strict=True)]
    names = ("uložení článku", "dopis po změně", "web po změně", "stránky PDF po změně")
    return Report(
        bench="preview",
        subject="uložení nejdelšího článku a jeho náhledy přes HTTP, jak na ně redaktor čeká",
        reference=(
            "u uložení týž JSON a prázdný pohled ve Flasku; u dopisu a webu celá uzávěrka a týž "
            "výstup; u stránek týž text ve WeasyPrintu bez stylů a obrázků"
        ),
        rounds=rounds,
        machine=machine,
        figures=tuple(
            figure(name, "ms", ours, reference)
            for name, ours, reference in zip(names, columns[:4], columns[4:], strict=True)
        ),
        facts={"words": words(desk.article.body)},
    )


@contextmanager
def _desk(directory: Path, data_dir: Path) -> Iterator[_Desk]:
    files = read_files(directory)
    folder = read_issue(files)
    article = max(folder.issue.articles, key=lambda each: words(each.body))
    environment = {
        "MITDOMOV_DATA_DIR": str(data_dir),
        "MITDOMOV_SECRET_KEY": SECRET_KEY,
        "MITDOMOV_PUBLIC_URL": "http://127.0.0.1",
    }
    settings = read_settings(environment)
    store = open_store(settings.database_url, settings.data_dir)
    upgrade(settings.database_url)
    import_issue(store, files, now())
    cookie = _signed_in(store)
    number, version = _find(store, folder.issue.number, article.slug)
    with (
        served("mitdomov.web.wsgi:app", as_environment(settings)) as web,
        served("mitdomov.bench.bare_app:app", {}) as bare,
    ):
        browser = _browser(web, cookie)
        yield _Desk(browser, Browser(bare), folder, article, number, version)
    store.engine.dispose()


def _signed_in(store: Store) -> str:
    """The cookie of a browser in which an editor is signed in."""
    at = now()
    with store.writing() as session:
        account = create_account(
            session,
            name="Redaktorka",
            email="redaktorka@mitdomov.example",
            roles={Role.EDITOR},
            by=PROGRAM,
            at=at,
        )
        token = sessions.begin(session, account, "měření", at)
    app = Flask(__name__)
    app.secret_key = SECRET_KEY
    serializer: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return str(serializer.dumps({"_user_id": token, "_fresh": True}))


def _browser(connection: HTTPConnection, cookie: str) -> Browser:
    """With the token that protects forms; it holds for the session that the cookie then names."""
    connection.request("GET", "/redakce/ucet/token", headers={"Cookie": f"session={cookie}"})
    answer = connection.getresponse()
    data, given = answer.read(), answer.headers.get("Set-Cookie", "")
    kept = given.partition(";")[0] or f"session={cookie}"
    return Browser(connection, {"Cookie": kept, "X-CSRFToken": json.loads(data)["token"]})


def _find(store: Store, number: str, slug: str) -> tuple[int, int]:
    query = select(ArticleRecord).join(IssueRecord).where(IssueRecord.number == number)
    with store.reading() as session:
        record = session.scalars(query.where(ArticleRecord.slug == slug)).one()
        return record.id, record.version
