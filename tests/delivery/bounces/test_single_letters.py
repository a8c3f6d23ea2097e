"""A letter to one person that comes back ends what waited for it; forgeries change nothing."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from mitdomov.delivery.bounces.recording import take_in
from mitdomov.delivery.bounces.return_path import return_path, single_return_path
from mitdomov.delivery.bounces.taken import Fate, Taken
from mitdomov.delivery.outbox import queue
from mitdomov.delivery.outbox.post import SingleLetter, send_single
from mitdomov.delivery.outbox.queue import (
    LetterState,
    SingleLetterRecord,
    enqueue_letter,
    forget_settled,
    send_letter,
)
from mitdomov.subscribers.model import Suppression
from mitdomov.subscribers.sign_up.asking import write_down
from mitdomov.subscribers.sign_up.deciding import due_letters, mark_asked
from mitdomov.subscribers.sign_up.model import SignUp, SignUpLane, SignUpMailbox
from tests.delivery.bounces.returned import BOUNCES, NAMES, letter
from tests.dispatching import Scene, made_scene
from tests.relay import running_relay

NEW = "nova@obec.example"
GONE = "postfix-unknown-user"
ENDS = {
    "closed-mailbox",
    "exchange-5.1.10",
    "exim-report",
    "postfix-domain-not-found",
    "postfix-null-mx",
    "postfix-unknown-user",
    "plain-czech",
    "plain-exchange-html",
    "qmail",
    "postfix-vague-status",
    "complaint",
    "complaint-without-sender",
}
"""After these no answer can come, or none is wanted."""


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return made_scene(tmp_path, BOUNCE_ADDRESS=BOUNCES)


def asked(scene: Scene, lane: SignUpLane = SignUpLane.AT_ONCE) -> int:
    """A sign-up whose confirmation has left; the id of the letter."""
    at, key = scene.clock(), scene.settings.secret_key
    with scene.store.writing() as session:
        shown = {"magazin": "Magazín"}
        write_down(session, NEW, shown, at, wording="Chci.", form="/", lane=lane, secret_key=key)
        (due,) = due_letters(session, at, secret_key=key)
        number = enqueue_letter(session, NEW, "Potvrďte odběr", "odkaz", "<p>odkaz</p>", at=at)
        mark_asked(session, due, number, at)
    send_letter(scene.store, scene.settings, number)
    return number


def row(scene: Scene, number: int) -> SingleLetterRecord:
    with scene.store.reading() as session:
        return session.get_one(SingleLetterRecord, number)


def mark_of(scene: Scene, number: int) -> str:
    written_at = row(scene, number).created_at
    return single_return_path(scene.settings.secret_key, BOUNCES, number, written_at)


def come_back(scene: Scene, name: str, mark: str, reader: str = NEW) -> Taken:
    return take_in(scene.store, scene.settings, letter(name, mark, reader), scene.clock())


def is_waiting(scene: Scene) -> bool:
    with scene.store.reading() as session:
        return session.scalar(select(SignUp.id)) is not None


def mailbox(scene: Scene) -> SignUpMailbox:
    with scene.store.reading() as session:
        return session.scalars(select(SignUpMailbox)).one()


def test_its_envelope_is_marked_and_its_headers_are_not(tmp_path: Path) -> None:
    with running_relay() as relay:
        scene = made_scene(tmp_path, BOUNCE_ADDRESS=BOUNCES, SMTP_URL=relay.url)
        number = asked(scene)
    (accepted,) = relay.accepted
    assert accepted.sender == mark_of(scene, number)
    assert accepted.sender.startswith(f"vraceni+s{number}-")
    assert scene.settings.sender.address in accepted.message["From"]
    assert b"vraceni" not in accepted.raw


def test_without_an_address_of_returned_letters_it_returns_to_the_sender(tmp_path: Path) -> None:
    with running_relay() as relay:
        scene = made_scene(tmp_path, SMTP_URL=relay.url)
        asked(scene)
    assert relay.accepted[0].sender == scene.settings.sender.address


def test_a_returned_confirmation_ends_its_sign_up_and_is_told_at_the_desk(scene: Scene) -> None:
    number = asked(scene)
    assert come_back(scene, GONE, mark_of(scene, number)).fate is Fate.RECORDED
    found = row(scene, number)
    assert found.state is LetterState.RETURNED
    assert (
        found.problem
        == "Vrátil se 4.\N{NO-BREAK SPACE}5.\N{NO-BREAK SPACE}2026: schránka neexistuje (5.1.1)."
    )
    assert not is_waiting(scene)
    assert mailbox(scene).unconfirmed == 1
    assert mailbox(scene).last_letter_at == scene.clock()
    assert come_back(scene, GONE, mark_of(scene, number)).fate is Fate.REPEATED


@pytest.mark.parametrize("name", NAMES)
def test_only_what_cannot_be_answered_ends_a_sign_up(scene: Scene, name: str) -> None:
    come_back(scene, name, mark_of(scene, asked(scene)))
    assert is_waiting(scene) is (name not in ENDS)
    with scene.store.reading() as session:
        assert session.scalar(select(Suppression.address_hash)) is None


def test_a_report_of_another_address_ends_nothing(scene: Scene) -> None:
    number = asked(scene)
    come_back(scene, GONE, mark_of(scene, number), reader="jinde@posta.example")
    assert row(scene, number).state is LetterState.RETURNED
    assert is_waiting(scene)


def test_an_invitation_by_an_editor_stays_for_the_editor_to_see(scene: Scene) -> None:
    number = asked(scene, SignUpLane.DESK)
    come_back(scene, GONE, mark_of(scene, number))
    assert row(scene, number).state is LetterState.RETURNED
    assert is_waiting(scene)


def test_who_calls_the_confirmation_spam_is_asked_no_more(scene: Scene) -> None:
    come_back(scene, "complaint", mark_of(scene, asked(scene)))
    assert mailbox(scene).refused_at == scene.clock()


def test_forged_marks_change_nothing(scene: Scene) -> None:
    number = asked(scene)
    key, at = scene.settings.secret_key, scene.clock()
    genuine = mark_of(scene, number)
    for forged in (
        f"vraceni+s{number}-aaaaaaaaaaaaaaaa@posta.example",
        single_return_path("x" * 48, BOUNCES, number, at),
        single_return_path(key, BOUNCES, number, at + timedelta(seconds=1)),
        genuine.replace(f"+s{number}-", f"+s{number + 1}-"),
        genuine.replace("+s", "+"),
        return_path(key, BOUNCES, number),
        return_path(key, BOUNCES, number).replace("+", "+s"),
        genuine.replace("posta.example", "jina.example"),
    ):
        assert come_back(scene, GONE, forged).fate is Fate.STRANGE, forged
    assert row(scene, number).state is LetterState.SENT
    assert is_waiting(scene)


def test_a_mark_names_no_later_letter_of_the_same_number(scene: Scene) -> None:
    number = asked(scene)
    mark = mark_of(scene, number)
    scene.clock.move(days=300)
    with scene.store.writing() as session:
        assert forget_settled(session, scene.clock()) == 1
    assert asked_again(scene) == number
    assert come_back(scene, GONE, mark).fate is Fate.STRANGE


def asked_again(scene: Scene) -> int:
    with scene.store.writing() as session:
        return enqueue_letter(session, NEW, "Nové heslo", "x", "<p>x</p>", at=scene.clock())


def test_a_return_before_the_answer_is_written_down_is_not_lost(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def send_and_return(*arguments: object) -> None:
        _, _, single, path = arguments
        assert isinstance(single, SingleLetter)
        send_single(scene.store, scene.settings, single, str(path))
        come_back(scene, GONE, str(path))

    monkeypatch.setattr(queue, "send_single", send_and_return)
    number = asked(scene)
    assert row(scene, number).state is LetterState.RETURNED
    assert (row(scene, number).text, row(scene, number).html) == ("", "")


def test_coming_back_keeps_no_letter_longer(scene: Scene) -> None:
    number = asked(scene)
    settled_at = row(scene, number).settled_at
    come_back(scene, GONE, mark_of(scene, number))
    assert row(scene, number).settled_at == settled_at
