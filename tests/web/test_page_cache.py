"""Pages that are the same for everyone: made once, never stale, the same through every coding."""

import gzip
import sqlite3
from collections.abc import Iterable
from typing import Any

import brotli
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import Client
from werkzeug.wrappers import Response

from mitdomov.clock import now
from mitdomov.database.public_version import PublicVersions
from mitdomov.database.store import Store
from mitdomov.editorial.media.model import MediaItem
from mitdomov.editorial.model import IssueRecord
from mitdomov.web.built import built
from mitdomov.web.page_cache import PageCache
from tests.state import migrated_store
from tests.web.served import Site

ARTICLE = "/cislo/1-2030/clanky/prvni-klice/"


class Counting:
    """A page that says how often it was made."""

    def __init__(self, **headers: str) -> None:
        self.times = 0
        self.headers = {"Cache-Control": "public, max-age=60", "ETag": '"a"'} | headers

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        self.times += 1
        answer = Response(f"made {self.times}", headers=self.headers, mimetype="text/html")
        return answer(environ, start_response)


@pytest.fixture
def store(tmp_path: Any) -> Store:
    return migrated_store(tmp_path)


def number(store: Store) -> int | None:
    return PublicVersions(store.engine.url.database).current()


def browser(page: Counting, store: Store, clock: Any = lambda: 0.0) -> Client:
    return Client(PageCache(page, PublicVersions(store.engine.url.database), clock))


def touch(store: Store) -> None:
    with store.writing() as session:
        session.execute(update(IssueRecord).values(updated_at=now()))


def test_page_is_made_once_until_something_public_changes(store: Store) -> None:
    page = Counting()
    client = browser(page, store)
    assert [client.get("/").text for _ in range(3)] == ["made 1"] * 3
    touch(store)
    assert client.get("/").text == "made 2"


def test_what_readers_do_not_see_changes_nothing(store: Store) -> None:
    page = Counting()
    client = browser(page, store)
    client.get("/")
    before = number(store)
    with store.writing() as session:
        session.connection().exec_driver_sql("CREATE TABLE other (id INTEGER)")
    assert (client.get("/").text, number(store)) == ("made 1", before)


def test_page_is_made_anew_after_a_minute(store: Store) -> None:
    moments = iter([0.0, 59.0, 61.0, 61.0])
    client = browser(Counting(), store, lambda: next(moments))
    assert [client.get("/").text for _ in range(3)] == ["made 1", "made 1", "made 2"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Set-Cookie": "a=b"},
        {"Vary": "Cookie"},
        {"Cache-Control": "private"},
        {"Cache-Control": "no-store"},
    ],
)
def test_what_is_for_one_reader_is_never_kept(store: Store, headers: dict[str, str]) -> None:
    client = browser(Counting(**headers), store)
    assert [client.get("/").text for _ in range(2)] == ["made 1", "made 2"]


@pytest.mark.parametrize(("path", "asked"), [("/?q=a", {}), ("/", {"Range": "bytes=0-1"})])
def test_questions_and_parts_come_to_the_view(store: Store, path: str, asked: Any) -> None:
    page = Counting()
    client = browser(page, store)
    client.get("/")
    client.get(path, headers=asked)
    assert page.times == 2


def test_posts_come_to_the_view(store: Store) -> None:
    page = Counting()
    client = browser(page, store)
    assert [client.post("/").text for _ in range(2)] == ["made 1", "made 2"]


def test_rows_added_changed_and_deleted_raise_the_number(site: Site) -> None:
    numbers = [number(site.store)]
    with site.store.writing() as session:
        issue = session.get_one(IssueRecord, 1)
        issue.theme = "Jiné téma"
    numbers.append(number(site.store))
    touch(site.store)
    numbers.append(number(site.store))
    assert numbers == sorted(set(numbers), key=lambda each: each or 0)


def test_a_picture_replaced_raises_the_number(site: Site) -> None:
    """News show the pictures of the library as they are now."""
    before = number(site.store)
    with site.store.writing() as session:
        session.scalars(select(MediaItem).limit(1)).one().width_px += 1
    assert number(site.store) != before


def test_what_was_rolled_back_raises_nothing(site: Site) -> None:
    before = number(site.store)
    with site.store.writing() as session:
        session.get_one(IssueRecord, 1).theme = "Jiné téma"
        session.flush()
        session.rollback()
    assert number(site.store) == before


def test_kept_page_outlives_its_database(public_site: Site) -> None:
    """Not a test of SQLite: readers keep reading while an administrator repairs the file."""
    first = public_site.anonymous.get(ARTICLE).get_data()
    with sqlite3.connect(public_site.store.engine.url.database or "") as connection:
        connection.execute("DROP TABLE public_version")
        connection.execute("DROP TABLE artefact")
    answer = public_site.anonymous.get(ARTICLE)
    assert (answer.status_code, answer.get_data()) == (200, first)


def coded(client: FlaskClient, **headers: str) -> Any:
    return client.get(ARTICLE, headers={name.replace("_", "-"): v for name, v in headers.items()})


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.1, gzip;q=0.9", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0, br;q=0", None),
        ("brx, xgzip", None),
        ("", None),
    ],
)
def test_article_is_compressed_for_those_who_take_it(
    public_site: Site, accepted: str, coding: str | None
) -> None:
    client = public_site.anonymous
    plain = coded(client)
    packed = coded(client, Accept_Encoding=accepted)
    unpack: dict[str | None, Any] = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
    assert unpack[coding](packed.get_data()) == plain.get_data()
    assert packed.headers.get("Content-Encoding") == coding
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    assert len(packed.get_data()) == int(packed.headers["Content-Length"])


def test_large_scripts_are_compressed_too(public_site: Site) -> None:
    path = f"/static/{built().names['editor.js']}"
    client = public_site.anonymous
    whole = client.get(path).get_data()
    packed = client.get(path, headers={"Accept-Encoding": "br"})
    assert packed.headers["Content-Encoding"] == "br"
    assert brotli.decompress(packed.get_data()) == whole


def test_browser_that_has_the_page_gets_no_body(public_site: Site) -> None:
    client = public_site.anonymous
    etag = coded(client).headers["ETag"]
    assert etag.startswith('W/"')
    for asked in (etag, etag.removeprefix("W/"), f'"x", {etag}', "*"):
        answer = coded(client, If_None_Match=asked)
        assert (answer.status_code, answer.get_data()) == (304, b"")
        assert answer.headers["ETag"] == etag
    assert coded(client, If_None_Match='"x"').status_code == 200


def test_head_tells_what_get_would(public_site: Site) -> None:
    client = public_site.anonymous
    whole = client.get(ARTICLE)
    head = client.head(ARTICLE)
    assert head.get_data() == b""
    assert head.headers["Content-Length"] == str(len(whole.get_data()))
    assert head.headers["Content-Security-Policy"] == whole.headers["Content-Security-Policy"]


def test_signed_in_and_anonymous_see_the_same_page_and_no_cookie(public_site: Site) -> None:
    signed_in, anonymous = public_site.client.get(ARTICLE), public_site.anonymous.get(ARTICLE)
    assert signed_in.get_data() == anonymous.get_data()
    assert "Set-Cookie" not in signed_in.headers
