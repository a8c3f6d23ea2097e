"""A mailbox whose owner says "this was not me" gets no letter that asks to confirm, ever.

It stops no letter of a subscription that its owner confirmed: those have a link of their own to
leave by. An editor lifts it when the owner asks for it.
"""

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from mitdomov.subscribers.addresses import normalise
from mitdomov.subscribers.sign_up.mailboxes import mailbox_of
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


def refused_since(session: Session, address: str, *, secret_key: str) -> datetime | None:
    """Raises `AddressError`."""
    row = session.get(SignUpMailbox, mailbox_of(secret_key, normalise(address)[1]))
    return row.refused_at if row is not None else None


def lift_refusal(session: Session, address: str, *, secret_key: str) -> bool:
    """Whether there was one; letters are counted anew. Raises `AddressError`."""
    mailbox = mailbox_of(secret_key, normalise(address)[1])
    lifted = session.scalar(
        update(SignUpMailbox)
        .where(SignUpMailbox.mailbox == mailbox, SignUpMailbox.refused_at.is_not(None))
        .values(refused_at=None, unconfirmed=0)
        .returning(SignUpMailbox.mailbox)
    )
    return lifted is not None


def count_refusals(session: Session) -> int:
    refused = select(func.count()).where(SignUpMailbox.refused_at.is_not(None))
    return session.scalars(refused).one()
