"""Takes an address as a person wrote it: no list mails it from then on, or again, or is it so?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from mitdomov.subscribers.addresses import address_hash, normalise
from mitdomov.subscribers.erasing import erasures_of
from mitdomov.subscribers.model import ErasureRecord, Subscriber, Suppression, SuppressionReason
from mitdomov.subscribers.subscribing import suppress


def suppress_address(
    session: Session,
    address: str,
    reason: SuppressionReason,
    at: datetime,
    *,
    secret_key: str,
    actor: str,
) -> bool:
    """Whether a subscriber has the address; one that nobody has yet is remembered as well, so
    that no import brings it in. Raises `AddressError`."""
    _, key = normalise(address)
    subscriber = session.scalar(select(Subscriber).where(Subscriber.address_key == key))
    if subscriber is not None:
        suppress(session, subscriber, reason, at, actor=actor)
        return True
    hashed = address_hash(secret_key, key)
    if session.get(Suppression, hashed) is None:
        session.add(Suppression(address_hash=hashed, reason=reason, at=at))
    return False


@dataclass(frozen=True, slots=True)
class Looked:
    """What is known of an address."""

    address: str
    suppression: Suppression | None
    subscriber_id: int | None
    erasures: Sequence[ErasureRecord]
    """Of whoever had the address before."""


def look_up(session: Session, address: str, *, secret_key: str) -> Looked:
    """Raises `AddressError`."""
    shown, key = normalise(address)
    hashed = address_hash(secret_key, key)
    return Looked(
        shown,
        session.get(Suppression, hashed),
        session.scalar(select(Subscriber.id).where(Subscriber.address_key == key)),
        erasures_of(session, hashed),
    )


def lift_suppression(session: Session, address: str, *, secret_key: str) -> bool:
    """Whether there was one; ended subscriptions stay ended. Raises `AddressError`."""
    hashed = address_hash(secret_key, normalise(address)[1])
    lifted = session.scalar(
        delete(Suppression)
        .where(Suppression.address_hash == hashed)
        .returning(Suppression.address_hash)
    )
    return lifted is not None


def suppressions_by_reason(session: Session) -> dict[SuppressionReason, int]:
    counted = select(Suppression.reason, func.count()).group_by(Suppression.reason)
    found = dict(session.execute(counted).all())
    return {reason: found.get(reason, 0) for reason in SuppressionReason}
