"""Several workers, and workers that die: nobody is written to twice, nobody is lost silently."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from mitdomov.delivery.dispatches.report import Equation
from mitdomov.delivery.model import DeliveryState
from mitdomov.delivery.sending.claiming import Lease, claim
from mitdomov.delivery.sending.owners import has_died, this_process
from mitdomov.delivery.sending.recovery import WORKER_DIED, release_expired
from mitdomov.delivery.transports.choosing import transport_for
from mitdomov.delivery.transports.transport import (
    LONGEST_SEND_SECONDS,
    Accepted,
    Connection,
    Outcome,
    Transport,
    Unreachable,
)
from mitdomov.settings import UncertainPolicy
from tests.delivery.senders import (
    PAUSE_SECONDS,
    assert_nothing_lost_or_double,
    send_through_kills,
    sender,
)
from tests.dispatching import Scene, made_scene
from tests.relay import Relay, running_relay
from tests.transports import DiedError

READERS = [f"ctenar{n}@obec.example" for n in range(300)]
ALICE = READERS[0]
HOST = this_process().partition("/")[0]
DEAD = f"{HOST}/999999999/1"


@dataclass
class DyingTransport:
    """Hands one letter over; its worker does not live to hear the answer."""

    within: Transport

    @contextmanager
    def open(self) -> Iterator[Connection | Unreachable]:
        with self.within.open() as connection:
            assert not isinstance(connection, Unreachable)
            yield DyingConnection(connection)


@dataclass
class DyingConnection:
    within: Connection
    is_open: bool = True

    def send(self, recipient: str, message: bytes, _return_path: str = "") -> Outcome:
        self.within.send(recipient, message)
        raise DiedError


@pytest.fixture
def relay() -> Iterator[Relay]:
    with running_relay() as running:
        yield running


@pytest.fixture
def scene(tmp_path: Path, relay: Relay) -> Scene:
    made = made_scene(tmp_path, SMTP_URL=relay.url)
    made.subscribe(READERS)
    return made


def test_two_processes_share_a_dispatch_without_a_double(scene: Scene, relay: Relay) -> None:
    dispatch = scene.plan()
    both = [sender(scene, dispatch), sender(scene, dispatch)]
    for process in both:
        assert process.wait(600) == 0

    assert scene.equation(dispatch) == Equation(audience=300, accepted=300)
    assert relay.received() == dict.fromkeys(READERS, 1)


def test_kills_at_random_moments_lose_nothing_and_double_nothing(
    scene: Scene, relay: Relay
) -> None:
    relay.pause_seconds = PAUSE_SECONDS
    dispatch = scene.plan()
    send_through_kills(scene, relay, dispatch, kills=5)
    assert_nothing_lost_or_double(scene, relay, dispatch, audience=300, kills=5)


def test_a_letter_in_doubt_may_be_resent_once_with_the_same_id(scene: Scene, relay: Relay) -> None:
    """Under the other policy a second copy is possible, marked, and never a third."""
    dispatch = scene.plan()
    dying = DyingTransport(transport_for(scene.settings, scene.store))
    for _ in range(2):
        with pytest.raises(DiedError):
            scene.turn(dispatch, dying, worker=DEAD)
        release_expired(scene.store, scene.clock, UncertainPolicy.RESEND_ONCE)

    row = scene.delivery(dispatch, ALICE)
    assert (row.state, row.reason) == (DeliveryState.UNCERTAIN, WORKER_DIED)
    assert row.is_resent
    scene.send(dispatch, transport_for(scene.settings, scene.store))
    assert scene.equation(dispatch) == Equation(audience=300, accepted=299, uncertain=1)
    assert relay.received()[ALICE] == 2
    assert len(relay.message_ids(ALICE)) == 1


def test_a_living_worker_keeps_its_claim_until_the_lease_ends(scene: Scene) -> None:
    dispatch = scene.plan()
    lease = Lease(this_process(), scene.clock() + timedelta(seconds=120))
    with scene.store.writing() as session:
        assert len(claim(session, dispatch, lease, at=scene.clock(), limit=200)) == 200

    release_expired(scene.store, scene.clock, UncertainPolicy.HOLD)
    with scene.store.writing() as session:
        assert len(claim(session, dispatch, lease, at=scene.clock(), limit=200)) == 100
    scene.clock.move(seconds=121)
    with scene.store.writing() as session:
        other = Lease("elsewhere/1/0", scene.clock() + timedelta(seconds=120))
        assert len(claim(session, dispatch, other, at=scene.clock(), limit=200)) == 200


@dataclass
class SlowTransport:
    """Accepts each letter, hours after it was handed over; `meanwhile` tells what others do."""

    scene: Scene
    meanwhile: Callable[[], None]
    copies: list[str] = field(default_factory=list)
    is_open: bool = True

    @contextmanager
    def open(self) -> Iterator["SlowTransport"]:
        yield self

    def send(self, recipient: str, message: bytes, _return_path: str = "") -> Outcome:
        assert recipient.encode() in message
        self.copies.append(recipient)
        if len(self.copies) == 1:
            self.scene.clock.move(hours=3)
            self.meanwhile()
        return Accepted(250, "OK")


@pytest.mark.parametrize("policy", UncertainPolicy)
def test_a_letter_on_its_way_is_its_living_workers_however_slow_the_relay(
    scene: Scene, policy: UncertainPolicy
) -> None:
    dispatch = scene.plan()

    def meanwhile() -> None:
        release_expired(scene.store, scene.clock, policy)
        assert scene.delivery(dispatch, ALICE).state is DeliveryState.SENDING
        while scene.turn(dispatch, slow, worker="here/2/0"):
            pass

    slow = SlowTransport(scene, meanwhile)
    scene.turn(dispatch, slow, worker=this_process())

    assert sorted(slow.copies) == sorted(READERS)
    assert scene.equation(dispatch) == Equation(audience=300, accepted=300)


def test_a_letter_of_another_machine_is_in_doubt_only_after_the_longest_conversation(
    scene: Scene,
) -> None:
    dispatch = scene.plan()
    with pytest.raises(DiedError):
        scene.turn(
            dispatch,
            DyingTransport(transport_for(scene.settings, scene.store)),
            worker="another-machine/1/1",
        )

    scene.clock.move(seconds=LONGEST_SEND_SECONDS)
    release_expired(scene.store, scene.clock, UncertainPolicy.HOLD)
    assert scene.delivery(dispatch, ALICE).state is DeliveryState.SENDING
    scene.clock.move(seconds=scene.settings.lease_seconds + 1)
    release_expired(scene.store, scene.clock, UncertainPolicy.HOLD)
    assert scene.delivery(dispatch, ALICE).state is DeliveryState.UNCERTAIN


def test_a_thousand_claims_at_once_take_each_letter_once(scene: Scene) -> None:
    dispatch = scene.plan()
    taken: list[int] = []

    def grab(worker: str) -> None:
        lease = Lease(worker, scene.clock() + timedelta(seconds=120))
        for _ in range(100):
            with scene.store.writing() as session:
                taken.extend(claim(session, dispatch, lease, at=scene.clock(), limit=1))

    threads = [threading.Thread(target=grab, args=(f"host/{n}/0",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(taken) == 300
    assert len(set(taken)) == 300


def test_a_process_is_known_to_have_died() -> None:
    assert not has_died(this_process())
    assert has_died(f"{HOST}/{os.getpid()}/1")
    assert has_died(DEAD)
    assert not has_died("another-machine/1/1")
