"""The same content goes to a list once, unless a person says that it is to go again."""

from pathlib import Path

import pytest

from mitdomov.delivery.dispatches.control import cancel
from mitdomov.delivery.dispatches.ordering import OrderedBeforeError, order_dispatch
from mitdomov.delivery.dispatches.planning import IdempotencyConflict
from mitdomov.delivery.transports.mailbox import MailboxTransport
from mitdomov.editorial.model import SnapshotRecord
from tests.dispatching import LIST, Scene, made_scene


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    made = made_scene(tmp_path)
    made.subscribe(["alice@obec.example", "bob@obec.example"])
    return made


def order(
    scene: Scene,
    *,
    again: bool = False,
    key: str | None = None,
    list: str = LIST,  # noqa: A002 - the field's own word
    snapshot_id: int | None = None,
) -> int:
    with scene.store.writing() as session:
        return order_dispatch(
            session,
            snapshot_id=snapshot_id or scene.snapshot_id,
            list=list,
            at=scene.clock(),
            again=again,
            idempotency_key=key,
        ).id


def test_a_second_order_is_refused_with_what_became_of_the_first(scene: Scene) -> None:
    first = order(scene)
    scene.send(first, MailboxTransport(scene.store))

    with pytest.raises(OrderedBeforeError) as refused:
        order(scene)

    assert refused.value.dispatch_id == first
    words = str(refused.value).replace("\xa0", " ")
    assert f"rozesílka {first} z 4. 5. 2026, 11.00 h" in words
    assert "2 odběratelům, z toho 2 přijato serverem" in words


def test_an_order_that_says_so_mails_everybody_again(scene: Scene) -> None:
    first = order(scene)
    second = order(scene, again=True)
    assert second != first
    assert scene.equation(second).audience == 2
    with pytest.raises(OrderedBeforeError, match=f"rozesílka {second} "):
        order(scene)


def test_what_was_cancelled_does_not_stand_in_the_way(scene: Scene) -> None:
    first = order(scene)
    with scene.store.writing() as session:
        cancel(session, first, clock=scene.clock)
    assert order(scene) != first


def test_an_order_repeated_under_its_key_is_the_same_dispatch(scene: Scene) -> None:
    first = order(scene, key="klik")
    assert order(scene, key="klik") == first
    with pytest.raises(OrderedBeforeError):
        order(scene, key="jiny")
    with pytest.raises(IdempotencyConflict):
        order(scene, key="klik", list="novinky")


def test_another_address_of_the_site_makes_no_new_content(scene: Scene) -> None:
    order(scene)
    with scene.store.writing() as session:
        known = session.get_one(SnapshotRecord, scene.snapshot_id)
        columns = {each.key: getattr(known, each.key) for each in SnapshotRecord.__table__.columns}
        moved = SnapshotRecord(**columns | {"id": None, "public_url": "https://jinde.example"})
        session.add(moved)
        session.flush()
        moved_id = moved.id
    with pytest.raises(OrderedBeforeError):
        order(scene, snapshot_id=moved_id)
