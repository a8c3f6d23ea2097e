"""Addresses that a server refused for good (5xx, said while the letter was handed over), grouped.

What servers took and returned later is in `bounces`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from mitdomov.delivery.model import Delivery, DeliveryState
from mitdomov.delivery.verdicts import RECIPIENT_REFUSED
from mitdomov.subscribers.model import Subscriber, Subscription, SubscriptionState
from mitdomov.subscribers.subscribing import is_suppressed

_PERMANENT: Final = range(500, 600)


@dataclass(frozen=True, slots=True)
class RefusedAddress:
    subscriber_id: int
    address: str
    name: str
    times: int
    last_at: datetime
    code: int
    answer: str


def refused_addresses(session: Session, *, limit: int, offset: int = 0) -> Sequence[RefusedAddress]:
    """Readers who would still be mailed, the latest refusal first."""
    latest = (
        select(
            Delivery.subscriber_id.label("reader"),
            func.count().label("times"),
            func.max(Delivery.id).label("last"),
        )
        .where(_is_refusal())
        .group_by(Delivery.subscriber_id)
        .subquery()
    )
    query = (
        select(
            Subscriber.id,
            Subscriber.address,
            Subscriber.name,
            latest.c.times,
            Delivery.updated_at,
            Delivery.code,
            Delivery.answer,
        )
        .join(latest, latest.c.reader == Subscriber.id)
        .join(Delivery, Delivery.id == latest.c.last)
        .where(_is_mailed())
        .order_by(Delivery.updated_at.desc(), Subscriber.id)
    )
    rows = session.execute(query.limit(limit).offset(offset))
    return [RefusedAddress(*row) for row in rows]


def count_refused_addresses(session: Session) -> int:
    query = (
        select(func.count(Delivery.subscriber_id.distinct()))
        .join(Subscriber, Subscriber.id == Delivery.subscriber_id)
        .where(_is_refusal(), _is_mailed())
    )
    return session.scalars(query).one()


def _is_refusal() -> ColumnElement[bool]:
    return (
        (Delivery.state == DeliveryState.REFUSED)
        & Delivery.code.between(_PERMANENT.start, _PERMANENT.stop - 1)
        & (Delivery.reason == RECIPIENT_REFUSED)
        & Delivery.subscriber_id.is_not(None)
    )


def _is_mailed() -> ColumnElement[bool]:
    has_list = (
        select(Subscription.id)
        .where(
            Subscription.subscriber_id == Subscriber.id,
            Subscription.state == SubscriptionState.ACTIVE,
        )
        .exists()
    )
    return has_list & ~is_suppressed()
