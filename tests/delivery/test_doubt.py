"""A letter that may have left is accepted, uncertain or about to be sent again; nothing else."""

from pathlib import Path

import pytest

from mitdomov.delivery.dispatches import control
from mitdomov.delivery.dispatches.report import Equation
from mitdomov.delivery.model import DeliveryState
from mitdomov.delivery.transports.transport import Deferred, Doubtful, Outcome, Refused, Scope
from tests.dispatching import Scene, made_scene
from tests.transports import ScriptedTransport

ALICE, BOB = "alice@obec.example", "bob@obec.example"
DOUBT = Doubtful("přerušeno")
LATER = Deferred(450, "later")


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    made = made_scene(tmp_path, UNCERTAIN_POLICY="resend-once")
    made.subscribe([ALICE, BOB])
    return made


def in_doubt(scene: Scene) -> int:
    """A dispatch whose letter to Alice may have left and waits for its second copy."""
    dispatch = scene.plan()
    scene.turn(dispatch, ScriptedTransport([DOUBT], letters_per_connection=1))
    assert scene.delivery(dispatch, ALICE).is_resent
    return dispatch


def test_a_reader_who_leaves_meanwhile_may_have_the_letter(scene: Scene) -> None:
    dispatch = in_doubt(scene)
    scene.unsubscribe(ALICE)

    assert scene.send(dispatch, ScriptedTransport([])) == Equation(
        audience=2, accepted=1, uncertain=1
    )
    assert "Odběr mezitím skončil." in scene.delivery(dispatch, ALICE).reason


def test_a_cancelled_dispatch_does_not_deny_what_may_have_left(scene: Scene) -> None:
    dispatch = in_doubt(scene)
    with scene.store.writing() as session:
        control.cancel(session, dispatch)

    assert scene.equation(dispatch) == Equation(audience=2, skipped=1, uncertain=1)
    assert "Rozesílka byla zrušena." in scene.delivery(dispatch, ALICE).reason


@pytest.mark.parametrize(
    "answer",
    [Refused(550, "unknown", Scope.RECIPIENT), Refused(552, "too big", Scope.LETTER), DOUBT],
)
def test_a_refused_second_copy_says_nothing_of_the_first(scene: Scene, answer: Outcome) -> None:
    dispatch = in_doubt(scene)
    scene.send(dispatch, ScriptedTransport([answer]))

    assert scene.delivery(dispatch, ALICE).state is DeliveryState.UNCERTAIN
    assert scene.equation(dispatch) == Equation(audience=2, accepted=1, uncertain=1)


def test_a_second_copy_deferred_for_days_says_nothing_of_the_first(scene: Scene) -> None:
    dispatch = in_doubt(scene)
    for _ in range(30):
        scene.send(dispatch, ScriptedTransport([LATER, LATER]))
        scene.clock.move(hours=4)

    assert scene.equation(dispatch) == Equation(audience=2, refused=1, uncertain=1)
