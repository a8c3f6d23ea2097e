"""Scheduled dispatches begin once, when due, for whoever subscribes then; what is late asks."""

from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from mitdomov.delivery.dispatches import control
from mitdomov.delivery.dispatches.planning import (
    EmptyAudienceError,
    IdempotencyConflict,
    plan_dispatch,
)
from mitdomov.delivery.dispatches.scheduling import begin_due, reschedule, schedule_dispatch
from mitdomov.delivery.model import DeliveryState, Dispatch, DispatchState
from mitdomov.delivery.sending.recovery import due_dispatches
from mitdomov.delivery.transports.mailbox import MailboxTransport, count_letters
from mitdomov.subscribers.model import Subscriber, Subscription, SuppressionReason
from mitdomov.subscribers.subscribing import suppress
from tests.dispatching import LIST, Scene, made_scene

ALICE, BOB = "alice@obec.example", "bob@obec.example"
HOUR = timedelta(hours=1)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    made = made_scene(tmp_path)
    made.subscribe([ALICE, BOB])
    return made


def schedule(scene: Scene, *, key: str | None = None, after: timedelta = HOUR) -> int:
    with scene.store.writing() as session:
        return schedule_dispatch(
            session,
            snapshot_id=scene.snapshot_id,
            list=LIST,
            at=scene.clock(),
            scheduled_for=scene.clock() + after,
            idempotency_key=key,
        ).id


def found(scene: Scene, number: int) -> Dispatch:
    with scene.store.reading() as session:
        return session.get_one(Dispatch, number)


def sweep(scene: Scene) -> None:
    begin_due(scene.store, scene.clock)


def test_nothing_leaves_before_its_moment(scene: Scene) -> None:
    number = schedule(scene)
    scene.clock.move(minutes=59)
    sweep(scene)
    assert found(scene, number).state is DispatchState.SCHEDULED
    assert scene.deliveries(number) == {}
    assert due_dispatches(scene.store, scene.clock) == []


def test_who_subscribes_or_leaves_meanwhile_counts(scene: Scene) -> None:
    number = schedule(scene)
    scene.unsubscribe(BOB)
    scene.subscribe(["pozdni@obec.example"])
    scene.clock.move(hours=1)
    sweep(scene)

    dispatch = found(scene, number)
    assert (dispatch.state, dispatch.audience) == (DispatchState.SENDING, 2)
    assert dispatch.begun_at == scene.clock()
    assert set(scene.states(number)) == {ALICE, "pozdni@obec.example"}
    assert due_dispatches(scene.store, scene.clock) == [number]


@pytest.mark.parametrize(
    ("late_minutes", "asks"), [(0, False), (15, False), (16, True), (360, True)]
)
def test_what_is_late_for_more_than_a_quarter_of_an_hour_asks_first(
    scene: Scene,
    late_minutes: int,
    asks: bool,  # noqa: FBT001
) -> None:
    number = schedule(scene)
    scene.clock.move(minutes=60 + late_minutes)
    sweep(scene)
    dispatch = found(scene, number)
    assert (dispatch.state is DispatchState.PAUSED) is asks
    assert ("Odeslat nyní?" in dispatch.pause_reason) is asks
    assert (scene.deliveries(number) == {}) is asks


def test_what_was_late_leaves_when_a_person_says_so(scene: Scene) -> None:
    number = schedule(scene)
    scene.clock.move(hours=7)
    sweep(scene)
    sweep(scene)
    with scene.store.writing() as session:
        assert control.resume(session, number, clock=scene.clock)
    terms = scene.send(number, MailboxTransport(scene.store))
    assert terms.accepted == 2
    assert found(scene, number).state is DispatchState.FINISHED


