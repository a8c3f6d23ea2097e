"""The disk lost or spoiled the publication's file: readers can still leave, and read."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from mitdomov.database.store import Store
from mitdomov.editorial import model, queries
from mitdomov.subscribers.model import SubscriptionState
from tests.web.served import Site


def lose(store: Store) -> None:
    for sha256 in _hashes(store):
        store.blobs.path(sha256).unlink()


def spoil(store: Store) -> None:
    for sha256 in _hashes(store):
        store.blobs.path(sha256).write_bytes(b"x")


def make_unreadable(store: Store) -> None:
    """Whole, but written as no version of the program reads it."""
    with store.writing() as session:
        sha256 = store.blobs.put(b'title = "M\xff')
        session.execute(update(model.SnapshotRecord).values(publication_sha256=sha256))


def _hashes(store: Store) -> set[str]:
    with store.reading() as session:
        return set(session.scalars(select(model.SnapshotRecord.publication_sha256)))


@pytest.fixture(params=[lose, spoil, make_unreadable])
def damaged(public_site: Site, request: pytest.FixtureRequest) -> Site:
    damage: Callable[[Store], None] = request.param
    damage(public_site.store)
    return public_site


def test_leaving_works(damaged: Site) -> None:
    page = f"/odhlaseni/{damaged.token()}"
    assert "magazin posíláme na adresu" in damaged.page(page)
    assert damaged.client.post(page).status_code == 303
    assert damaged.subscription().state is SubscriptionState.ENDED
    assert "Odběr je odhlášený" in damaged.page(page)


def test_leaving_by_one_click_works(damaged: Site) -> None:
    page = f"/odhlaseni/{damaged.token()}"
    answer = damaged.client.post(page, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert damaged.subscription().state is SubscriptionState.ENDED


def test_the_readers_own_lists_can_be_left(damaged: Site) -> None:
    """They are offered by their slugs, and no others."""
    page = f"/odber/{damaged.token()}"
    assert damaged.page(page).count('type="checkbox"') == 1
    damaged.client.post(page)
    assert damaged.subscription().state is SubscriptionState.ENDED


def test_issues_can_be_read(damaged: Site) -> None:
    assert "První klíče" in damaged.page("/")
    damaged.page("/cislo/1-2030/")


def test_the_publication_is_read_once_while_it_stays_the_same(
    public_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    public_site.page("/")
    monkeypatch.setattr(queries, "read_publication", lambda _data: pytest.fail("read again"))
    public_site.page("/")
    public_site.page(f"/odber/{public_site.token()}")
