"""What sign-ups leave behind goes: the unconfirmed, network addresses, a person who is erased.

Of a mailbox the count of its letters and its owner's refusal stay, under a keyed hash: they are
what keeps a stranger from writing to it again (legitimate interest, GDPR recital 47).
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, delete, func, not_, update
from sqlalchemy.orm import Session

from mitdomov.subscribers.sign_up.budgets import span_of
from mitdomov.subscribers.sign_up.model import SignUp, SignUpCount, SignUpLane, SignUpState


def forget_unconfirmed(session: Session, before: datetime) -> int:
    """How many sign-ups were deleted, whose letter (or, without one, whose form) is older.

    Invitations that wait for their letter stay: a large table takes more than a week, and its
    readers are known already.
    """
    is_waiting_invitation = and_(
        SignUp.state == SignUpState.WAITING, SignUp.lane == SignUpLane.DESK
    )
    gone = session.scalars(
        delete(SignUp)
        .where(
            SignUp.state != SignUpState.CONFIRMED,
            not_(is_waiting_invitation),
            func.coalesce(SignUp.letter_at, SignUp.requested_at) < before,
        )
        .returning(SignUp.id)
    )
    return len(gone.all())


def forget_network_addresses(session: Session, before: datetime) -> int:
    """How many network addresses were deleted, of forms that are older."""
    gone = session.scalars(
        update(SignUp)
        .where(SignUp.network != "", SignUp.requested_at < before)
        .values(network="")
        .returning(SignUp.id)
    )
    return len(gone.all())


def forget_counts(session: Session, before: datetime) -> int:
    """How many counts of sign-ups were deleted, whose ten minutes had begun before."""
    gone = delete(SignUpCount).where(SignUpCount.span < span_of(before))
    return len(session.scalars(gone.returning(SignUpCount.span)).all())


def forget_addresses(session: Session, keys: Collection[str]) -> None:
    """A person is erased; what they confirmed goes with the subscriber."""
    session.execute(delete(SignUp).where(SignUp.address_key.in_(keys)))