def test_it_begins_once_however_often_the_sweep_comes(scene: Scene) -> None:
    """Also when several come at once, and when the clock is put back a day meanwhile."""
    number = schedule(scene)
    scene.clock.move(hours=1)
    together = Barrier(4)

    def meet_and_sweep() -> None:
        together.wait()
        sweep(scene)

    threads = [Thread(target=meet_and_sweep) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    scene.send(number, MailboxTransport(scene.store))
    scene.clock.move(days=-1)
    sweep(scene)
    scene.clock.move(days=1)
    sweep(scene)
    scene.send(number, MailboxTransport(scene.store))
    with scene.store.reading() as session:
        assert count_letters(session) == 2
    assert found(scene, number).audience == 2


def test_a_clock_that_jumps_ahead_sends_nothing_unasked(scene: Scene) -> None:
    number = schedule(scene)
    scene.clock.move(days=1)
    sweep(scene)
    assert found(scene, number).state is DispatchState.PAUSED


def test_it_is_moved_and_cancelled_before_it_begins(scene: Scene) -> None:
    number = schedule(scene)
    later = scene.clock() + timedelta(hours=5)
    with scene.store.writing() as session:
        assert reschedule(session, number, later)
    scene.clock.move(hours=1)
    sweep(scene)
    assert found(scene, number).state is DispatchState.SCHEDULED
    with scene.store.writing() as session:
        assert control.cancel(session, number, clock=scene.clock)
    scene.clock.move(hours=4)
    sweep(scene)
    assert found(scene, number).state is DispatchState.CANCELLED
    assert scene.deliveries(number) == {}


def test_what_asked_may_get_another_moment(scene: Scene) -> None:
    number = schedule(scene)
    scene.clock.move(hours=7)
    sweep(scene)
    with scene.store.writing() as session:
        assert reschedule(session, number, scene.clock() + HOUR)
    assert found(scene, number).pause_reason == ""
    scene.clock.move(hours=1)
    sweep(scene)
    assert found(scene, number).state is DispatchState.SENDING


def test_what_has_begun_is_not_moved(scene: Scene) -> None:
    number = schedule(scene)
    scene.clock.move(hours=1)
    sweep(scene)
    with scene.store.writing() as session:
        control.pause(session, number, "Počkejte.")
        assert not reschedule(session, number, scene.clock() + HOUR)
    assert found(scene, number).state is DispatchState.PAUSED


def test_resuming_does_not_begin_what_waits_for_its_moment(scene: Scene) -> None:
    number = schedule(scene)
    with scene.store.writing() as session:
        assert not control.resume(session, number, clock=scene.clock)
    assert found(scene, number).state is DispatchState.SCHEDULED


def test_a_list_that_has_emptied_asks(scene: Scene) -> None:
    number = schedule(scene)
    scene.unsubscribe(ALICE)
    scene.unsubscribe(BOB)
    scene.clock.move(hours=1)
    sweep(scene)
    dispatch = found(scene, number)
    assert (dispatch.state, dispatch.begun_at) == (DispatchState.PAUSED, None)
    assert "nemá žádného odběratele" in dispatch.pause_reason
    with (
        pytest.raises(EmptyAudienceError),
        scene.store.writing() as session,
    ):
        control.resume(session, number, clock=scene.clock)


def test_a_list_that_has_grown_far_beyond_the_estimate_asks(scene: Scene) -> None:
    number = schedule(scene)
    scene.subscribe([f"novy{each}@obec.example" for each in range(21)])
    scene.clock.move(hours=1)
    sweep(scene)
    dispatch = found(scene, number)
    assert dispatch.state is DispatchState.PAUSED
    words = dispatch.pause_reason.replace("\xa0", " ")
    assert "místo 2 dopisů by jich odešlo 23" in words


def test_the_same_order_again_is_the_same_dispatch(scene: Scene) -> None:
    first = schedule(scene, key="klik")
    assert schedule(scene, key="klik") == first
    with pytest.raises(IdempotencyConflict):
        schedule(scene, key="klik", after=2 * HOUR)
    with pytest.raises(IdempotencyConflict), scene.store.writing() as session:
        plan_dispatch(
            session,
            snapshot_id=scene.snapshot_id,
            list=LIST,
            at=scene.clock(),
            idempotency_key="klik",
        )


def test_who_got_the_letter_from_another_list_is_skipped(scene: Scene) -> None:
    first = scene.plan()
    scene.send(first, MailboxTransport(scene.store))
    with scene.store.writing() as session:
        reader = session.scalars(select(Subscriber).where(Subscriber.address == ALICE)).one()
        own = session.scalars(select(Subscription).where(Subscription.subscriber_id == reader.id))
        own.one().list = "novinky"
    scene.subscribe(["pozdni@obec.example"])
    number = schedule(scene)
    assert found(scene, number).expected == 1
    scene.clock.move(hours=1)
    sweep(scene)
    assert scene.states(number) == {
        BOB: DeliveryState.SKIPPED,
        "pozdni@obec.example": DeliveryState.QUEUED,
    }
    assert "z jiné rozesílky" in scene.delivery(number, BOB).reason


def test_a_suppression_holds_for_scheduled_letters(scene: Scene) -> None:
    number = schedule(scene)
    with scene.store.writing() as session:
        reader = session.scalars(select(Subscriber).where(Subscriber.address == BOB)).one()
        suppress(session, reader, SuppressionReason.HARD_BOUNCE, scene.clock())
    scene.clock.move(hours=1)
    sweep(scene)
    assert scene.states(number)[BOB] is DeliveryState.SKIPPED
