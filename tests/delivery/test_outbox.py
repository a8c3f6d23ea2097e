"""Single letters leave by the worker, survive a relay that is away, and are forgotten when sent."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mitdomov.clock import now
from mitdomov.delivery.outbox import queue
from mitdomov.delivery.outbox.queue import (
    LetterState,
    SingleLetterRecord,
    due_letters,
    enqueue_letter,
    forget_settled,
    letter_state,
    send_letter,
)
from mitdomov.delivery.transports.mailbox import count_letters
from tests.dispatching import Scene, made_scene
from tests.relay import Refuse, running_relay

READER = "jana@obec.example"


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return made_scene(tmp_path)


def written(scene: Scene, address: str = READER, *, at: datetime | None = None) -> int:
    with scene.store.writing() as session:
        return enqueue_letter(
            session, address, "Nové heslo", "odkaz", "<p>odkaz</p>", at=at or now()
        )


def state(scene: Scene, letter: int) -> LetterState | None:
    with scene.store.reading() as session:
        found = letter_state(session, letter)
        return found[0] if found else None


def row(scene: Scene, letter: int) -> SingleLetterRecord:
    with scene.store.reading() as session:
        return session.get_one(SingleLetterRecord, letter)


def test_a_letter_is_sent_once_and_its_words_are_forgotten(scene: Scene) -> None:
    letter = written(scene)
    assert due_letters(scene.store, now()) == [letter]
    send_letter(scene.store, scene.settings, letter)
    send_letter(scene.store, scene.settings, letter)
    with scene.store.reading() as session:
        assert count_letters(session, READER) == 1
    assert state(scene, letter) is LetterState.SENT
    assert (row(scene, letter).text, row(scene, letter).html) == ("", "")
    assert due_letters(scene.store, now() + timedelta(days=1)) == []


def test_a_letter_waits_for_a_relay_that_is_away(tmp_path: Path) -> None:
    scene = made_scene(tmp_path, SMTP_URL="smtp://127.0.0.1:9")
    letter = written(scene)
    send_letter(scene.store, scene.settings, letter)
    assert state(scene, letter) is LetterState.WAITING
    assert row(scene, letter).text == "odkaz"
    assert due_letters(scene.store, now()) == []
    assert due_letters(scene.store, now() + timedelta(minutes=2)) == [letter]


def test_a_letter_that_waited_for_a_day_is_given_up(tmp_path: Path) -> None:
    scene = made_scene(tmp_path, SMTP_URL="smtp://127.0.0.1:9")
    letter = written(scene, at=now() - timedelta(hours=25))
    send_letter(scene.store, scene.settings, letter)
    assert state(scene, letter) is LetterState.FAILED
    assert row(scene, letter).problem == "Dopis se nepodařilo odeslat do 24 hodin."


def test_a_refused_recipient_is_final_and_others_get_their_letters(tmp_path: Path) -> None:
    with running_relay() as relay:
        relay.script[READER] = [Refuse()]
        scene = made_scene(tmp_path, SMTP_URL=relay.url)
        refused, other = written(scene), written(scene, "petr@obec.example")
        for each in (refused, other):
            send_letter(scene.store, scene.settings, each)
        assert state(scene, refused) is LetterState.FAILED
        assert state(scene, other) is LetterState.SENT
        assert relay.received() == {"petr@obec.example": 1}


def test_a_letter_whose_worker_died_is_sent_after_its_lease(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = written(scene)
    assert queue._claim(scene.store, letter, now()) is not None
    assert due_letters(scene.store, now()) == []
    later = now() + timedelta(minutes=6)
    monkeypatch.setattr(queue, "now", lambda: later)
    send_letter(scene.store, scene.settings, letter)
    assert state(scene, letter) is LetterState.SENT


def test_old_letters_are_forgotten(scene: Scene) -> None:
    letter, waiting = written(scene), written(scene)
    send_letter(scene.store, scene.settings, letter)
    with scene.store.writing() as session:
        assert forget_settled(session, now() - timedelta(days=1)) == 0
        assert forget_settled(session, now() + timedelta(days=1)) == 1
    assert state(scene, letter) is None
    assert state(scene, waiting) is LetterState.WAITING
