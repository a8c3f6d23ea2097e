"""What becomes of a dispatch, by what a real relay on loopback received."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from mitdomov.delivery.dispatches import control
from mitdomov.delivery.dispatches.report import Equation
from mitdomov.delivery.model import DeliveryState, Dispatch, DispatchState
from mitdomov.delivery.sending.batch import LETTER_UNUSABLE
from mitdomov.delivery.sending.recovery import due_dispatches
from mitdomov.delivery.sending.starting import UNSUBSCRIBED
from mitdomov.delivery.sending.turn import BATCH
from mitdomov.delivery.transports.mailbox import (
    MailboxTransport,
    count_letters,
    find_letters,
    raw_letter,
)
from mitdomov.delivery.transports.smtp import SmtpTransport
from mitdomov.delivery.transports.transport import Connection, Outcome, Unreachable
from mitdomov.delivery.verdicts import GAVE_UP, LETTER_REFUSED
from mitdomov.settings import read_relay
from tests.dispatching import Scene, made_scene
from tests.relay import GREYLIST, Refuse, RefuseLetter, Relay, Reset, running_relay

READERS = [f"ctenar{n}@obec.example" for n in range(8)]
ALICE, BOB, *_ = READERS


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    made = made_scene(tmp_path)
    made.subscribe(READERS)
    return made


@pytest.fixture
def relay() -> Iterator[Relay]:
    with running_relay() as running:
        yield running


def smtp(relay: Relay) -> SmtpTransport:
    return SmtpTransport(
        read_relay(relay.url), "magazin@mitdomov.example", connect_timeout_seconds=2
    )


def state_of(scene: Scene, dispatch_id: int) -> Dispatch:
    with scene.store.reading() as session:
        return session.get_one(Dispatch, dispatch_id)


def test_everyone_receives_one_letter_of_their_own(scene: Scene, relay: Relay) -> None:
    dispatch = scene.plan()

    assert scene.send(dispatch, smtp(relay)) == Equation(audience=8, accepted=8)
    assert relay.received() == dict.fromkeys(READERS, 1)
    assert state_of(scene, dispatch).state is DispatchState.FINISHED
    letter = next(each.message for each in relay.accepted if each.recipient == ALICE)
    assert letter["Subject"] == "Mít domov 1/2026: První klíče"
    assert letter["Message-ID"] == scene.delivery(dispatch, ALICE).message_id
    text = letter.get_body(("plain",))
    assert text is not None
    assert text.get_content().startswith("Dobrý den, Čtenář ctenar0,")


def test_all_letters_of_a_batch_share_one_connection(scene: Scene, relay: Relay) -> None:
    scene.send(scene.plan(), smtp(relay))

    assert relay.connections == 1


def test_a_greylisted_reader_gets_the_letter_later_with_the_same_id(
    scene: Scene, relay: Relay
) -> None:
    relay.script[ALICE] = [GREYLIST, GREYLIST]
    dispatch = scene.plan()

    assert scene.send(dispatch, smtp(relay)) == Equation(audience=8, accepted=7, queued=1)
    first = scene.delivery(dispatch, ALICE)
    scene.clock.move(minutes=5)
    assert due_dispatches(scene.store, scene.clock) == [dispatch]
    scene.send(dispatch, smtp(relay))
    scene.clock.move(minutes=29)
    assert due_dispatches(scene.store, scene.clock) == []
    scene.clock.move(minutes=1)

    assert scene.send(dispatch, smtp(relay)) == Equation(audience=8, accepted=8)
    assert relay.received()[ALICE] == 1
    assert relay.message_ids(ALICE) == {first.message_id}
    assert scene.delivery(dispatch, ALICE).attempt == 3


def test_a_reader_deferred_for_72_hours_is_refused(scene: Scene, relay: Relay) -> None:
    relay.script[ALICE] = [GREYLIST] * 100
    dispatch = scene.plan()
    for _ in range(20):
        scene.send(dispatch, smtp(relay))
        scene.clock.move(hours=4)

    row = scene.delivery(dispatch, ALICE)
    assert (row.state, row.reason, row.code) == (DeliveryState.REFUSED, GAVE_UP, 450)
    assert state_of(scene, dispatch).state is DispatchState.FINISHED


def test_an_unknown_user_is_refused_and_the_others_go_on(scene: Scene, relay: Relay) -> None:
    relay.script[BOB] = [Refuse("550 5.1.1 Unknown user")]
    dispatch = scene.plan()

    assert scene.send(dispatch, smtp(relay)) == Equation(audience=8, accepted=7, refused=1)
    row = scene.delivery(dispatch, BOB)
    assert (row.code, row.answer) == (550, "5.1.1 Unknown user")


def test_a_letter_that_no_server_takes_pauses_the_dispatch(scene: Scene, relay: Relay) -> None:
    for reader in READERS:
        relay.script[reader] = [RefuseLetter()]
    dispatch = scene.plan()

    assert scene.send(dispatch, smtp(relay)) == Equation(audience=8, refused=5, queued=3)
    paused = state_of(scene, dispatch)
    assert paused.state is DispatchState.PAUSED
    assert "5.3.4 Message too big" in paused.pause_reason
    assert scene.delivery(dispatch, ALICE).reason == LETTER_REFUSED


@pytest.mark.parametrize("has_accepted", [True, False])
def test_a_cut_before_the_answer_is_doubt_and_is_never_sent_again(
    scene: Scene, relay: Relay, *, has_accepted: bool
) -> None:
    """From here a cut before the acceptance looks the same as one after it."""
    relay.script[BOB] = [Reset(has_accepted)]
    dispatch = scene.plan()

    assert scene.send(dispatch, smtp(relay)) == Equation(audience=8, accepted=7, uncertain=1)
    assert relay.received()[BOB] == int(has_accepted)
    assert max(relay.received().values()) == 1
    assert state_of(scene, dispatch).state is DispatchState.FINISHED


@pytest.mark.parametrize("has_accepted", [True, False])
def test_doubt_may_be_resolved_by_one_more_copy_with_the_same_id(
    tmp_path: Path, relay: Relay, *, has_accepted: bool
) -> None:
    scene = made_scene(tmp_path, UNCERTAIN_POLICY="resend-once")
    scene.subscribe(READERS)
    relay.script[ALICE] = [Reset(has_accepted)]
    relay.script[BOB] = [Reset(has_accepted), Reset(has_accepted)]
    dispatch = scene.plan()

    assert scene.send(dispatch, smtp(relay)) == Equation(audience=8, accepted=7, uncertain=1)
    assert relay.received()[ALICE] == 1 + has_accepted
    assert len(relay.message_ids(ALICE)) == 1
    assert scene.delivery(dispatch, ALICE).is_resent
    assert scene.delivery(dispatch, BOB).state is DeliveryState.UNCERTAIN


def test_a_relay_that_is_down_burns_no_attempt_and_is_tried_again(scene: Scene) -> None:
    with running_relay() as relay:
        away = smtp(relay)
    dispatch = scene.plan()

    assert scene.send(dispatch, away) == Equation(audience=8, queued=8)
    troubled = state_of(scene, dispatch)
    assert troubled.outage == "Poštovní server odmítá spojení."
    assert troubled.outage_since == scene.clock()
    assert due_dispatches(scene.store, scene.clock) == []
    for _ in range(20):
        scene.clock.move(minutes=5)
        scene.send(dispatch, away)
    with running_relay(port=relay.port) as back:
        scene.clock.move(minutes=5)
        assert due_dispatches(scene.store, scene.clock) == [dispatch]
        assert scene.send(dispatch, smtp(back)) == Equation(audience=8, accepted=8)
        assert back.received() == dict.fromkeys(READERS, 1)
    assert state_of(scene, dispatch).outage == ""
    assert scene.delivery(dispatch, ALICE).attempt == 1


@pytest.mark.parametrize("when", ["greeting", "mail_answer"])
def test_a_busy_relay_is_nobodys_bounce(scene: Scene, relay: Relay, when: str) -> None:
    setattr(relay, when, "421 4.3.2 Too busy")
    dispatch = scene.plan()

    assert scene.send(dispatch, smtp(relay)) == Equation(audience=8, queued=8)
    assert scene.delivery(dispatch, ALICE).attempt == 0
    assert "421" in state_of(scene, dispatch).outage


def test_a_relay_that_closes_after_a_few_letters_is_simply_called_again(scene: Scene) -> None:
    dispatch = scene.plan()
    with running_relay(letters_per_connection=3) as relay:
        assert scene.send(dispatch, smtp(relay)) == Equation(audience=8, accepted=8)
        assert relay.connections == 3
        assert relay.received() == dict.fromkeys(READERS, 1)


def test_who_unsubscribes_after_planning_gets_no_letter(scene: Scene, relay: Relay) -> None:
    dispatch = scene.plan()
    scene.unsubscribe(BOB)

    assert scene.send(dispatch, smtp(relay)) == Equation(audience=8, accepted=7, skipped=1)
    assert scene.delivery(dispatch, BOB).reason == UNSUBSCRIBED
    assert BOB not in relay.received()


def test_many_who_left_do_not_hold_up_the_others(tmp_path: Path, relay: Relay) -> None:
    scene = made_scene(tmp_path)
    leaving = [f"odchazi{n}@obec.example" for n in range(BATCH)]
    scene.subscribe([*leaving, ALICE])
    dispatch = scene.plan()
    for reader in leaving:
        scene.unsubscribe(reader)

    assert scene.send(dispatch, smtp(relay)) == Equation(
        audience=BATCH + 1, skipped=BATCH, accepted=1
    )


def test_an_address_that_no_header_can_hold_is_skipped(scene: Scene, relay: Relay) -> None:
    dispatch = scene.plan()
    with scene.store.writing() as session:
        row = session.merge(scene.delivery(dispatch, BOB))
        row.address = "žofie@obec.example"

    assert scene.send(dispatch, smtp(relay)) == Equation(audience=8, accepted=7, skipped=1)


def test_a_paused_dispatch_sends_nothing_until_it_is_resumed(scene: Scene, relay: Relay) -> None:
    dispatch = scene.plan()
    with scene.store.writing() as session:
        assert control.pause(session, dispatch, "Pozastaveno v redakci.")
    assert scene.send(dispatch, smtp(relay)).queued == 8
    with scene.store.writing() as session:
        assert control.resume(session, dispatch)

    assert scene.send(dispatch, smtp(relay)).accepted == 8


def test_a_cancelled_dispatch_skips_the_rest_for_good(scene: Scene, relay: Relay) -> None:
    dispatch = scene.plan()
    with scene.store.writing() as session:
        assert control.cancel(session, dispatch)
        assert not control.resume(session, dispatch)

    assert scene.send(dispatch, smtp(relay)) == Equation(audience=8, skipped=8)
    assert not relay.accepted


def test_a_letter_that_comes_back_after_the_cancelling_is_skipped(
    scene: Scene, relay: Relay
) -> None:
    @dataclass
    class CancellingConnection:
        within: Connection
        is_open: bool = True

        def send(self, recipient: str, message: bytes, _return_path: str = "") -> Outcome:
            with scene.store.writing() as session:
                control.cancel(session, dispatch)
            return self.within.send(recipient, message)

    class CancellingTransport:
        @contextmanager
        def open(self) -> Iterator[Connection | Unreachable]:
            with smtp(relay).open() as connection:
                assert not isinstance(connection, Unreachable)
                yield CancellingConnection(connection)

    relay.script[ALICE] = [GREYLIST]
    dispatch = scene.plan()

    assert scene.send(dispatch, CancellingTransport()) == Equation(audience=8, skipped=8)
    assert not relay.accepted


def test_a_dispatch_paused_after_its_last_letter_ends_when_resumed(tmp_path: Path) -> None:
    scene = made_scene(tmp_path)
    scene.subscribe(READERS[:5])
    dispatch = scene.plan()
    with running_relay() as relay:
        relay.script |= {reader: [RefuseLetter()] for reader in READERS}
        assert scene.send(dispatch, smtp(relay)) == Equation(audience=5, refused=5)
    assert state_of(scene, dispatch).state is DispatchState.PAUSED
    with scene.store.writing() as session:
        control.resume(session, dispatch)

    assert state_of(scene, dispatch).state is DispatchState.FINISHED


def test_a_damaged_letter_is_never_sent(scene: Scene, relay: Relay) -> None:
    dispatch = scene.plan()
    for blob in scene.store.blobs.root.glob("*/*"):
        blob.write_bytes(b"jine bajty")

    assert scene.send(dispatch, smtp(relay)) == Equation(audience=8, queued=8)
    assert state_of(scene, dispatch).pause_reason == LETTER_UNUSABLE
    assert not relay.accepted


def test_the_mailbox_keeps_each_letter_as_it_was_sent(scene: Scene) -> None:
    dispatch = scene.plan()
    scene.send(dispatch, MailboxTransport(scene.store, scene.clock))

    with scene.store.reading() as session:
        assert count_letters(session) == 8
        (letter,) = find_letters(session, ALICE)
        assert letter.subject == "Mít domov 1/2026: První klíče"
        assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw_letter(letter)
