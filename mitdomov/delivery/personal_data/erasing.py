"""Erases a person from the ledger, the built-in mailbox and the subscribers, in one transaction.

The ledger keeps its rows without address and name, so that each equation still holds. What waits
is skipped at once; a letter on its way keeps its state, and its answer is recorded without words
that could name the person.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from mitdomov.accounts import audit
from mitdomov.accounts.audit import Actor
from mitdomov.delivery.bounces.forgetting import forget_words_about
from mitdomov.delivery.dispatches.control import settle, unsent
from mitdomov.delivery.model import Delivery, DeliveryState
from mitdomov.delivery.outbox.queue import SingleLetterRecord
from mitdomov.delivery.transports.mailbox import MailboxLetter
from mitdomov.subscribers.erasing import erase_subscriber
from mitdomov.subscribers.model import ErasureRecord, Subscriber
from mitdomov.subscribers.own_addresses import addresses_of

ERASED: Final = "Údaje odběratele byly vymazány."


def erase_person(
    session: Session,
    subscriber: Subscriber,
    actor: Actor,
    at: datetime,
    *,
    reason: str,
    suppresses: bool,
) -> ErasureRecord:
    """As `erase_subscriber` says; the audit log names nobody but the one who did it."""
    of_person = Delivery.subscriber_id == subscriber.id
    dispatch_ids = set(session.scalars(select(Delivery.dispatch_id).where(of_person)))
    _delete_kept_letters(session, subscriber)
    forget_words_about(session, subscriber.id)
    session.execute(
        update(Delivery)
        .where(of_person, Delivery.state == DeliveryState.QUEUED)
        .values(unsent(ERASED) | {"updated_at": at})
    )
    nobody = {"subscriber_id": None, "subscription_id": None, "address": "", "name": ""}
    session.execute(update(Delivery).where(of_person).values(nobody | {"answer": ""}))
    for dispatch_id in dispatch_ids:
        settle(session, dispatch_id, at)
    number = subscriber.id
    record = erase_subscriber(
        session,
        subscriber,
        actor,
        at,
        reason=reason,
        suppresses=suppresses,
        deliveries=len(dispatch_ids),
    )
    sentence = f"Vymazány údaje odběratele {number}; záznam o výmazu má číslo {record.id}."
    audit.record(session, actor, "reader-erased", f"reader:{number}", sentence, at)
    return record


def _delete_kept_letters(session: Session, subscriber: Subscriber) -> None:
    addresses = addresses_of(session, subscriber)
    own = select(Delivery.message_id).where(
        Delivery.subscriber_id == subscriber.id, Delivery.message_id != ""
    )
    for letters in (
        delete(MailboxLetter).where(
            or_(
                MailboxLetter.message_id.in_(own),
                func.lower(MailboxLetter.recipient).in_(addresses),
            )
        ),
        delete(SingleLetterRecord).where(func.lower(SingleLetterRecord.address).in_(addresses)),
    ):
        session.execute(letters.execution_options(synchronize_session=False))
