"""One worker's turn with a dispatch: a connection and claimed letters in, recorded answers out.

A letter costs one commit: the answer to it is recorded together with the start of the next one.
So at most one letter per worker is in doubt whenever the worker dies.
"""

import logging
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from mitdomov.clock import Clock
from mitdomov.database.store import Store
from mitdomov.delivery.dispatches.control import end_outage, note_outage, settle, skip_queued
from mitdomov.delivery.letters.of_dispatch import Composer
from mitdomov.delivery.persistence import persist
from mitdomov.delivery.sending.claiming import Lease, claim, release
from mitdomov.delivery.sending.recording import record
from mitdomov.delivery.sending.starting import Started, start
from mitdomov.delivery.transports.replies import NO_ANSWER
from mitdomov.delivery.transports.transport import (
    LONGEST_SEND_SECONDS,
    Connection,
    Doubtful,
    Outcome,
    Unreachable,
)
from mitdomov.settings import UncertainPolicy

BATCH: Final = 50
"""Letters per connection, too: some relays allow no more."""
TURN_SECONDS: Final = 2.0
"""Short, so that a worker that is to end needs no other sign: it ends between two turns."""
_LONGEST_SEND: Final = timedelta(seconds=LONGEST_SEND_SECONDS)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One worker's work on one dispatch over one connection."""

    store: Store
    dispatch_id: int
    composer: Composer
    worker: str
    clock: Clock
    lease_time: timedelta
    policy: UncertainPolicy

    def claim_batch(self) -> deque[int]:
        at = self.clock()
        with self.store.writing() as session:
            return deque(claim(session, self.dispatch_id, self._lease(at), at=at, limit=BATCH))

    def send(self, claimed: deque[int], connection: Connection) -> None:
        """Leaves in `claimed` what it had no time for."""
        ends_at = time.monotonic() + TURN_SECONDS
        is_first = True
        letter = self._proceed(claimed)
        while letter:
            outcome = self._hand_over(connection, letter)
            if isinstance(outcome, Unreachable):
                self._proceed(deque(), letter, replace(outcome, has_served=not is_first))
                return
            is_first = False
            may_go_on = connection.is_open and time.monotonic() < ends_at
            letter = self._proceed(claimed if may_go_on else deque(), letter, outcome)

    @contextmanager
    def giving_back(self) -> Iterator[None]:
        """Whatever goes wrong inside, letters not begun are free again at once; a database that
        is busy only ends the turn."""
        try:
            yield
        except Exception as error:
            # Not even that may be possible; then the lease frees them.
            with suppress(OperationalError), self.store.writing() as session:
                release(session, self.dispatch_id, self.worker)
            if not isinstance(error, OperationalError):
                raise
            log.warning("dispatch %s: turn ended: %s", self.dispatch_id, error.orig)

    def note_outage(self, cause: Unreachable) -> None:
        at = self.clock()
        with self.store.writing() as session:
            note_outage(session, self.dispatch_id, cause, at)
            self._end(session, at)

    def _hand_over(self, connection: Connection, letter: Started) -> Outcome:
        try:
            return connection.send(letter.address, letter.message, letter.return_path)
        except Exception:
            # The transport broke its promise: whether the letter left, nobody can say.
            self._keep(letter, Doubtful(NO_ANSWER))
            raise

    def _proceed(
        self, claimed: deque[int], last: Started | None = None, outcome: Outcome | None = None
    ) -> Started | None:
        """The next letter, if any; whatever hinders it, the answer to the last is recorded."""
        try:
            return self._record_and_start(claimed, last, outcome)
        except Exception:
            if last and outcome:
                self._keep(last, outcome)
            raise

    def _keep(self, letter: Started, outcome: Outcome) -> None:
        at = self.clock()
        persist(
            self.store,
            lambda session: record(session, self.dispatch_id, letter, outcome, self.policy, at),
        )

    def _record_and_start(
        self, claimed: deque[int], last: Started | None, outcome: Outcome | None
    ) -> Started | None:
        """In one commit records the answer to the last letter and starts the next, if any."""
        at = self.clock()
        with self.store.writing() as session:
            if last and outcome:
                record(session, self.dispatch_id, last, outcome, self.policy, at)
            letter = self._start_next(session, claimed, at)
            if letter is None:
                self._end(session, at)
                if outcome and _shows_a_working_relay(outcome):
                    end_outage(session, self.dispatch_id)
        return letter

    def _start_next(self, session: Session, claimed: deque[int], at: datetime) -> Started | None:
        while claimed:
            lease = self._sending_lease(at)
            letter = start(session, claimed.popleft(), lease, self.composer, at)
            if letter:
                return letter
        return None

    def _end(self, session: Session, at: datetime) -> None:
        release(session, self.dispatch_id, self.worker)
        skip_queued(session, self.dispatch_id, at)
        settle(session, self.dispatch_id, at)

    def _lease(self, at: datetime) -> Lease:
        return Lease(self.worker, at + self.lease_time)

    def _sending_lease(self, at: datetime) -> Lease:
        """Outlasts every conversation: nobody may doubt a letter that can still be answered."""
        return Lease(self.worker, at + _LONGEST_SEND + self.lease_time)


def _shows_a_working_relay(outcome: Outcome) -> bool:
    return not isinstance(outcome, Unreachable) or outcome.has_served
