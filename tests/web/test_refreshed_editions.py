"""A site whose issue an older program published; what a newer one makes of it in the background."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from sqlalchemy import delete, select, update

from mitdomov.editorial import refreshing
from mitdomov.editorial.integrity import verify
from mitdomov.editorial.model import Artefact, IssueRecord, IssueShown, SnapshotRecord
from mitdomov.editorial.queries import last_published_at
from mitdomov.editorial.refreshed_model import RefreshedEdition, RefreshedFile
from mitdomov.editorial.refreshing import awaiting, refresh
from mitdomov.editorial.seen_since import seen_pages
from mitdomov.editorial.work.model import WorkOrder, WorkState
from mitdomov.jobs import refreshing as job
from mitdomov.jobs.handlers import HANDLERS
from mitdomov.jobs.long_work import Shop, do_work
from mitdomov.jobs.refreshing import order_refresh
from mitdomov.render.fingerprint import fingerprint
from mitdomov.running import health
from tests.render.epubs import Book
from tests.web.served import Site, copied, publish_small_issue, site_in

ISSUE = "/cislo/1-2030/"
ARTICLE = f"{ISSUE}clanky/prvni-klice/"
EPUB = f"{ISSUE}mit-domov-1-2030.epub"
PDF = f"{ISSUE}mit-domov-1-2030.pdf"
MISSING = ("issue.epub", "web/mit-domov-1-2030.epub", "web/atom.xml", "web/pictures/sdileni.png")
OLD = b"<!DOCTYPE html><title>Jak to sazel starsi program</title>"
LATER = datetime(2034, 5, 6, 7, 8, 9, tzinfo=UTC)


@pytest.fixture(scope="session")
def published_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """By a program that knew neither books nor feeds, and set pages otherwise."""
    directory = tmp_path_factory.mktemp("before")
    publish_small_issue(directory)
    for site in site_in(directory):
        old = site.store.blobs.put(OLD)
        with site.store.writing() as session:
            session.execute(update(SnapshotRecord).values(renderer=""))
            session.execute(delete(Artefact).where(Artefact.path.in_(MISSING)))
            session.execute(
                update(Artefact)
                .where(Artefact.path.like("web/clanky/%"))
                .values(sha256=old, size_bytes=len(OLD))
            )
    return directory


@pytest.fixture
def old_site(published_before: Path, tmp_path: Path) -> Iterator[Site]:
    yield from site_in(copied(published_before, tmp_path / "data"))


def done(site: Site) -> WorkOrder:
    """The next order of the sweep, as a worker does it."""
    number = order_refresh(site.store)
    assert number is not None
    do_work(Shop(site.store, site.scene.settings), number, "worker", HANDLERS)
    with site.store.reading() as session:
        return session.get_one(WorkOrder, number)


def records(site: Site) -> list[list[tuple[object, ...]]]:
    """What was published, when, and how."""
    with site.store.engine.connect() as connection:
        return [
            [tuple(row) for row in connection.execute(select(each.__table__))]
            for each in (Artefact, SnapshotRecord, IssueShown, IssueRecord)
        ]


def waits(site: Site) -> list[str]:
    with site.store.reading() as session:
        return [each.number for each in awaiting(session)]


def files(site: Site) -> dict[str, bytes]:
    """What the refreshed edition lays over the published one."""
    with site.store.reading() as session:
        rows = session.scalars(select(RefreshedFile)).all()
    return {row.path: site.store.blobs.get(row.sha256) for row in rows}


def test_what_an_older_program_published_is_made_whole_by_the_worker(old_site: Site) -> None:
    browser = old_site.anonymous
    assert [browser.get(each).status_code for each in (ISSUE, EPUB)] == [200, 404]
    assert browser.get(ARTICLE).data == OLD
    assert waits(old_site) == ["1/2030"]

    order = done(old_site)

    assert (order.state, order.outcome) == (WorkState.DONE, {"is_done": True}), order.problem
    assert waits(old_site) == []
    assert order_refresh(old_site.store) is None
    for path in (EPUB, f"{ISSUE}atom.xml", f"{ISSUE}pictures/sdileni.png"):
        assert browser.get(path).status_code == 200, path
    assert "První klíče" in browser.get(ARTICLE).get_data(as_text=True)
    assert EPUB.rpartition("/")[2] in browser.get(ISSUE).get_data(as_text=True)
    assert "EPUB" in browser.get("/archiv/").get_data(as_text=True)
    assert verify(old_site.store) == ()


def test_nothing_that_was_published_or_sent_is_other_than_before(old_site: Site) -> None:
    before = records(old_site), old_site.anonymous.get(PDF).data
    done(old_site)
    assert (records(old_site), old_site.anonymous.get(PDF).data) == before
    laid_over = files(old_site)
    assert {*MISSING} <= {*laid_over}
    assert all(path.startswith(("web/", "issue.epub")) for path in laid_over)
    assert not any("dopis-" in path or path.endswith(".pdf") for path in laid_over)


def test_no_date_is_newer_than_what_it_is_of(old_site: Site) -> None:
    with old_site.store.reading() as session:
        before = seen_pages(session), last_published_at(session)
    shown_at = before[1]
    form_list = old_site.anonymous.get(f"{ISSUE}vydani/").data
    done(old_site)
    with old_site.store.reading() as session:
        assert (seen_pages(session), last_published_at(session)) == before
    assert old_site.anonymous.get(f"{ISSUE}vydani/").data == form_list
    feed = feedparser.parse(old_site.anonymous.get("/atom.xml").data)
    assert len(feed.entries) > 1, "the articles are told now"
    assert {datetime.fromisoformat(each.updated) for each in feed.entries} == {shown_at}


def test_the_book_is_a_release_of_the_moment_it_was_made(old_site: Site) -> None:
    with old_site.store.reading() as session:
        snapshot = session.scalars(select(SnapshotRecord.id)).one()
    assert refresh(old_site.store, snapshot, at=LATER)
    first = old_site.anonymous.get(EPUB).data
    assert Book(first).meta("dcterms:modified") == ["2034-05-06T07:08:09Z"]
    # Another version comes, which changes nothing about the book.
    with old_site.store.writing() as session:
        session.execute(update(RefreshedEdition).values(renderer="0" * 64))
    assert refresh(old_site.store, snapshot, at=LATER + timedelta(days=90))
    assert old_site.anonymous.get(EPUB).data == first


def test_readers_get_all_of_the_new_edition_or_none(
    old_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until the last file is made they read what they had; so they do with the worker dead."""

    def jams(*_args: object, **_kwargs: object) -> dict[str, bytes]:
        assert old_site.anonymous.get(ARTICLE).data == OLD
        raise RuntimeError("paper jam")

    monkeypatch.setattr(job, "render_again_apart", jams)
    order = done(old_site)
    assert order.state is WorkState.FAILED
    assert old_site.anonymous.get(ARTICLE).data == OLD
    assert files(old_site) == {}
    # Not again and again by itself, but once a person asks, or with the next version.
    assert order_refresh(old_site.store) is None
    monkeypatch.setattr(job, "fingerprint", lambda: "f" * 64)
    assert order_refresh(old_site.store) is not None


