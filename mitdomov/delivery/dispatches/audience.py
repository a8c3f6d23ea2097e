"""Who of a list would get a letter now: a snapshot and a list in, the counts and conditions out."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from mitdomov.clock import now
from mitdomov.delivery.model import Delivery, DeliveryState, Dispatch
from mitdomov.editorial.model import SnapshotRecord
from mitdomov.subscribers.model import Subscriber
from mitdomov.subscribers.pausing import is_paused
from mitdomov.subscribers.subscribing import is_suppressed, on_list

_HAS_IT = (
    DeliveryState.ACCEPTED,
    DeliveryState.UNCERTAIN,
    DeliveryState.QUEUED,
    DeliveryState.SENDING,
)
"""Who waits for a letter will have it; who may have it must not get a second."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Of everybody with an active subscription: who gets the letter, who is skipped and why."""

    readers: int
    suppressed: int
    paused: int
    """Not suppressed, and asked for quiet."""
    mailed: int
    """Neither suppressed nor paused, and have the same letter from another dispatch."""

    def letters(self, *, again: bool) -> int:
        """How many would leave; `again` counts in those who have it."""
        return self.readers - self.suppressed - self.paused - (0 if again else self.mailed)


def audience_of(
    session: Session, snapshot_id: int, list_slug: str, at: datetime | None = None
) -> Audience:
    """As it would be frozen at the moment `at`, or now."""
    paused = is_paused(at or now())
    has_it = has_letter(session, snapshot_id)
    counts = on_list(list_slug).with_only_columns(
        func.count(),
        func.count().filter(is_suppressed()),
        func.count().filter(and_(~is_suppressed(), paused)),
        func.count().filter(and_(~is_suppressed(), ~paused, has_it)),
        maintain_column_froms=True,
    )
    return Audience(*session.execute(counts.order_by(None)).one())


def has_letter(
    session: Session,
    snapshot_id: int,
    subscriber_id: InstrumentedAttribute[int] | InstrumentedAttribute[int | None] = Subscriber.id,
) -> ColumnElement[bool]:
    """A condition on a reader: has, or will have, the letter of the same content."""
    same = session.scalars(dispatches_of_content(session, snapshot_id)).all()
    if not same:
        return false()
    earlier = aliased(Delivery)
    return exists().where(
        earlier.dispatch_id.in_([each.id for each in same]),
        earlier.subscriber_id == subscriber_id,
        earlier.state.in_(_HAS_IT),
    )


def dispatches_of_content(session: Session, snapshot_id: int) -> Select[Dispatch]:
    """The same content rendered for another address of the site is the same letter to a reader.

    The hash covers the issue's number, or that of the digest: no two of them share one.
    """
    wanted = session.get_one(SnapshotRecord, snapshot_id)
    return (
        select(Dispatch)
        .join(SnapshotRecord, SnapshotRecord.id == Dispatch.snapshot_id)
        .where(SnapshotRecord.sha256 == wanted.sha256)
        .order_by(Dispatch.id.desc())
    )
