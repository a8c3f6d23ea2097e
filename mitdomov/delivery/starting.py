"""Takes a claimed delivery to `sending`, or skips it when its reader must not be mailed now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mitdomov.delivery.claiming import Claim
from mitdomov.delivery.letters import Composer
from mitdomov.delivery.model import Delivery, DeliveryState, Dispatch, DispatchState
from mitdomov.delivery.planning import SUPPRESSED
from mitdomov.delivery.verdicts import Tried
from mitdomov.subscribers.model import Subscriber, Subscription, SubscriptionState
from mitdomov.subscribers.subscribing import is_suppressed

UNSUBSCRIBED: Final = "Odběr mezitím skončil."
UNCOMPOSABLE: Final = "Dopis pro tohoto příjemce nejde sestavit; opravte jeho adresu nebo jméno."


@dataclass(frozen=True, slots=True)
class Started:
    """A letter recorded as `sending` and not yet handed over."""

    delivery_id: int
    address: str
    message: bytes
    tried: Tried


def start(
    session: Session, delivery_id: int, claim: Claim, composer: Composer, at: datetime
) -> Started | None:
    """None when there is nothing to send: the reader must not be mailed, another worker has the
    letter, or the dispatch was stopped."""
    found = session.execute(
        select(Delivery, Subscription.state, is_suppressed())
        .join(Dispatch)
        .outerjoin(Subscription, Subscription.id == Delivery.subscription_id)
        .outerjoin(Subscriber, Subscriber.id == Delivery.subscriber_id)
        .where(Delivery.id == delivery_id, Dispatch.state == DispatchState.SENDING)
    ).one_or_none()
    if found is None:
        return None
    delivery, subscription, suppressed = found
    reason = obstacle(subscription, suppressed=suppressed)
    if reason:
        _skip(session, delivery_id, claim, reason, at)
        return None
    message_id = composer.message_id(delivery_id)
    try:
        message = composer.compose(delivery, message_id, at)
    except ValueError:
        _skip(session, delivery_id, claim, UNCOMPOSABLE, at)
        return None
    tried = Tried(delivery.attempt + 1, delivery.deferred_since)
    is_ours = _change(
        session,
        delivery_id,
        claim,
        state=DeliveryState.SENDING,
        attempt=tried.attempt,
        message_id=message_id,
        lease_until=claim.until,
        updated_at=at,
    )
    return Started(delivery_id, delivery.address, message, tried) if is_ours else None


def obstacle(subscription: SubscriptionState | None, *, suppressed: bool) -> str:
    """Why a reader of the audience must not be mailed any more; empty when they may.

    An erased reader has no subscription.
    """
    if suppressed:
        return SUPPRESSED
    return "" if subscription is SubscriptionState.ACTIVE else UNSUBSCRIBED


def _skip(session: Session, delivery_id: int, claim: Claim, reason: str, at: datetime) -> None:
    _change(
        session,
        delivery_id,
        claim,
        state=DeliveryState.SKIPPED,
        reason=reason,
        claimed_by=None,
        lease_until=None,
        updated_at=at,
    )


def _change(session: Session, delivery_id: int, claim: Claim, **changes: Any) -> bool:
    """Changes the delivery if it is still queued and the worker's own."""
    statement = (
        update(Delivery)
        .where(
            Delivery.id == delivery_id,
            Delivery.state == DeliveryState.QUEUED,
            Delivery.claimed_by == claim.worker,
        )
        .values(changes)
        .returning(Delivery.id)
    )
    return session.scalar(statement) is not None
