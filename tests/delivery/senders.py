"""Processes that send a dispatch as the workers do, and are killed amid it."""

import os
import random
import signal
import subprocess
import sys
import time

from mitdomov.clock import now
from mitdomov.delivery.model import DeliveryState
from mitdomov.delivery.sending.recovery import release_expired
from mitdomov.places import ROOT
from mitdomov.settings import as_environment
from tests.dispatching import Scene
from tests.relay import Relay

PAUSE_SECONDS = 0.005
"""Of the relay, so that no process comes to the end before it is killed."""
_SENDER = """
import sys
from mitdomov.clock import now
from mitdomov.database.store import open_store
from mitdomov.delivery.sending.owners import this_process
from mitdomov.delivery.sending.batch import send_some
from mitdomov.delivery.transports.choosing import transport_for
from mitdomov.settings import read_settings
settings = read_settings()
store = open_store(settings.database_url, settings.data_dir)
transport, worker = transport_for(settings, store), this_process()
while send_some(
    store, int(sys.argv[1]), transport, worker=worker, clock=now, settings=settings
):
    pass
"""


def sender(scene: Scene, dispatch_id: int) -> subprocess.Popen[bytes]:
    """A process that sends until nothing is left for it."""
    return subprocess.Popen(
        [sys.executable, "-c", _SENDER, str(dispatch_id)],
        env=os.environ | as_environment(scene.settings),
        cwd=ROOT,
    )


def send_through_kills(scene: Scene, relay: Relay, dispatch_id: int, *, kills: int) -> None:
    """So many processes are killed at moments of chance, each behind a few letters; one ends it."""
    chance = random.Random(7)  # noqa: S311 - no secret
    for _ in range(kills):
        enough = len(relay.accepted) + chance.randrange(2, 12)
        process = sender(scene, dispatch_id)
        while len(relay.accepted) < enough:
            assert process.poll() is None
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 6 * PAUSE_SECONDS))
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        release_expired(scene.store, now, scene.settings.uncertain_policy)
    assert sender(scene, dispatch_id).wait(600) == 0


def assert_nothing_lost_or_double(
    scene: Scene, relay: Relay, dispatch_id: int, *, audience: int, kills: int
) -> None:
    """By what the relay wrote down, not by what the workers believe."""
    terms = scene.equation(dispatch_id)
    assert terms.is_balanced
    assert terms.settled == audience
    assert terms.uncertain <= kills
    assert max(relay.received().values()) == 1
    states = scene.states(dispatch_id).items()
    assert {a for a, state in states if state is DeliveryState.ACCEPTED} <= relay.received().keys()
    assert audience - terms.uncertain <= len(relay.received())
