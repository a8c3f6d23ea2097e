"""Takes an address as a person wrote it; from then on no list mails it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.subscribers.addresses import address_hash, normalise
from mitdomov.subscribers.model import Subscriber, Suppression, SuppressionReason
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
