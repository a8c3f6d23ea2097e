"""A reader whom the relay cuts off steps back; only several in a row speak of the relay itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from mitdomov.delivery.dispatches.report import Equation
from mitdomov.delivery.model import Dispatch
from mitdomov.delivery.sending.recovery import due_dispatches
from mitdomov.delivery.transports.choosing import transport_for
from mitdomov.delivery.transports.transport import Deferred, Unreachable
from tests.dispatching import Scene, made_scene
from tests.relay import Refuse, Relay, running_relay
from tests.transports import ScriptedTransport

READERS = [f"ctenar{n:02}@obec.example" for n in range(20)]
ALICE = READERS[0]
CLOSING = Refuse("421 4.7.0 Too many recipients of this domain")


@pytest.fixture
def relay() -> Iterator[Relay]:
    with running_relay() as running:
        yield running


@pytest.fixture
def scene(tmp_path: Path, relay: Relay) -> Scene:
    made = made_scene(tmp_path, SMTP_URL=relay.url)
    made.subscribe(READERS)
    return made


@dataclass
class Sending:
    """A dispatch over the scene's own relay."""

    scene: Scene
    dispatch: int

    def go_on(self, *, minutes: int = 0) -> Equation:
        self.scene.clock.move(minutes=minutes)
        transport = transport_for(self.scene.settings, self.scene.store)
        return self.scene.send(self.dispatch, transport)


def outage(scene: Scene, dispatch: int) -> str:
    with scene.store.reading() as session:
        return session.get_one(Dispatch, dispatch).outage


def test_one_reader_cut_off_holds_nobody_up(scene: Scene, relay: Relay) -> None:
    relay.script[ALICE] = [CLOSING, CLOSING]
    sending = Sending(scene, scene.plan())

    assert sending.go_on() == Equation(audience=20, accepted=19, queued=1)
    assert outage(scene, sending.dispatch) == ""
    row = scene.delivery(sending.dispatch, ALICE)
    assert (row.attempt, row.reason.count("421")) == (0, 1)
    assert due_dispatches(scene.store, scene.clock) == []

    assert sending.go_on(minutes=10).queued == 1
    assert sending.go_on(minutes=10) == Equation(audience=20, accepted=20)
    assert relay.received() == dict.fromkeys(READERS, 1)


def test_many_cut_off_for_ever_only_slow_the_others_down(scene: Scene, relay: Relay) -> None:
    """From here a whole domain cut off looks like an outage, until somebody else is tried."""
    bad, good = READERS[:12], READERS[12:]
    relay.script |= {reader: [CLOSING] * 500 for reader in bad}
    sending = Sending(scene, scene.plan())
    sending.go_on()
    assert "421" in outage(scene, sending.dispatch)

    for _ in range(24):
        sending.go_on(minutes=5)
    assert relay.received() == dict.fromkeys(good, 1)


def test_a_single_reader_is_a_row_of_its_own(tmp_path: Path) -> None:
    scene = made_scene(tmp_path)
    scene.subscribe([ALICE])
    dispatch = scene.plan()
    scene.send(dispatch, ScriptedTransport([Unreachable("Server zavírá.")]))

    assert outage(scene, dispatch) == "Server zavírá."


def test_answers_in_between_are_no_outage(scene: Scene) -> None:
    cut = Unreachable("Server zavírá.")
    later = Deferred(450, "later")
    dispatch = scene.plan()
    scene.send(dispatch, ScriptedTransport([cut, cut, later, cut, cut, later, cut, cut]))

    assert scene.equation(dispatch).accepted >= 12
    assert outage(scene, dispatch) == ""
