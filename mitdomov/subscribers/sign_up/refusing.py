"""A mailbox whose owner says "this was not me" gets no letter that asks to confirm, ever.

It stops no letter of a subscription that its owner confirmed: those have a link of their own to
leave by. An editor lifts it when the owner asks for it, and the silence after three letters that
nobody confirmed as well.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from mitdomov.subscribers.addresses import normalise
from mitdomov.subscribers.sign_up.mailboxes import MOST_UNCONFIRMED, mailbox_of
from mitdomov.subscribers.sign_up.model import SignUp, SignUpMailbox, SignUpState


def refuse(session: Session, mailbox: str, at: datetime) -> None:
    """Ends every sign-up of the mailbox that is not confirmed; the first refusal's time stays."""
    row = session.get(SignUpMailbox, mailbox)
    if row is None:
        row = SignUpMailbox(mailbox=mailbox, unconfirmed=0)
        session.add(row)
    row.refused_at = row.refused_at or at
    session.execute(
        delete(SignUp).where(SignUp.mailbox == mailbox, SignUp.state != SignUpState.CONFIRMED)
    )


def is_refused(session: Session, mailbox: str) -> bool:
    row = session.get(SignUpMailbox, mailbox)
    return row is not None and row.refused_at is not None


@dataclass(frozen=True, slots=True)
class Silence:
    """Why a mailbox gets no letter that asks to confirm, until an editor lifts it."""

    refused_at: datetime | None
    """When its owner said so; None when it let its letters lie."""


def silence_of(session: Session, address: str, *, secret_key: str) -> Silence | None:
    """Raises `AddressError`."""
    row = session.get(SignUpMailbox, mailbox_of(secret_key, normalise(address)[1]))
    if row is None or not (row.refused_at or row.unconfirmed >= MOST_UNCONFIRMED):
        return None
    return Silence(row.refused_at)


def lift_silence(session: Session, address: str, *, secret_key: str) -> bool:
    """Whether there was one; letters are counted anew. Raises `AddressError`."""
    if silence_of(session, address, secret_key=secret_key) is None:
        return False
    mailbox = mailbox_of(secret_key, normalise(address)[1])
    row = session.get_one(SignUpMailbox, mailbox)
    row.refused_at, row.unconfirmed = None, 0
    return True


def count_refusals(session: Session) -> int:
    refused = select(func.count()).where(SignUpMailbox.refused_at.is_not(None))
    return session.scalars(refused).one()
