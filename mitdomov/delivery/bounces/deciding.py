"""A person's word about a returned letter in: its consequence undone, or an address forbidden."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from mitdomov.accounts import audit
from mitdomov.accounts.audit import Actor
from mitdomov.delivery.bounces.causes import Cause
from mitdomov.delivery.bounces.listing import Returned
from mitdomov.delivery.bounces.model import Deed, ReturnedLetter
from mitdomov.delivery.bounces.notices import Kind
from mitdomov.delivery.model import Delivery
from mitdomov.subscribers.model import Subscriber, Suppression, SuppressionReason
from mitdomov.subscribers.subscribing import suppress


class Decided(StrEnum):
    DONE = "done"
    TOO_LATE = "too-late"
    """It was so before, or the reader's data are gone; nothing was changed."""


def may_take_back(found: Returned) -> bool:
    """Whether the reader is not mailed because letters came back. A complaint is the reader's own
    word, which only the reader takes back."""
    return (
        found.suppression is not None
        and found.suppression.reason is SuppressionReason.HARD_BOUNCE
        and found.letter.kind is not Kind.COMPLAINT
        and found.letter.taken_back_at is None
    )


def may_forbid(found: Returned) -> bool:
    """Whether it speaks of the mailbox at all: of our letter's faults no reader is to suffer."""
    is_of_mailbox = found.letter.kind is Kind.FAILED and found.letter.cause not in (
        Cause.POLICY,
        Cause.LETTER,
    )
    return is_of_mailbox and found.reader is not None and found.suppression is None


def take_back(session: Session, found: Returned, by: Actor, at: datetime) -> Decided:
    """The next dispatch mails the reader again, and what came back until now counts no more."""
    if found.reader is None or not may_take_back(found):
        return Decided.TOO_LATE
    reader = found.reader
    session.execute(delete(Suppression).where(Suppression.address_hash == reader.address_hash))
    own = select(Delivery.id).where(Delivery.subscriber_id == reader.id)
    session.execute(
        update(ReturnedLetter)
        .where(
            ReturnedLetter.delivery_id.in_(own),
            ReturnedLetter.kind == Kind.FAILED,
            ReturnedLetter.taken_back_at.is_(None),
        )
        .values(taken_back_at=at, taken_back_by=by.name)
    )
    sentence = f"Zrušen zákaz po vráceném dopise: odběrateli {reader.id} se zase zasílá."
    _record(session, by, "suppression-lifted", reader, sentence, at)
    return Decided.DONE


def forbid(session: Session, found: Returned, by: Actor, at: datetime) -> Decided:
    """As if the program had been sure that the mailbox is gone."""
    if found.reader is None or not may_forbid(found):
        return Decided.TOO_LATE
    suppress(session, found.reader, SuppressionReason.HARD_BOUNCE, at, actor=by.name)
    found.letter.deed = Deed.SUPPRESSED
    found.letter.taken_back_at, found.letter.taken_back_by = None, ""
    sentence = f"Po vráceném dopise zakázáno zasílat odběrateli {found.reader.id}."
    _record(session, by, "address-suppressed", found.reader, sentence, at)
    return Decided.DONE


def _record(
    session: Session, by: Actor, verb: str, reader: Subscriber, sentence: str, at: datetime
) -> None:
    audit.record(session, by, verb, f"reader:{reader.id}", sentence, at)
