"""The PDF of an issue as it is now: ordered by an editor, made by the worker."""

from pathlib import Path

import pytest
from sqlalchemy import select

from mitdomov.clock import now
from mitdomov.database.store import Store
from mitdomov.editorial.importing import import_issue
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.previewing import content_key, first_pages_of
from mitdomov.editorial.work.model import WorkKind, WorkOrder, WorkState
from mitdomov.editorial.work.orders import order_work
from mitdomov.jobs.handlers import HANDLERS
from mitdomov.jobs.long_work import Shop, do_work
from mitdomov.magazine.folder.disk import read_files
from mitdomov.settings import read_settings
from tests.conftest import SMALL_ISSUE
from tests.state import migrated_store


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    store = migrated_store(tmp_path)
    import_issue(store, read_files(SMALL_ISSUE / "1-2030"), now())
    environment = {
        "MITDOMOV_DATA_DIR": str(tmp_path),
        "MITDOMOV_SECRET_KEY": "k" * 40,
        "MITDOMOV_PUBLIC_URL": "http://web.example",
    }
    return Shop(store, read_settings(environment))


def issue_of(store: Store) -> IssueRecord:
    with store.reading() as session:
        return session.scalars(select(IssueRecord)).one()


def done(shop: Shop) -> WorkOrder:
    with shop.store.writing() as session:
        number = order_work(
            session, WorkKind.PREVIEW_PDF, issue_of(shop.store).id, by=None, at=now()
        ).id
    do_work(shop, number, "worker", HANDLERS)
    with shop.store.reading() as session:
        return session.get_one(WorkOrder, number)


def test_pdf_is_kept_with_its_pages_and_its_content(shop: Shop) -> None:
    order = done(shop)
    assert order.state is WorkState.DONE, order.problem
    data = shop.store.blobs.get(order.outcome["pdf"])
    assert data.startswith(b"%PDF")
    assert order.outcome["size_bytes"] == len(data)
    assert order.outcome["pages"] >= 4
    issue = issue_of(shop.store)
    with shop.store.reading() as session:
        assert order.outcome["content"] == content_key(session, shop.store.blobs, issue)
        starts = first_pages_of(session, issue.id)
    assert set(starts) == {"uvodni-slovo", "prvni-klice", "dum-u-reky", "den-otevrenych-dveri"}
    assert starts["prvni-klice"] > 2


def test_an_issue_that_cannot_be_read_says_what_is_wrong_as_the_desk_does(shop: Shop) -> None:
    with shop.store.writing() as session:
        issue = session.scalars(select(IssueRecord)).one()
        issue.frame_sha256 = shop.store.blobs.put(b"number = 7")
    order = done(shop)
    assert order.state is WorkState.FAILED
    assert order.problem.startswith("Číslo nejde vysadit, dokud se neopraví nález: ")
    assert order.problem.endswith(" Kde je, ukáže stránka Nálezy.")
    assert ".toml" not in order.problem
    assert "řádek" not in order.problem
    assert order.outcome == {}
    with shop.store.reading() as session:
        assert first_pages_of(session, issue.id) == {}


def test_a_damaged_blob_is_named_to_the_administrator(shop: Shop) -> None:
    shop.store.blobs.path(issue_of(shop.store).frame_sha256).unlink()
    order = done(shop)
    assert order.state is WorkState.FAILED
    assert "doctor" in order.problem
