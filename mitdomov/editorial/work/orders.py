"""Orders long work and hands it to one worker at a time: who holds the lease tells how far it is.

An order whose lease ran out, or whose worker died, is begun again by the next that claims it.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from mitdomov.editorial.work.model import WorkKind, WorkOrder, WorkState

LEASE: Final = timedelta(minutes=3)
"""Longer than the longest silence between two reports of progress."""
MOST_ATTEMPTS: Final = 3
GAVE_UP: Final = (
    "Práce se opakovaně nedokončila. Zkuste ji zadat znovu; když to nepomůže, "
    "řekněte o tom správci."
)
_UNDER_WAY: Final = (WorkState.WAITING, WorkState.RUNNING)


def order_work(
    session: Session,
    kind: WorkKind,
    issue_id: int | None,
    *,
    by: int | None,
    at: datetime,
    details: Mapping[str, Any] | None = None,
) -> WorkOrder:
    """The same work that is under way already is not ordered twice."""
    wanted = {**(details or {})}
    under_way = session.scalars(
        select(WorkOrder).where(
            WorkOrder.kind == kind,
            WorkOrder.issue_id == issue_id,
            WorkOrder.state.in_(_UNDER_WAY),
        )
    )
    for order in under_way:
        if order.details == wanted:
            return order
    order = WorkOrder(
        kind=kind, issue_id=issue_id, details=wanted, outcome={}, ordered_at=at, ordered_by=by
    )
    session.add(order)
    session.flush()
    return order


def claim_work(session: Session, order_id: int, worker: str, at: datetime) -> WorkOrder | None:
    """The order, if it is now this worker's; nothing when it is another's or has ended."""
    claimed = session.scalar(
        update(WorkOrder)
        .where(WorkOrder.id == order_id, _is_free(at), WorkOrder.attempts < MOST_ATTEMPTS)
        .values(
            state=WorkState.RUNNING,
            claimed_by=worker,
            lease_until=at + LEASE,
            attempts=WorkOrder.attempts + 1,
            step="",
            done=0.0,
        )
        .returning(WorkOrder.id)
    )
    return session.get_one(WorkOrder, claimed, populate_existing=True) if claimed else None


def report_progress(
    session: Session, order_id: int, worker: str, step: str, done: float, at: datetime
) -> bool:
    """Whether the order is still this worker's; it keeps it for another lease."""
    changes = {"step": step, "done": min(max(done, 0.0), 1.0), "lease_until": at + LEASE}
    return _change(session, order_id, worker, changes)


def finish_work(
    session: Session, order_id: int, worker: str, outcome: Mapping[str, Any], at: datetime
) -> bool:
    changes = {"state": WorkState.DONE, "done": 1.0, "outcome": {**outcome}, "finished_at": at}
    return _change(session, order_id, worker, changes | _RELEASED)


def fail_work(session: Session, order_id: int, worker: str, problem: str, at: datetime) -> bool:
    """`problem` says in Czech why and what to do."""
    changes = {"state": WorkState.FAILED, "problem": problem, "finished_at": at}
    return _change(session, order_id, worker, changes | _RELEASED)


def cancel_work(session: Session, order_id: int, at: datetime) -> None:
    """Whoever works on it is told so when it next reports; nothing happens to what has ended."""
    session.execute(
        update(WorkOrder)
        .where(WorkOrder.id == order_id, WorkOrder.state.in_(_UNDER_WAY))
        .values(state=WorkState.CANCELLED, finished_at=at, **_RELEASED)
    )


def release_work(session: Session, order_id: int, worker: str) -> bool:
    """Back to waiting, for a worker that ends before it is done."""
    return _change(session, order_id, worker, {"state": WorkState.WAITING} | _RELEASED)


def due_work(session: Session, at: datetime) -> list[int]:
    """Ids of orders that nobody works on, oldest first."""
    return [*session.scalars(select(WorkOrder.id).where(_is_free(at)).order_by(WorkOrder.id))]


def running_work(session: Session) -> list[tuple[int, str]]:
    """Ids of orders that are being worked on, with their workers."""
    query = select(WorkOrder.id, WorkOrder.claimed_by).where(WorkOrder.state == WorkState.RUNNING)
    return [(order_id, worker) for order_id, worker in session.execute(query) if worker]


def give_up(session: Session, at: datetime) -> None:
    """Fails what was begun too often and is never ended."""
    session.execute(
        update(WorkOrder)
        .where(_is_free(at), WorkOrder.attempts >= MOST_ATTEMPTS)
        .values(state=WorkState.FAILED, problem=GAVE_UP, finished_at=at, **_RELEASED)
    )


def is_under_way(session: Session, kind: WorkKind) -> bool:
    query = select(WorkOrder.id).where(WorkOrder.kind == kind, WorkOrder.state.in_(_UNDER_WAY))
    return session.scalar(query.limit(1)) is not None


def latest_work(session: Session, kind: WorkKind, issue_id: int) -> WorkOrder | None:
    query = select(WorkOrder).where(WorkOrder.kind == kind, WorkOrder.issue_id == issue_id)
    return session.scalars(query.order_by(WorkOrder.id.desc()).limit(1)).first()


_RELEASED: Final[dict[str, Any]] = {"claimed_by": None, "lease_until": None}


def _is_free(at: datetime) -> Any:
    is_abandoned = and_(WorkOrder.state == WorkState.RUNNING, WorkOrder.lease_until < at)
    return or_(WorkOrder.state == WorkState.WAITING, is_abandoned)


def _change(session: Session, order_id: int, worker: str, changes: dict[str, Any]) -> bool:
    mine = WorkOrder.id == order_id, WorkOrder.claimed_by == worker
    statement = update(WorkOrder).where(*mine, WorkOrder.state == WorkState.RUNNING)
    return session.scalar(statement.values(changes).returning(WorkOrder.id)) is not None
