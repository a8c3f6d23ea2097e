"""A real worker over a real broker: whatever dies, the database knows what is still to be done."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mitdomov.delivery.dispatches.report import Equation
from mitdomov.delivery.model import DeliveryState, Dispatch, DispatchState
from mitdomov.delivery.sending.owners import this_process
from mitdomov.jobs.ring import ring
from tests.broker import kill_group, running_broker, running_worker, until
from tests.dispatching import Scene, made_scene
from tests.relay import Relay, running_relay
from tests.transports import DiedError, ScriptedTransport

DEAD = f"{this_process().partition('/')[0]}/999999999/1"
READERS = [f"ctenar{n}@obec.example" for n in range(120)]


@pytest.fixture
def relay() -> Iterator[Relay]:
    with running_relay(pause_seconds=0.01) as running:
        yield running


@pytest.fixture
def scene(tmp_path: Path, relay: Relay) -> Scene:
    made = made_scene(tmp_path, SMTP_URL=relay.url)
    made.subscribe(READERS)
    return made


def has_finished(scene: Scene, dispatch_id: int) -> bool:
    with scene.store.reading() as session:
        return session.get_one(Dispatch, dispatch_id).state is DispatchState.FINISHED


def until_accepted(relay: Relay, letters: int) -> None:
    until(lambda: len(relay.accepted) >= letters)


def test_a_ring_to_a_dead_broker_says_so_at_once(scene: Scene) -> None:
    started = time.monotonic()

    assert not ring(scene.settings, 1)
    assert time.monotonic() - started < 30


def test_a_worker_sends_a_dispatch_that_was_rung(
    scene: Scene, relay: Relay, tmp_path: Path
) -> None:
    dispatch = scene.plan()
    with running_broker(scene.settings):
        assert ring(scene.settings, dispatch)
        with running_worker(scene.settings, log=tmp_path / "worker.log"):
            until(lambda: has_finished(scene, dispatch))

    assert scene.equation(dispatch) == Equation(audience=120, accepted=120)
    assert relay.received() == dict.fromkeys(READERS, 1)


def test_what_no_ring_announced_the_sweep_finds(scene: Scene, relay: Relay, tmp_path: Path) -> None:
    """Also what becomes of a dispatch when the broker forgets everything or was dead."""
    dispatch = scene.plan()
    with running_broker(scene.settings), running_worker(scene.settings, log=tmp_path / "log"):
        until(lambda: has_finished(scene, dispatch))

    assert relay.received() == dict.fromkeys(READERS, 1)


def test_a_killed_worker_leaves_nothing_lost_and_nothing_double(
    scene: Scene, relay: Relay, tmp_path: Path
) -> None:
    relay.pause_seconds = 0.03
    dispatch = scene.plan()
    log = tmp_path / "worker.log"
    with running_broker(scene.settings):
        ring(scene.settings, dispatch)
        for letters in (20, 60):
            with running_worker(scene.settings, log=log) as worker:
                until_accepted(relay, letters)
                kill_group(worker)
        with running_worker(scene.settings, log=log):
            until(lambda: has_finished(scene, dispatch))

    terms = scene.equation(dispatch)
    assert terms.accepted + terms.uncertain == 120
    assert terms.uncertain <= 2 * 2
    assert max(relay.received().values()) == 1


def test_a_broker_that_dies_and_returns_empty_delays_and_doubles_nothing(
    scene: Scene, relay: Relay, tmp_path: Path
) -> None:
    relay.pause_seconds = 0.05
    dispatch = scene.plan()
    with running_broker(scene.settings) as broker:
        ring(scene.settings, dispatch)
        with running_worker(scene.settings, log=tmp_path / "worker.log"):
            until_accepted(relay, 10)
            kill_group(broker)
            with running_broker(scene.settings):
                until(lambda: has_finished(scene, dispatch))

    assert scene.equation(dispatch) == Equation(audience=120, accepted=120)
    assert relay.received() == dict.fromkeys(READERS, 1)


def test_the_sweep_waits_for_no_letter(scene: Scene, relay: Relay, tmp_path: Path) -> None:
    relay.pause_seconds = 300
    dispatch = scene.plan()
    log = tmp_path / "worker.log"
    with running_broker(scene.settings), running_worker(scene.settings, log=log):
        ring(scene.settings, dispatch)
        until_accepted(relay, 2)  # both processes of the worker wait for an answer
        abandoned = abandon_letter(scene)
        until(lambda: is_in_doubt(scene, abandoned))


def test_the_sweep_needs_no_broker(scene: Scene, tmp_path: Path) -> None:
    abandoned = abandon_letter(scene)
    with running_worker(scene.settings, log=tmp_path / "worker.log"):
        until(lambda: is_in_doubt(scene, abandoned))


def abandon_letter(scene: Scene) -> int:
    """A dispatch whose first letter belongs to a process that is no more."""
    dispatch = scene.plan()
    with pytest.raises(DiedError):
        scene.turn(dispatch, ScriptedTransport([None]), worker=DEAD)
    return dispatch


def is_in_doubt(scene: Scene, dispatch_id: int) -> bool:
    return scene.delivery(dispatch_id, READERS[0]).state is DeliveryState.UNCERTAIN


def test_a_worker_asked_to_end_leaves_no_doubt(scene: Scene, relay: Relay, tmp_path: Path) -> None:
    relay.pause_seconds = 0.1
    dispatch = scene.plan()
    log = tmp_path / "worker.log"
    with running_broker(scene.settings), running_worker(scene.settings, log=log) as worker:
        ring(scene.settings, dispatch)
        until_accepted(relay, 5)
        worker.send_signal(signal.SIGTERM)
        worker.wait(30)

    terms = scene.equation(dispatch)
    assert (terms.uncertain, terms.sending) == (0, 0)
    assert terms.queued > 0
    assert terms.accepted == len(relay.accepted)