def test_what_was_published_meanwhile_is_left_alone(old_site: Site) -> None:
    with old_site.store.reading() as session:
        snapshot = session.scalars(select(SnapshotRecord.id)).one()

    def slow(*_args: object, **_kwargs: object) -> dict[str, bytes]:
        with old_site.store.writing() as session:
            session.execute(update(IssueRecord).values(current_snapshot_id=None))
        return {"web/index.html": b"late"}

    assert not refresh(old_site.store, snapshot, at=LATER, renderer=slow)
    assert files(old_site) == {}


def test_an_address_that_is_made_no_more_keeps_what_it_had(
    old_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(old_site)
    with old_site.store.reading() as session:
        snapshot = session.scalars(select(SnapshotRecord.id)).one()
    page = old_site.anonymous.get(ISSUE).data
    monkeypatch.setattr(refreshing, "fingerprint", lambda: "f" * 64)
    assert refresh(old_site.store, snapshot, at=LATER, renderer=lambda *_, **__: {})
    assert old_site.anonymous.get(ISSUE).data == page
    assert old_site.anonymous.get(EPUB).status_code == 200


def test_what_this_program_published_waits_for_nothing(site: Site) -> None:
    assert waits(site) == []
    assert order_refresh(site.store) is None
    with site.store.reading() as session:
        assert session.scalars(select(SnapshotRecord.renderer)).all() == [fingerprint()]


def test_the_instance_tells_how_many_editions_wait_and_which_failed(
    old_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = old_site.scene.settings
    told = health.editions(settings)
    assert told.is_well
    assert "1\N{NO-BREAK SPACE}číslo čeká" in told.sentence
    assert "1 číslo čeká" in old_site.page("/redakce/stav/")
    monkeypatch.setattr(job, "render_again_apart", lambda *_, **__: 1 / 0)
    done(old_site)
    told = health.editions(settings)
    assert not told.is_well
    assert "1/2030" in told.sentence
    page = old_site.page("/redakce/stav/")
    assert "obnova webu a EPUB, číslo 1/2030" in page
    monkeypatch.undo()
    token = old_site.csrf_token()
    with old_site.store.reading() as session:
        failed = session.scalars(select(WorkOrder.id)).one()
    again = {"csrf_token": token, "prace": str(failed)}
    assert old_site.client.post("/redakce/stav/prace", data=again).status_code == 303
    do_work(Shop(old_site.store, settings), failed + 1, "worker", HANDLERS)
    assert waits(old_site) == []
    assert "touto verzí" in health.editions(settings).sentence
