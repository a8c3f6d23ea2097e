"""Orders a dispatch for an editor: planned unless the list was mailed the same content before."""

from datetime import datetime

from sqlalchemy.orm import Session

from mitdomov.czech_words import NBSP, counted, number, short_date, time_of_day
from mitdomov.delivery.dispatches.audience import dispatches_of_content
from mitdomov.delivery.dispatches.planning import PlanningError, plan_dispatch, planned_by
from mitdomov.delivery.dispatches.report import equation, mailed_by
from mitdomov.delivery.model import Dispatch, DispatchState


class OrderedBeforeError(PlanningError):
    """`earlier` mailed it; only a person who says so may mail it again."""

    def __init__(self, session: Session, earlier: Dispatch) -> None:
        self.dispatch_id = earlier.id
        super().__init__(mailed_before(session, earlier))


def order_dispatch(
    session: Session,
    *,
    snapshot_id: int,
    list: str,  # noqa: A002 - the field's own word, as in the model
    at: datetime,
    again: bool,
    idempotency_key: str | None = None,
) -> Dispatch:
    """As `plan_dispatch`. Raises `OrderedBeforeError` unless the order says `again`, its key
    repeats an order, or every dispatch of that content to that list was cancelled."""
    earlier = None if again else earlier_dispatch(session, snapshot_id, list)
    if earlier is not None and not _is_planned(session, idempotency_key):
        raise OrderedBeforeError(session, earlier)
    return plan_dispatch(
        session,
        snapshot_id=snapshot_id,
        list=list,
        at=at,
        again=again,
        idempotency_key=idempotency_key,
    )


def earlier_dispatch(session: Session, snapshot_id: int, list_slug: str) -> Dispatch | None:
    """The last that mailed the same content to the list, or will; cancelled ones do not count."""
    return session.scalar(
        dispatches_of_content(session, snapshot_id)
        .where(Dispatch.list == list_slug, Dispatch.state != DispatchState.CANCELLED)
        .limit(1)
    )


def mailed_before(session: Session, earlier: Dispatch) -> str:
    """A sentence about `earlier`."""
    is_issue = mailed_by(session, earlier).is_issue
    what, sent = ("Toto číslo", "odešlo") if is_issue else ("Tento dopis", "odešel")
    if earlier.begun_at is None:
        planned = earlier.scheduled_for or earlier.created_at
        return (
            f"{what} už se na seznam „{earlier.list}“ chystá: rozesílka {earlier.id}, "
            f"naplánovaná na {short_date(planned)}, {time_of_day(planned)}{NBSP}h."
        )
    terms = equation(session, earlier.id)
    readers = counted(terms.audience, "odběrateli", "odběratelům", "odběratelům")
    return (
        f"{what} už na seznam „{earlier.list}“ {sent}: rozesílka {earlier.id} "
        f"z {short_date(earlier.begun_at)}, {time_of_day(earlier.begun_at)}{NBSP}h, "
        f"{readers}, z toho {number(terms.accepted)} přijato serverem."
    )


def _is_planned(session: Session, idempotency_key: str | None) -> bool:
    return idempotency_key is not None and planned_by(session, idempotency_key) is not None
