"""A moment in; readers who never confirmed, or have left all lists, gone by it, counted, out.

Whoever never agreed leaves nothing behind, not even a record of it. Whoever has left is erased as
at their own wish, only that no suppression is made: they may come back.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, delete, exists, func, select
from sqlalchemy.orm import Session

from mitdomov.accounts.audit import PROGRAM
from mitdomov.delivery.outbox.queue import SingleLetterRecord
from mitdomov.delivery.personal_data.erasing import erase_person
from mitdomov.delivery.transports.mailbox import MailboxLetter
from mitdomov.subscribers.model import Consent, Subscriber, Subscription, SubscriptionState
from mitdomov.subscribers.own_page_model import AddressChange, ReaderLink
from mitdomov.subscribers.sign_up.forgetting import forget_addresses
from mitdomov.subscribers.sign_up.model import SignUp, SignUpLane, SignUpState

ENDED_READERS_KEPT_FOR: Final = timedelta(days=3 * 366)
_REASON: Final = "program, po lhůtě od konce posledního odběru"
_AT_A_TIME: Final = 500


def forget_pending_readers(session: Session, before: datetime) -> int:
    """How many subscriptions went that were loaded before and that nobody is asked to confirm."""
    return _forget_pending(session, ~_is_asked() & (Subscription.started_at < before))


def forget_invited_readers(session: Session, before: datetime) -> int:
    """How many subscriptions went whose readers left a letter from before without an answer.

    To be applied before the sign-ups themselves are forgotten.
    """
    return _forget_pending(
        session, _is_asked(SignUp.letter_at < before) & (Subscription.started_at < before)
    )


def forget_ended_readers(session: Session, before: datetime) -> int:
    """How many people were erased who had left their last list before."""
    at = before + ENDED_READERS_KEPT_FOR
    gone = session.scalars(_ended(before)).all()
    for reader in gone:
        erase_person(session, reader, PROGRAM, at, reason=_REASON, suppresses=False)
    return len(gone)


def _is_asked(*more: ColumnElement[bool]) -> ColumnElement[bool]:
    """An editor's letter to the subscription's reader waits for an answer."""
    return exists().where(
        Subscriber.id == Subscription.subscriber_id,
        SignUp.address_hash == Subscriber.address_hash,
        SignUp.lane == SignUpLane.DESK,
        SignUp.state != SignUpState.CONFIRMED,
        *more,
    )


def _forget_pending(session: Session, which: ColumnElement[bool]) -> int:
    readers = session.scalars(
        delete(Subscription)
        .where(Subscription.state == SubscriptionState.PENDING, which)
        .returning(Subscription.subscriber_id)
        .execution_options(synchronize_session=False)
    ).all()
    for first in range(0, len(readers), _AT_A_TIME):
        _forget_unknown(session, readers[first : first + _AT_A_TIME])
    return len(readers)


def _forget_unknown(session: Session, numbers: Iterable[int]) -> None:
    """Of these readers those who have no subscription and never agreed to any."""
    own = Subscriber.id
    found = session.scalars(
        select(Subscriber).where(
            own.in_(numbers),
            ~exists().where(Subscription.subscriber_id == own),
            ~exists().where(Consent.subscriber_id == own),
        )
    ).all()
    _delete(session, [each.id for each in found], {each.address.lower() for each in found})
    forget_addresses(session, {each.address_key for each in found})


def _delete(session: Session, numbers: Collection[int], addresses: Collection[str]) -> None:
    for rows in (
        delete(SingleLetterRecord).where(func.lower(SingleLetterRecord.address).in_(addresses)),
        delete(MailboxLetter).where(func.lower(MailboxLetter.recipient).in_(addresses)),
        delete(ReaderLink).where(ReaderLink.subscriber_id.in_(numbers)),
        delete(AddressChange).where(AddressChange.subscriber_id.in_(numbers)),
        delete(Subscriber).where(Subscriber.id.in_(numbers)),
    ):
        session.execute(rows.execution_options(synchronize_session=False))


def _ended(before: datetime) -> Select[Subscriber]:
    latest = (
        select(func.max(Subscription.ended_at))
        .where(Subscription.subscriber_id == Subscriber.id)
        .scalar_subquery()
    )
    still = exists().where(
        Subscription.subscriber_id == Subscriber.id,
        Subscription.state != SubscriptionState.ENDED,
    )
    return select(Subscriber).where(~still, func.coalesce(latest, Subscriber.created_at) < before)
