"""Orders a dispatch for an editor: planned unless the list was mailed the same content before."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.czech_words import NBSP, counted, number, short_date, time_of_day
from mitdomov.delivery.model import Dispatch, DispatchState
from mitdomov.delivery.planning import PlanningError, plan_dispatch
from mitdomov.delivery.report import equation
from mitdomov.editorial.model import SnapshotRecord


class OrderedBeforeError(PlanningError):
    """`earlier` mailed it; only a person who says so may mail it again."""

    def __init__(self, session: Session, earlier: Dispatch) -> None:
        self.dispatch_id = earlier.id
        terms = equation(session, earlier.id)
        readers = counted(terms.audience, "odběrateli", "odběratelům", "odběratelům")
        super().__init__(
            f"Toto číslo už na seznam „{earlier.list}“ odešlo: rozesílka {earlier.id} "
            f"z {short_date(earlier.created_at)}, {time_of_day(earlier.created_at)}{NBSP}h, "
            f"{readers}, z toho {number(terms.accepted)} přijato serverem."
        )


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
    earlier = None if again else _earlier(session, snapshot_id, list)
    is_repeated = earlier is not None and _is_planned(session, idempotency_key)
    if earlier is not None and not is_repeated:
        raise OrderedBeforeError(session, earlier)
    return plan_dispatch(
        session, snapshot_id=snapshot_id, list=list, at=at, idempotency_key=idempotency_key
    )


def _earlier(session: Session, snapshot_id: int, list_slug: str) -> Dispatch | None:
    """The same content rendered for another address of the site is the same letter to a reader."""
    wanted = session.get_one(SnapshotRecord, snapshot_id)
    return session.scalar(
        select(Dispatch)
        .join(SnapshotRecord, SnapshotRecord.id == Dispatch.snapshot_id)
        .where(
            SnapshotRecord.issue_id == wanted.issue_id,
            SnapshotRecord.sha256 == wanted.sha256,
            Dispatch.list == list_slug,
            Dispatch.state != DispatchState.CANCELLED,
        )
        .order_by(Dispatch.id.desc())
        .limit(1)
    )


def _is_planned(session: Session, idempotency_key: str | None) -> bool:
    if idempotency_key is None:
        return False
    query = select(Dispatch.id).where(Dispatch.idempotency_key == idempotency_key)
    return session.scalar(query) is not None
