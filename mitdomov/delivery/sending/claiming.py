"""Takes due deliveries for one worker by a conditional update, and gives them back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from mitdomov.delivery.model import Delivery, DeliveryState, Dispatch, DispatchState

_AT_ONCE: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Lease:
    """Whose the claimed rows are, and until when; after that they are free again."""

    worker: str
    until: datetime


def claim(
    session: Session, dispatch_id: int, lease: Lease, *, at: datetime, limit: int
) -> Sequence[int]:
    """Ids of at most `limit` deliveries that are now the worker's; they stay queued. First come
    those never tried, then whoever has waited longest: so nobody can block the way."""
    free = (
        select(Delivery.id)
        .join(Dispatch)
        .where(Delivery.dispatch_id == dispatch_id, is_claimable(at))
        .order_by(Delivery.next_attempt_at.nulls_first(), Delivery.id)
        .limit(limit)
        .with_for_update(of=Delivery, skip_locked=True)
    )
    claimed = session.execute(
        update(Delivery)
        .where(Delivery.id.in_(free))
        .values(claimed_by=lease.worker, lease_until=lease.until)
        .returning(Delivery.id, Delivery.next_attempt_at)
    )
    in_turn = sorted((due_at or _AT_ONCE, number) for number, due_at in claimed)
    return [number for _, number in in_turn]


def is_claimable(at: datetime) -> ColumnElement[bool]:
    """A condition for statements that select from `Delivery` joined with its `Dispatch`."""
    is_free = or_(Delivery.claimed_by.is_(None), Delivery.lease_until < at)
    is_due = or_(Delivery.next_attempt_at.is_(None), Delivery.next_attempt_at <= at)
    relay_may_be_tried = or_(Dispatch.retry_at.is_(None), Dispatch.retry_at <= at)
    return (
        (Dispatch.state == DispatchState.SENDING)
        & (Delivery.state == DeliveryState.QUEUED)
        & is_free
        & is_due
        & relay_may_be_tried
    )


def release(session: Session, dispatch_id: int, worker: str) -> None:
    """Gives back what the worker has claimed and not begun to send."""
    session.execute(
        update(Delivery)
        .where(
            Delivery.dispatch_id == dispatch_id,
            Delivery.claimed_by == worker,
            Delivery.state == DeliveryState.QUEUED,
        )
        .values(claimed_by=None, lease_until=None)
    )
