"""Who is in the audience, frozen in one transaction; the same request twice is one dispatch."""

from pathlib import Path

import pytest
from sqlalchemy import select

from mitdomov.delivery.dispatches.planning import (
    SUPPRESSED,
    EmptyAudienceError,
    IdempotencyConflict,
    plan_dispatch,
)
from mitdomov.delivery.dispatches.report import Equation, deliveries
from mitdomov.delivery.model import Delivery, DeliveryState, Dispatch
from mitdomov.subscribers.model import Subscriber, SuppressionReason
from mitdomov.subscribers.subscribing import suppress
from tests.dispatching import LIST, Scene, made_scene

ALICE, BOB, CYRIL = (f"{name}@obec.example" for name in ("alice", "bob", "cyril"))


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    made = made_scene(tmp_path)
    made.subscribe([ALICE, BOB, CYRIL])
    return made


def plan(scene: Scene, key: str, list: str = LIST) -> int:  # noqa: A002 - the field's own word
    with scene.store.writing() as session:
        return plan_dispatch(
            session,
            snapshot_id=scene.snapshot_id,
            list=list,
            at=scene.clock(),
            again=True,
            idempotency_key=key,
        ).id


def forbid(scene: Scene, address: str) -> None:
    with scene.store.writing() as session:
        reader = session.scalars(select(Subscriber).where(Subscriber.address == address)).one()
        suppress(session, reader, SuppressionReason.HARD_BOUNCE, scene.clock())


def test_the_audience_is_who_subscribes_at_that_moment(scene: Scene) -> None:
    scene.unsubscribe(BOB)
    dispatch = scene.plan()
    scene.subscribe(["pozdni@obec.example"])

    assert scene.states(dispatch) == {ALICE: DeliveryState.QUEUED, CYRIL: DeliveryState.QUEUED}
    assert scene.equation(dispatch) == Equation(audience=2, queued=2)


def test_a_suppressed_reader_is_listed_as_skipped(scene: Scene) -> None:
    forbid(scene, BOB)
    dispatch = scene.plan()

    assert scene.equation(dispatch) == Equation(audience=3, queued=2, skipped=1)
    with scene.store.reading() as session:
        (skipped,) = deliveries(session, dispatch, DeliveryState.SKIPPED)
        assert (skipped.address, skipped.reason) == (BOB, SUPPRESSED)


def test_the_same_key_again_is_the_same_dispatch(scene: Scene) -> None:
    first = plan(scene, "klik")

    assert plan(scene, "klik") == first
    assert plan(scene, "jiny") != first
    assert scene.equation(first).audience == 3


def test_the_same_key_for_another_list_is_a_conflict(scene: Scene) -> None:
    plan(scene, "klik")

    with pytest.raises(IdempotencyConflict, match="načtěte stránku znovu"):
        plan(scene, "klik", list="novinky")


def test_an_empty_audience_leaves_no_dispatch_behind(scene: Scene) -> None:
    with pytest.raises(EmptyAudienceError, match="nemá žádného odběratele"):
        plan(scene, "klik", list="novinky")

    with scene.store.reading() as session:
        assert session.scalars(select(Dispatch)).all() == []


def test_when_all_have_the_letter_the_refusal_says_so(scene: Scene) -> None:
    scene.plan()
    with pytest.raises(EmptyAudienceError, match="už tento dopis mají"):
        scene.plan(again=False)


def test_a_failure_while_freezing_leaves_nothing_of_the_audience(scene: Scene) -> None:
    def fail_after_freezing() -> None:
        with scene.store.writing() as session:
            plan_dispatch(session, snapshot_id=scene.snapshot_id, list=LIST, at=scene.clock())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_freezing()

    with scene.store.reading() as session:
        assert session.scalars(select(Delivery)).all() == []
