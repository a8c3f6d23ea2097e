"""A key of an address in, the mailbox that it ends in out, and how many letters that may still get.

What stands behind a plus leads to one mailbox nearly everywhere; dots do only at Gmail. Elsewhere
jan.novak and jannovak are two people, so neither is counted or silenced for the other; they share
only the day's letter, since nobody can tell a neighbour from one victim spelled in many ways.
"""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from mitdomov.subscribers.sign_up.model import SignUpMailbox

PAUSE: Final = timedelta(hours=24)
"""Between two letters to one mailbox, confirmed or not."""
MOST_UNCONFIRMED: Final = 3
"""Whoever lets three letters lie does not want them; their owner's button starts anew."""
_FOLDS_DOTS: Final = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}
_HASH_BYTES: Final = 16


class Claim(Enum):
    """Whether a letter may go to a mailbox."""

    GRANTED = auto()
    TODAY_GONE = auto()
    """It, or one that differs by dots only, had one within the day that nobody confirmed."""
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
    if address_key.rpartition("@")[2] in _FOLDS_DOTS:
        return _dotless(secret_key, address_key)
    return _hashed(secret_key, untagged(address_key))


def _dotless(secret_key: str, address_key: str) -> str:
    local, _, domain = untagged(address_key).rpartition("@")
    return _hashed(secret_key, f"{local.replace('.', '')}@{_FOLDS_DOTS.get(domain, domain)}")


def _hashed(secret_key: str, plain: str) -> str:
    key = hmac.digest(secret_key.encode(), b"mitdomov mailbox", hashlib.sha256)
    hashed = hmac.digest(key, plain.encode(), hashlib.sha256)[:_HASH_BYTES]
    return base64.urlsafe_b64encode(hashed).decode().rstrip("=")


def claim_letter(
    session: Session, address_key: str, at: datetime, *, secret_key: str, asks: bool = True
) -> Claim:
    """Counts a letter when it is granted; of two claims at once only one is, within `writing`.

    One that asks nothing (`asks`) takes the day, and can be neither confirmed nor left to lie.
    """
    mailbox, dotless = mailbox_of(secret_key, address_key), _dotless(secret_key, address_key)
    row = session.get(SignUpMailbox, mailbox, populate_existing=True)
    if row is None:
        row = SignUpMailbox(mailbox=mailbox, unconfirmed=0)
        session.add(row)
    row.dotless = dotless
    refusal = _refusal(session, row, at, asks=asks)
    if refusal is not None:
        return refusal
    row.unconfirmed, row.last_letter_at = row.unconfirmed + asks, at
    session.flush()
    return Claim.GRANTED


def _refusal(session: Session, row: SignUpMailbox, at: datetime, *, asks: bool) -> Claim | None:
    """A letter of the future is one of today: the clock was put back."""
    if row.refused_at is not None:
        return Claim.REFUSED
    if asks and row.unconfirmed >= MOST_UNCONFIRMED:
        return Claim.SPENT
    if row.last_letter_at is not None and at - row.last_letter_at < PAUSE:
        return Claim.TODAY_GONE if row.unconfirmed else Claim.TODAY_CONFIRMED
    alike = exists().where(
        SignUpMailbox.dotless == row.dotless, SignUpMailbox.last_letter_at > at - PAUSE
    )
    return Claim.TODAY_GONE if session.scalar(select(alike)) else None


def start_anew(session: Session, mailbox: str) -> None:
    """Its owner has confirmed a letter, or acted by a link of one; the next still waits for its
    day."""
    session.execute(
        update(SignUpMailbox).where(SignUpMailbox.mailbox == mailbox).values(unconfirmed=0)
    )
