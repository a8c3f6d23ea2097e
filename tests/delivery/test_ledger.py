"""In whatever order things happen, the equation holds and nobody gets a second copy."""

import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from mitdomov.delivery.dispatches import control
from mitdomov.delivery.model import DeliveryState, Dispatch, DispatchState
from mitdomov.delivery.sending.owners import this_process
from mitdomov.delivery.sending.recovery import release_expired
from mitdomov.delivery.transports.transport import (
    Accepted,
    Deferred,
    Doubtful,
    Outcome,
    Refused,
    Scope,
    Unreachable,
)
from mitdomov.settings import UncertainPolicy
from tests.dispatching import Scene, made_scene
from tests.transports import DiedError, ScriptedTransport

READERS = [f"ctenar{n}@obec.example" for n in range(6)]
DEAD = f"{this_process().partition('/')[0]}/999999999/1"
OUTCOMES: list[Outcome] = [
    Accepted(250, "ok"),
    Refused(550, "unknown", Scope.RECIPIENT),
    Refused(552, "too big", Scope.LETTER),
    Deferred(450, "later"),
    Doubtful("přerušeno"),
    Unreachable("nedostupný"),
    Unreachable("špatné heslo", needs_person=True),
]


class Ledger(RuleBasedStateMachine):
    policy = UncertainPolicy.HOLD
    copies_max = 1

    @initialize()
    def set_the_scene(self) -> None:
        self.directory = tempfile.TemporaryDirectory()
        directory = Path(self.directory.name)
        self.scene: Scene = made_scene(directory, UNCERTAIN_POLICY=self.policy)
        self.scene.subscribe(READERS)
        self.dispatch = self.scene.plan()
        self.transport = ScriptedTransport([])
        self.gone: dict[str, int] = {}
        """Readers who unsubscribed, with the copies they had by then."""

    @rule(script=st.lists(st.sampled_from([*OUTCOMES, None]), max_size=4))
    def send(self, script: list[Outcome | None]) -> None:
        self.transport.script = script
        try:
            self.scene.turn(self.dispatch, self.transport, worker=DEAD)
        except DiedError:
            release_expired(self.scene.store, self.scene.clock, self.policy)

    @rule(minutes=st.sampled_from([1, 6, 300]))
    def wait(self, minutes: int) -> None:
        self.scene.clock.moment += timedelta(minutes=minutes)

    @rule(reader=st.sampled_from(READERS))
    def unsubscribe(self, reader: str) -> None:
        self.scene.unsubscribe(reader)
        self.gone.setdefault(reader, self.transport.received[reader])

    @rule()
    def pause(self) -> None:
        with self.scene.store.writing() as session:
            control.pause(session, self.dispatch, "Pozastaveno v redakci.")

    @rule()
    def resume(self) -> None:
        with self.scene.store.writing() as session:
            control.resume(session, self.dispatch)

    @rule()
    def cancel(self) -> None:
        with self.scene.store.writing() as session:
            control.cancel(session, self.dispatch, clock=self.scene.clock)

    @invariant()
    def the_equation_holds(self) -> None:
        terms = self.scene.equation(self.dispatch)
        assert terms.audience == len(READERS)
        assert terms.is_balanced
        assert terms.sending == 0

    @invariant()
    def nobody_gets_a_copy_too_many_or_one_after_leaving(self) -> None:
        received = self.transport.received
        assert all(copies <= self.copies_max for copies in received.values())
        assert all(received[reader] == copies for reader, copies in self.gone.items())

    @invariant()
    def who_is_said_to_have_the_letter_has_it_and_who_may_have_it_is_not_denied_it(self) -> None:
        for reader, row in self.scene.deliveries(self.dispatch).items():
            received = self.transport.received[reader]
            if row.state is DeliveryState.ACCEPTED:
                assert received >= 1
            elif row.state is DeliveryState.QUEUED:
                assert received == int(row.is_resent)
            elif row.state is not DeliveryState.UNCERTAIN:
                assert received == 0

    @invariant()
    def a_finished_dispatch_has_no_open_letter(self) -> None:
        with self.scene.store.reading() as session:
            dispatch = session.get_one(Dispatch, self.dispatch)
        terms = self.scene.equation(self.dispatch)
        if dispatch.state in (DispatchState.FINISHED, DispatchState.CANCELLED):
            assert terms.settled == terms.audience
        if dispatch.state is DispatchState.SENDING:
            assert terms.queued > 0

    def teardown(self) -> None:
        self.scene.store.engine.dispose()
        self.directory.cleanup()


class ResendingLedger(Ledger):
    policy = UncertainPolicy.RESEND_ONCE
    copies_max = 2


TestLedger = Ledger.TestCase
TestResendingLedger = ResendingLedger.TestCase
TestLedger.settings = TestResendingLedger.settings = settings(
    max_examples=15,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
