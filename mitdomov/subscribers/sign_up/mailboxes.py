"""A key of an address in, the mailbox that it ends in out, and how many letters that may still get.

Providers deliver `jana+cokoli@…` and often `ja.na@…` to one mailbox, so all of them are one victim.
Where dots matter two neighbours share a count; that only delays a letter, it never loses consent.
"""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from mitdomov.subscribers.sign_up.model import SignUpMailbox

PAUSE: Final = timedelta(hours=24)
"""Between two letters to one mailbox, confirmed or not."""
MOST_UNCONFIRMED: Final = 3
"""Whoever lets three letters lie does not want them; their owner's button starts anew."""
_SAME_DOMAIN: Final = {"googlemail.com": "gmail.com"}
_HASH_BYTES: Final = 16


class Claim(Enum):
    """Whether a letter may go to a mailbox."""

    GRANTED = auto()
    TODAY_GONE = auto()
    """It had one within the day that nobody confirmed."""
    TODAY_CONFIRMED = auto()
    """It had one within the day, and its owner pressed the button."""
    SPENT = auto()
    REFUSED = auto()


def untagged(address_key: str) -> str:
    """The address without what stands behind a plus."""
    local, _, domain = address_key.rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain}"


def mailbox_of(secret_key: str, address_key: str) -> str:
    """A keyed hash of 128 bits in 22 letters, digits, `-` and `_`."""
    local, _, domain = untagged(address_key).rpartition("@")
    plain = f"{local.replace('.', '')}@{_SAME_DOMAIN.get(domain, domain)}"
    key = hmac.digest(secret_key.encode(), b"mitdomov mailbox", hashlib.sha256)
    hashed = hmac.digest(key, plain.encode(), hashlib.sha256)[:_HASH_BYTES]
    return base64.urlsafe_b64encode(hashed).decode().rstrip("=")


def claim_letter(session: Session, mailbox: str, at: datetime) -> Claim:
    """Counts a letter when it is granted; of two claims at once only one is."""
    row = session.get(SignUpMailbox, mailbox, populate_existing=True)
    if row is None:
        row = SignUpMailbox(mailbox=mailbox, unconfirmed=0)
        session.add(row)
        session.flush()
    refusal = _refusal(row, at)
    if refusal is not None:
        return refusal
    is_due = or_(SignUpMailbox.last_letter_at.is_(None), SignUpMailbox.last_letter_at <= at - PAUSE)
    counted = session.scalar(
        update(SignUpMailbox)
        .where(
            SignUpMailbox.mailbox == mailbox,
            SignUpMailbox.refused_at.is_(None),
            SignUpMailbox.unconfirmed < MOST_UNCONFIRMED,
            is_due,
        )
        .values(unconfirmed=SignUpMailbox.unconfirmed + 1, last_letter_at=at)
        .returning(SignUpMailbox.mailbox)
    )
    return Claim.GRANTED if counted is not None else Claim.TODAY_GONE


def _refusal(row: SignUpMailbox, at: datetime) -> Claim | None:
    """A letter of the future is one of today: the clock was put back."""
    if row.refused_at is not None:
        return Claim.REFUSED
    if row.unconfirmed >= MOST_UNCONFIRMED:
        return Claim.SPENT
    if row.last_letter_at is not None and at - row.last_letter_at < PAUSE:
        return Claim.TODAY_GONE if row.unconfirmed else Claim.TODAY_CONFIRMED
    return None


def start_anew(session: Session, mailbox: str) -> None:
    """Its owner has confirmed a letter; the next one still waits for its day."""
    session.execute(
        update(SignUpMailbox).where(SignUpMailbox.mailbox == mailbox).values(unconfirmed=0)
    )
