"""An answer of the relay, once known, is recorded whatever breaks meanwhile."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Never

import pytest
from sqlalchemy import func, select

from mitdomov.database.store import open_store
from mitdomov.delivery.dispatches.report import Equation
from mitdomov.delivery.letters.of_dispatch import Composer
from mitdomov.delivery.model import Delivery, DeliveryState
from mitdomov.delivery.sending.owners import this_process
from mitdomov.delivery.transports.mailbox import MailboxTransport
from mitdomov.delivery.transports.transport import Accepted, Outcome
from tests.dispatching import Scene, made_scene

READERS = [f"ctenar{n}@obec.example" for n in range(8)]
ALICE, BOB, *_ = READERS


class BrokenError(Exception):
    """A mistake of the program itself."""


@dataclass
class Listening:
    """Accepts each letter; `on_first` happens before the answer to the first one is recorded."""

    on_first: Callable[[], None]
    copies: list[str] = field(default_factory=list)
    is_open: bool = True

    @contextmanager
    def open(self) -> Iterator["Listening"]:
        yield self

    def send(self, recipient: str, message: bytes, _return_path: str = "") -> Outcome:
        assert recipient.encode() in message
        self.copies.append(recipient)
        if len(self.copies) == 1:
            self.on_first()
        return Accepted(250, "OK")


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """Its writers wait only an instant for SQLite's lock."""
    made = made_scene(tmp_path, UNCERTAIN_POLICY="resend-once")
    made.subscribe(READERS)
    made.store.engine.dispose()
    return replace(made, store=open_store(made.settings.database_url, tmp_path, busy_timeout_ms=20))


@contextmanager
def locked(scene: Scene) -> Iterator[None]:
    """Somebody else holds the write lock."""
    other = sqlite3.connect(
        scene.settings.data_dir / "mitdomov.sqlite", isolation_level=None, check_same_thread=False
    )
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def claimed(scene: Scene) -> int:
    with scene.store.reading() as session:
        query = select(func.count()).where(Delivery.claimed_by.is_not(None))
        return session.scalars(query).one()


def test_an_answer_waits_for_a_locked_database(scene: Scene) -> None:
    dispatch, lock = scene.plan(), locked(scene)

    def lock_for_a_while() -> None:
        lock.__enter__()
        threading.Timer(1, lock.__exit__, (None, None, None)).start()

    relay = Listening(lock_for_a_while)
    scene.turn(dispatch, relay, worker=this_process())

    assert scene.delivery(dispatch, ALICE).state is DeliveryState.ACCEPTED
    assert claimed(scene) == 0
    assert scene.send(dispatch, relay) == Equation(audience=8, accepted=8)
    assert sorted(relay.copies) == READERS


def test_a_letter_that_cannot_be_begun_takes_no_answer_with_it(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    compose = Composer.compose

    def broken_for_bob(self: Composer, number: int, address: str, *more: Any) -> bytes:
        if address == BOB:
            raise BrokenError
        return compose(self, number, address, *more)

    monkeypatch.setattr(Composer, "compose", broken_for_bob)
    dispatch, relay = scene.plan(), Listening(lambda: None)
    with pytest.raises(BrokenError):
        scene.turn(dispatch, relay, worker=this_process())

    assert scene.equation(dispatch) == Equation(audience=8, accepted=1, queued=7)
    assert claimed(scene) == 0


def test_a_transport_that_breaks_leaves_one_letter_in_doubt(scene: Scene) -> None:
    def break_down() -> None:
        raise BrokenError

    dispatch, relay = scene.plan(), Listening(break_down)
    with pytest.raises(BrokenError):
        scene.turn(dispatch, relay, worker=this_process())

    assert scene.delivery(dispatch, ALICE).is_resent
    assert scene.equation(dispatch) == Equation(audience=8, queued=8)
    assert claimed(scene) == 0


def test_a_relay_that_cannot_even_be_called_holds_no_letters(scene: Scene) -> None:
    class Broken:
        def open(self) -> Never:
            raise BrokenError

    with pytest.raises(BrokenError):
        scene.turn(scene.plan(), Broken(), worker=this_process())

    assert claimed(scene) == 0


def test_a_letter_that_the_mailbox_has_no_time_for_is_simply_sent_later(scene: Scene) -> None:
    dispatch = scene.plan()
    with locked(scene), MailboxTransport(scene.store, scene.clock).open() as mailbox:
        assert not isinstance(mailbox.send(ALICE, b"Subject: ahoj\r\n\r\n"), Accepted)
    scene.clock.move(hours=1)

    assert scene.send(dispatch, MailboxTransport(scene.store)) == Equation(audience=8, accepted=8)
