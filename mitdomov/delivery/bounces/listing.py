"""What came back, for people: a filter in, rows with whose letter it was, and counts, out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import Session

from mitdomov.delivery.bounces.causes import Cause
from mitdomov.delivery.bounces.model import Deed, ReturnedLetter
from mitdomov.delivery.bounces.notices import Kind
from mitdomov.delivery.dispatches.report import NAME
from mitdomov.delivery.model import Delivery, Dispatch
from mitdomov.editorial.model import IssueRecord, SnapshotRecord
from mitdomov.subscribers.model import Subscriber, Suppression


@dataclass(frozen=True, slots=True)
class Which:
    """Those that all of these hold for."""

    deed: Deed | None = None
    cause: Cause | None = None
    dispatch_id: int | None = None
    words: str = ""
    """In the address or the name of the reader."""
    is_taken_back: bool = False
    """Only those whose consequence a person undid."""


class Returned(NamedTuple):
    letter: ReturnedLetter
    delivery: Delivery
    name: str
    """The issue's number, or the digest's title."""
    is_issue: bool
    reader: Subscriber | None
    suppression: Suppression | None
    """That holds for the reader's address now."""


def returned_letters(
    session: Session, which: Which, *, limit: int | None = None, offset: int = 0
) -> Sequence[Returned]:
    """The newest first."""
    query = (
        _joined()
        .where(_is(which))
        .order_by(ReturnedLetter.received_at.desc(), ReturnedLetter.id.desc())
    )
    return [Returned(*row) for row in session.execute(query.limit(limit).offset(offset))]


def count_returned(session: Session, which: Which) -> int:
    query = select(func.count()).select_from(ReturnedLetter).join(Delivery).where(_is(which))
    return session.scalars(query).one()


def one_returned(session: Session, number: int) -> Returned | None:
    row = session.execute(_joined().where(ReturnedLetter.id == number)).one_or_none()
    return Returned(*row) if row else None


def returned_of(session: Session, subscriber_id: int) -> Sequence[ReturnedLetter]:
    """The oldest first."""
    query = select(ReturnedLetter).join(Delivery).where(Delivery.subscriber_id == subscriber_id)
    return session.scalars(query.order_by(ReturnedLetter.received_at, ReturnedLetter.id)).all()


def causes_of(session: Session, dispatch_id: int) -> dict[Cause, int]:
    """Why letters of the dispatch came back for good, the most frequent cause first."""
    count = func.count(ReturnedLetter.delivery_id.distinct())
    query = (
        select(ReturnedLetter.cause, count)
        .join(Delivery)
        .where(Delivery.dispatch_id == dispatch_id, ReturnedLetter.kind == Kind.FAILED)
        .group_by(ReturnedLetter.cause)
        .order_by(count.desc(), ReturnedLetter.cause)
    )
    return dict(session.execute(query).all())


def returns_by_delivery(
    session: Session, delivery_ids: Collection[int]
) -> dict[int, list[ReturnedLetter]]:
    """What came back of each of these, the oldest first."""
    query = select(ReturnedLetter).where(ReturnedLetter.delivery_id.in_(delivery_ids))
    found: dict[int, list[ReturnedLetter]] = {}
    for each in session.scalars(query.order_by(ReturnedLetter.id)):
        found.setdefault(each.delivery_id, []).append(each)
    return found


def count_came_back(session: Session, dispatch_id: int) -> int:
    """How many letters of the dispatch came back for good: some of those that were accepted."""
    query = (
        select(func.count(ReturnedLetter.delivery_id.distinct()))
        .join(Delivery)
        .where(Delivery.dispatch_id == dispatch_id, ReturnedLetter.kind == Kind.FAILED)
    )
    return session.scalars(query).one()


def _joined() -> Select[ReturnedLetter, Delivery, str, bool, Subscriber, Suppression]:
    return (
        select(
            ReturnedLetter,
            Delivery,
            NAME,
            SnapshotRecord.issue_id.is_not(None),
            Subscriber,
            Suppression,
        )
        .join(Delivery, Delivery.id == ReturnedLetter.delivery_id)
        .join(Dispatch, Dispatch.id == Delivery.dispatch_id)
        .join(SnapshotRecord, SnapshotRecord.id == Dispatch.snapshot_id)
        .outerjoin(IssueRecord, IssueRecord.id == SnapshotRecord.issue_id)
        .outerjoin(Subscriber, Subscriber.id == Delivery.subscriber_id)
        .outerjoin(Suppression, Suppression.address_hash == Subscriber.address_hash)
    )


def _is(which: Which) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [true()]
    if which.deed is not None:
        conditions.append(
            (ReturnedLetter.deed == which.deed) & ReturnedLetter.taken_back_at.is_(None)
        )
    if which.cause is not None:
        conditions.append(ReturnedLetter.cause == which.cause)
    if which.dispatch_id is not None:
        conditions.append(Delivery.dispatch_id == which.dispatch_id)
    if which.is_taken_back:
        conditions.append(ReturnedLetter.taken_back_at.is_not(None))
    if which.words:
        conditions.append(
            or_(
                Delivery.address.icontains(which.words, autoescape=True),
                Delivery.name.icontains(which.words, autoescape=True),
            )
        )
    return and_(*conditions)
