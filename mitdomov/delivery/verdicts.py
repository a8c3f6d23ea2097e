"""Decides from the relay's answer to one letter what its delivery becomes; knows no database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, assert_never

from mitdomov.delivery.model import DeliveryState
from mitdomov.delivery.retries import next_attempt_at
from mitdomov.delivery.transport import (
    Accepted,
    Deferred,
    Doubtful,
    Outcome,
    Refused,
    Scope,
    Unreachable,
)

GAVE_UP: Final = "Dočasné odmítnutí trvalo 72 h."
RECIPIENT_REFUSED: Final = "Server odmítl příjemce."
LETTER_REFUSED: Final = "Server odmítl celý dopis."


@dataclass(frozen=True, slots=True)
class Tried:
    """What is known of a delivery while its letter is out."""

    attempt: int
    """Counts the present one."""
    deferred_since: datetime | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The columns of a delivery that an answer decides."""

    state: DeliveryState
    attempt: int
    code: int | None = None
    answer: str = ""
    reason: str = ""
    deferred_since: datetime | None = None
    next_attempt_at: datetime | None = None


def verdict(outcome: Outcome, tried: Tried, now: datetime) -> Verdict:
    match outcome:
        case Accepted(code, answer):
            return Verdict(DeliveryState.ACCEPTED, tried.attempt, code, answer)
        case Refused(code, answer, scope):
            reason = LETTER_REFUSED if scope is Scope.LETTER else RECIPIENT_REFUSED
            return Verdict(DeliveryState.REFUSED, tried.attempt, code, answer, reason)
        case Deferred():
            return _deferred(outcome, tried, now)
        case Doubtful(reason):
            return Verdict(DeliveryState.UNCERTAIN, tried.attempt, reason=reason)
        case Unreachable():
            return Verdict(
                DeliveryState.QUEUED, tried.attempt - 1, deferred_since=tried.deferred_since
            )
        case _:
            assert_never(outcome)


def _deferred(outcome: Deferred, tried: Tried, now: datetime) -> Verdict:
    since = tried.deferred_since or now
    again_at = next_attempt_at(tried.attempt, since, now)
    return Verdict(
        DeliveryState.REFUSED if again_at is None else DeliveryState.QUEUED,
        tried.attempt,
        outcome.code,
        outcome.answer,
        GAVE_UP if again_at is None else "",
        deferred_since=since,
        next_attempt_at=again_at,
    )
