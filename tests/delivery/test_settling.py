"""A person settles letters in doubt and has refused ones tried again; nobody else gets a copy."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import update

from mitdomov.delivery.dispatches.control import cancel
from mitdomov.delivery.dispatches.report import deliveries
from mitdomov.delivery.dispatches.settling import (
    COUNTED_AS_SENT,
    SettlingError,
    count_as_sent,
    ids_of,
    resend_uncertain,
    retry_refused,
)
from mitdomov.delivery.model import Delivery, DeliveryState, Dispatch, DispatchState
from mitdomov.delivery.transports.mailbox import MailboxTransport, find_letters
from tests.dispatching import Scene, made_scene

ALICE, BOB, CYRIL, DANA = READERS = [
    f"{name}@obec.example" for name in ("alice", "bob", "cyril", "dana")
]


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    made = made_scene(tmp_path)
    made.subscribe(READERS)
    return made


@pytest.fixture
def dispatch(scene: Scene) -> int:
    """Finished: Alice's letter was taken, Bob's and Cyril's are in doubt, Dana's was refused."""
    number = scene.plan()
    scene.send(number, MailboxTransport(scene.store))
    with scene.store.writing() as session:
        for address, state in (
            (BOB, DeliveryState.UNCERTAIN),
            (CYRIL, DeliveryState.UNCERTAIN),
            (DANA, DeliveryState.REFUSED),
        ):
            session.execute(
                update(Delivery)
                .where(Delivery.address == address)
                .values(state=state, reason="Proto.", code=550 if address == DANA else None)
            )
        session.execute(update(Dispatch).values(notified_of=DispatchState.FINISHED))
    return number


def state_of(scene: Scene, number: int) -> DispatchState:
    with scene.store.reading() as session:
        return session.get_one(Dispatch, number).state


def copies(scene: Scene) -> list[int]:
    with scene.store.reading() as session:
        return [len(find_letters(session, each)) for each in READERS]


def test_letters_in_doubt_are_sent_again_under_their_message_id(
    scene: Scene, dispatch: int
) -> None:
    before = scene.delivery(dispatch, BOB).message_id
    with scene.store.writing() as session:
        assert resend_uncertain(session, dispatch, scene.clock()) == 2
    assert state_of(scene, dispatch) is DispatchState.SENDING

    scene.send(dispatch, MailboxTransport(scene.store))

    assert copies(scene) == [1, 2, 2, 1]
    bob = scene.delivery(dispatch, BOB)
    assert (bob.state, bob.is_resent, bob.message_id) == (DeliveryState.ACCEPTED, True, before)
    assert state_of(scene, dispatch) is DispatchState.FINISHED
    with scene.store.reading() as session:
        assert session.get_one(Dispatch, dispatch).notified_of is None


def test_one_letter_is_settled_and_the_other_stays_in_doubt(scene: Scene, dispatch: int) -> None:
    with scene.store.writing() as session:
        bob = ids_of(session, dispatch, DeliveryState.UNCERTAIN, [BOB.upper()])
        assert count_as_sent(session, dispatch, scene.clock(), bob) == 1
        assert count_as_sent(session, dispatch, scene.clock(), bob) == 0
        assert resend_uncertain(session, dispatch, scene.clock(), bob) == 0

    settled = scene.delivery(dispatch, BOB)
    assert (settled.state, settled.reason) == (DeliveryState.ACCEPTED, COUNTED_AS_SENT)
    assert scene.states(dispatch)[CYRIL] is DeliveryState.UNCERTAIN
    assert state_of(scene, dispatch) is DispatchState.FINISHED
    assert copies(scene) == [1, 1, 1, 1]


def test_refused_letters_alone_are_tried_again(scene: Scene, dispatch: int) -> None:
    with scene.store.writing() as session:
        assert retry_refused(session, dispatch, scene.clock()) == 1
    dana = scene.delivery(dispatch, DANA)
    assert (dana.state, dana.code, dana.reason) == (DeliveryState.QUEUED, None, "")
    scene.send(dispatch, MailboxTransport(scene.store))
    assert copies(scene) == [1, 1, 1, 2]


@pytest.mark.parametrize("addresses", [[ALICE], [BOB, "nikdo@obec.example"]])
def test_an_address_without_such_a_letter_is_named(
    addresses: Sequence[str], scene: Scene, dispatch: int
) -> None:
    with (
        scene.store.reading() as session,
        pytest.raises(SettlingError, match=addresses[-1]),
    ):
        ids_of(session, dispatch, DeliveryState.UNCERTAIN, addresses)


def test_a_cancelled_dispatch_sends_nothing_again(scene: Scene, dispatch: int) -> None:
    with scene.store.writing() as session:
        session.execute(update(Dispatch).values(state=DispatchState.SENDING))
        cancel(session, dispatch, clock=scene.clock)
    for queue_again in (resend_uncertain, retry_refused):
        with scene.store.writing() as session, pytest.raises(SettlingError, match="zrušená"):
            queue_again(session, dispatch, scene.clock())
    with scene.store.writing() as session:
        assert count_as_sent(session, dispatch, scene.clock()) == 2


def test_a_long_list_is_read_in_parts(scene: Scene, dispatch: int) -> None:
    with scene.store.reading() as session:
        parts = [
            [each.address for each in deliveries(session, dispatch, limit=3, offset=offset)]
            for offset in (0, 3, 6)
        ]
        assert parts == [[ALICE, BOB, CYRIL], [DANA], []]
        doubted = (DeliveryState.UNCERTAIN, DeliveryState.REFUSED)
        both = [each.address for each in deliveries(session, dispatch, *doubted)]
        assert both == [BOB, CYRIL, DANA]
