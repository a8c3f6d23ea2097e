"""Takes a claimed delivery to `sending`, or skips it when its reader must not be mailed now.

The statements are built once, because building them would cost more than running them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.orm import Session

from mitdomov.delivery.dispatches.control import unsent
from mitdomov.delivery.dispatches.planning import PAUSED, SUPPRESSED
from mitdomov.delivery.letters.of_dispatch import Composer
from mitdomov.delivery.model import Delivery, DeliveryState, Dispatch, DispatchState
from mitdomov.delivery.sending.claiming import Lease
from mitdomov.delivery.verdicts import Tried
from mitdomov.subscribers.model import Subscriber, Subscription, SubscriptionState
from mitdomov.subscribers.pausing import is_paused
from mitdomov.subscribers.subscribing import is_suppressed

UNSUBSCRIBED: Final = "Odběr mezitím skončil."
UNCOMPOSABLE: Final = "Dopis pro tohoto příjemce nejde sestavit; opravte jeho adresu nebo jméno."

_LOOK: Final = (
    select(
        Delivery.address,
        Delivery.name,
        Delivery.subscription_id,
        Delivery.attempt,
        Delivery.deferred_since,
        Delivery.is_resent,
        Subscription.state.label("subscription"),
        is_suppressed().label("is_suppressed"),
        is_paused(bindparam("at", type_=Subscriber.paused_until.type)).label("is_paused"),
    )
    .join(Dispatch)
    .outerjoin(Subscription, Subscription.id == Delivery.subscription_id)
    .outerjoin(Subscriber, Subscriber.id == Delivery.subscriber_id)
    .where(Delivery.id == bindparam("delivery"), Dispatch.state == DispatchState.SENDING)
)
_OURS: Final = (
    update(Delivery)
    .where(
        Delivery.id == bindparam("delivery"),
        Delivery.state == DeliveryState.QUEUED,
        Delivery.claimed_by == bindparam("worker"),
    )
    .returning(Delivery.id)
    .execution_options(synchronize_session=False)
)
_START: Final = _OURS.values(
    state=DeliveryState.SENDING,
    attempt=Delivery.attempt + 1,
    message_id=bindparam("message_id"),
    lease_until=bindparam("until"),
    updated_at=bindparam("at"),
)
_SKIP: Final = _OURS.values(
    unsent(bindparam("reason", type_=Delivery.reason.type)) | {"updated_at": bindparam("at")}
)


@dataclass(frozen=True, slots=True)
class Started:
    """A letter recorded as `sending` and not yet handed over."""

    delivery_id: int
    address: str
    message: bytes
    return_path: str
    tried: Tried


def start(
    session: Session, delivery_id: int, lease: Lease, composer: Composer, at: datetime
) -> Started | None:
    """None when there is nothing to send: the reader must not be mailed, another worker has the
    letter, or the dispatch was stopped."""
    row = session.execute(_LOOK, {"delivery": delivery_id, "at": at}).one_or_none()
    if row is None:
        return None
    letter = _composed(row, composer, delivery_id, at)
    whose = {"delivery": delivery_id, "worker": lease.worker, "at": at}
    if isinstance(letter, str):
        session.execute(_SKIP, whose | {"reason": letter})
        return None
    message_id = composer.message_id(delivery_id)
    is_ours = session.scalar(_START, whose | {"message_id": message_id, "until": lease.until})
    return letter if is_ours else None


def obstacle(
    subscription: SubscriptionState | None, *, suppressed: bool, paused: bool = False
) -> str:
    """Why a reader of the audience must not be mailed any more; empty when they may.

    An erased reader has no subscription.
    """
    if suppressed:
        return SUPPRESSED
    if subscription is not SubscriptionState.ACTIVE:
        return UNSUBSCRIBED
    return PAUSED if paused else ""


def _composed(
    row: Row[*tuple[Any, ...]], composer: Composer, delivery_id: int, at: datetime
) -> Started | str:
    """The letter, or why there is none."""
    reason = obstacle(row.subscription, suppressed=row.is_suppressed, paused=row.is_paused)
    if reason:
        return reason
    try:
        message = composer.compose(delivery_id, row.address, row.name, row.subscription_id, at)
    except ValueError:
        return UNCOMPOSABLE
    tried = Tried(row.attempt + 1, row.deferred_since, row.is_resent)
    return Started(delivery_id, row.address, message, composer.return_path(delivery_id), tried)
