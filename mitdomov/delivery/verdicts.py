"""Decides from the relay's answer to one letter what its delivery becomes; knows no database."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final, assert_never

from mitdomov.delivery.model import DeliveryState
from mitdomov.delivery.retries import STEP_BACK_FOR, next_attempt_at
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

GAVE_UP: Final = "Dočasné odmítnutí trvalo 72 h."
RECIPIENT_REFUSED: Final = "Server odmítl příjemce."
LETTER_REFUSED: Final = "Server odmítl celý dopis."
SECOND_REFUSED: Final = "Nelze říci, zda dopis odešel napoprvé; podruhé ho server odmítl."


@dataclass(frozen=True, slots=True)
class Tried:
    """What is known of a delivery while its letter is out."""

    attempt: int
    """Counts the present one."""
    deferred_since: datetime | None
    is_resent: bool
    """Whether the letter is out again after doubt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The columns of a delivery that an answer decides."""

    state: DeliveryState
    attempt: int
    is_resent: bool
    code: int | None = None
    answer: str = ""
    reason: str = ""
    deferred_since: datetime | None = None
    next_attempt_at: datetime | None = None


def verdict(outcome: Outcome, tried: Tried, policy: UncertainPolicy, now: datetime) -> Verdict:
    judge = partial(Verdict, attempt=tried.attempt, is_resent=tried.is_resent)
    match outcome:
        case Accepted(code, answer):
            return judge(state=DeliveryState.ACCEPTED, code=code, answer=answer)
        case Refused(code, answer, scope):
            reason = LETTER_REFUSED if scope is Scope.LETTER else RECIPIENT_REFUSED
            state, reason = _refused(tried, reason)
            return judge(state=state, code=code, answer=answer, reason=reason)
        case Deferred():
            return _deferred(outcome, tried, now)
        case Doubtful(reason):
            if policy is UncertainPolicy.RESEND_ONCE and not tried.is_resent:
                return judge(state=DeliveryState.QUEUED, reason=reason, is_resent=True)
            return judge(state=DeliveryState.UNCERTAIN, reason=reason)
        case Unreachable():
            return _put_back(outcome, tried, now)
        case _:
            assert_never(outcome)


def _put_back(outcome: Unreachable, tried: Tried, now: datetime) -> Verdict:
    """Costs no attempt; the letter steps back when it may be the cause."""
    is_blameless = outcome.needs_person or outcome.has_served
    return Verdict(
        state=DeliveryState.QUEUED,
        attempt=tried.attempt - 1,
        is_resent=tried.is_resent,
        reason=outcome.reason,
        deferred_since=tried.deferred_since,
        next_attempt_at=None if is_blameless else now + STEP_BACK_FOR,
    )


def _refused(tried: Tried, reason: str) -> tuple[DeliveryState, str]:
    """The refusal of a second copy says nothing of the first, which may have left."""
    if tried.is_resent:
        return DeliveryState.UNCERTAIN, SECOND_REFUSED
    return DeliveryState.REFUSED, reason


def _deferred(outcome: Deferred, tried: Tried, now: datetime) -> Verdict:
    since = tried.deferred_since or now
    again_at = next_attempt_at(tried.attempt, since, now)
    state, reason = (DeliveryState.QUEUED, "") if again_at else _refused(tried, GAVE_UP)
    return Verdict(
        state=state,
        attempt=tried.attempt,
        is_resent=tried.is_resent,
        code=outcome.code,
        answer=outcome.answer,
        reason=reason,
        deferred_since=since,
        next_attempt_at=again_at,
    )
