"""A person's rows out of the subscribers' tables (GDPR art. 17); what proves it stays in.

What stays is a record without address and name: the keyed hash of the address, how the person
asked for it, and which consents there were, so that a later claim can be answered (art. 17(3)(e)).
After four years, when claims are barred (civil code, section 629), hash and proof go as well.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from mitdomov.accounts.audit import Actor
from mitdomov.subscribers.model import (
    Consent,
    ConsentMethod,
    ErasureRecord,
    Subscriber,
    Subscription,
    Suppression,
    SuppressionReason,
)
from mitdomov.subscribers.own_addresses import addresses_of, keys_of
from mitdomov.subscribers.own_page_model import AddressChange, ReaderLink
from mitdomov.subscribers.sign_up.forgetting import forget_addresses

CLAIMS_END_AFTER: Final = timedelta(days=4 * 366)


def erase_subscriber(
    session: Session,
    subscriber: Subscriber,
    actor: Actor,
    at: datetime,
    *,
    reason: str,
    suppresses: bool,
    deliveries: int,
) -> ErasureRecord:
    """`deliveries` is how many rows of the ledger were made anonymous before.

    `suppresses` also keeps the hash as a suppression, so that no import brings the person back; a
    suppression that there was stays in any case.
    """
    hashed = subscriber.address_hash
    if suppresses and session.get(Suppression, hashed) is None:
        session.add(Suppression(address_hash=hashed, reason=SuppressionReason.REQUEST, at=at))
        session.flush()
    record = ErasureRecord(
        address_hash=hashed,
        at=at,
        actor=actor.name,
        account_id=actor.account_id,
        reason=reason,
        is_suppressed=session.get(Suppression, hashed) is not None,
        deliveries=deliveries,
        proof=_proof(session, subscriber.id),
    )
    session.add(record)
    forget_addresses(session, keys_of(addresses_of(session, subscriber)))
    # In this order: a trigger keeps each consent as long as the subscription that it proves.
    for owned in (Subscription, Consent, ReaderLink, AddressChange):
        session.execute(delete(owned).where(owned.subscriber_id == subscriber.id))
    session.execute(delete(Subscriber).where(Subscriber.id == subscriber.id))
    forget_proofs(session, at - CLAIMS_END_AFTER)
    session.flush()
    return record


def erasures_of(session: Session, address_hash: str) -> Sequence[ErasureRecord]:
    """Of whoever had the address, the oldest first, while the proof is kept."""
    query = select(ErasureRecord).where(ErasureRecord.address_hash == address_hash)
    return session.scalars(query.order_by(ErasureRecord.at, ErasureRecord.id)).all()


def erasures_data(records: Sequence[ErasureRecord]) -> list[dict[str, Any]]:
    """Ready for JSON."""
    return [
        {
            "číslo": each.id,
            "kdy": each.at.isoformat(),
            "jak požádal": each.reason,
            "zapsal": each.actor,
            "zákaz zasílání": each.is_suppressed,
            "zásilek beze jména": each.deliveries,
            "souhlasy": each.proof,
        }
        for each in records
    ]


def forget_proofs(session: Session, before: datetime) -> int:
    """How many proofs were dropped. The record stays: that there was an erasure, when, by whom."""
    dropped = (
        update(ErasureRecord)
        .where(ErasureRecord.at < before, ErasureRecord.address_hash != "")
        .values(address_hash="", reason="", proof=[])
        .returning(ErasureRecord.id)
    )
    return len(session.scalars(dropped).all())


def _proof(session: Session, subscriber_id: int) -> list[dict[str, str]]:
    """An editor's own words may name the person, so they are left out."""
    own = select(Consent).where(Consent.subscriber_id == subscriber_id).order_by(Consent.id)
    return [
        {
            "list": each.list,
            "action": each.action.value,
            "method": each.method.value,
            "at": each.at.isoformat(),
            "wording": "" if each.method is ConsentMethod.DESK else each.wording,
            "version": each.wording_version,
            "form": each.form,
        }
        for each in session.scalars(own)
    ]
