"""Changes the state of a dispatch; each function says whether it was the one that changed it."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnElement, case, exists, true, update
from sqlalchemy.orm import Session

from mitdomov.clock import Clock, now
from mitdomov.delivery.dispatches.scheduling import begin
from mitdomov.delivery.model import OPEN_STATES, Delivery, DeliveryState, Dispatch, DispatchState
from mitdomov.delivery.retries import outage_retry_at
from mitdomov.delivery.transports.transport import Unreachable

CANCELLED: Final = "Rozesílka byla zrušena."
NOT_RESENT: Final = "Nelze říci, zda dopis odešel; podruhé poslán nebyl."
_NO_OUTAGE: Final = {"outage": "", "outage_since": None, "retry_at": None}


def pause(session: Session, dispatch_id: int, reason: str) -> bool:
    """Stops claiming; a letter on its way still gets its answer recorded."""
    changes = {"state": DispatchState.PAUSED, "pause_reason": reason, "notified_of": None}
    return _change(session, dispatch_id, DispatchState.SENDING, changes | _NO_OUTAGE)


def resume(session: Session, dispatch_id: int, *, clock: Clock = now) -> bool:
    """One that asked before its first letter begins now; raises `EmptyAudienceError` then."""
    found = session.get_one(Dispatch, dispatch_id)
    if (found.state, found.begun_at) == (DispatchState.PAUSED, None):
        return begin(session, dispatch_id, clock())
    changes = {"state": DispatchState.SENDING, "pause_reason": ""}
    is_done = _change(session, dispatch_id, DispatchState.PAUSED, changes)
    settle(session, dispatch_id, clock())
    return is_done


def cancel(session: Session, dispatch_id: int, *, clock: Clock = now) -> bool:
    """Skips whatever is still queued; cannot be taken back."""
    changes = {"state": DispatchState.CANCELLED, "finished_at": clock(), "pause_reason": ""}
    is_done = any(
        _change(session, dispatch_id, state, changes | _NO_OUTAGE)
        for state in (DispatchState.SCHEDULED, DispatchState.SENDING, DispatchState.PAUSED)
    )
    skip_queued(session, dispatch_id, clock())
    return is_done


def skip_queued(session: Session, dispatch_id: int, at: datetime) -> None:
    """Closes what a cancelled dispatch has queued; nothing in any other state of it."""
    is_cancelled = exists().where(
        Dispatch.id == dispatch_id, Dispatch.state == DispatchState.CANCELLED
    )
    session.execute(
        update(Delivery)
        .where(
            Delivery.dispatch_id == dispatch_id,
            Delivery.state == DeliveryState.QUEUED,
            is_cancelled,
        )
        .values(unsent(CANCELLED) | {"updated_at": at})
    )


def unsent(reason: str | BindParameter[str]) -> dict[str, Any]:
    """What becomes of a queued delivery that is not sent (any more): skipped, unless it waits to
    be sent again; that one may have left the first time."""
    return {
        "state": case((Delivery.is_resent, DeliveryState.UNCERTAIN), else_=DeliveryState.SKIPPED),
        "reason": case((Delivery.is_resent, NOT_RESENT + " "), else_="").concat(reason),
        "claimed_by": None,
        "lease_until": None,
    }


def settle(session: Session, dispatch_id: int, at: datetime) -> None:
    """Finishes a dispatch that has no open letter; doubt stays on show."""
    has_open = exists().where(Delivery.dispatch_id == dispatch_id, Delivery.state.in_(OPEN_STATES))
    changes = {"state": DispatchState.FINISHED, "finished_at": at} | _NO_OUTAGE
    _change(session, dispatch_id, DispatchState.SENDING, changes, ~has_open)


def note_outage(session: Session, dispatch_id: int, cause: Unreachable, at: datetime) -> None:
    """Waits before the next try, or pauses when only a person can help."""
    if cause.needs_person:
        pause(session, dispatch_id, cause.reason)
        return
    since = session.get_one(Dispatch, dispatch_id).outage_since or at
    changes = {
        "outage": cause.reason,
        "outage_since": since,
        "retry_at": outage_retry_at(since, at),
    }
    _change(session, dispatch_id, DispatchState.SENDING, changes)


def end_outage(session: Session, dispatch_id: int) -> None:
    session.execute(
        update(Dispatch).where(Dispatch.id == dispatch_id, Dispatch.outage != "").values(_NO_OUTAGE)
    )


def _change(
    session: Session,
    dispatch_id: int,
    state: DispatchState,
    changes: dict[str, Any],
    condition: ColumnElement[bool] = true(),  # noqa: B008 - an immutable expression
) -> bool:
    """Changes the dispatch if it is in `state` at this moment."""
    statement = update(Dispatch).where(
        Dispatch.id == dispatch_id, Dispatch.state == state, condition
    )
    return session.scalar(statement.values(changes).returning(Dispatch.id)) is not None
