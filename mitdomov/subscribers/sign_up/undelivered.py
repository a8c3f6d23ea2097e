"""A letter that asked to confirm and came back in; the sign-up that waits for its answer ended.

Nobody is told, least of all on a page: whoever typed the address learns nothing about it. Letters
that the mailbox had stay counted, so coming back is no way to be written to more often.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.orm import Session

from mitdomov.subscribers.sign_up.model import SignUp, SignUpLane, SignUpState
from mitdomov.subscribers.sign_up.refusing import refuse


def end_undelivered(session: Session, letter_id: int, written_at: datetime) -> bool:
    """Whether a sign-up waited. An editor's invitation stays, for the editor to see."""
    ended = delete(SignUp).where(_asked_by(letter_id, written_at), SignUp.lane != SignUpLane.DESK)
    return session.scalar(ended.returning(SignUp.id)) is not None


def refuse_by_complaint(
    session: Session, letter_id: int, written_at: datetime, at: datetime
) -> bool:
    """Who calls the letter spam says as much as by the letter's own link: none of mine."""
    mailbox = session.scalar(select(SignUp.mailbox).where(_asked_by(letter_id, written_at)))
    if mailbox is None:
        return False
    refuse(session, mailbox, at)
    return True


def _asked_by(letter_id: int, written_at: datetime) -> ColumnElement[bool]:
    """Ids of forgotten letters are used again, together with their moment they are not."""
    return and_(
        SignUp.letter_id == letter_id,
        SignUp.letter_at == written_at,
        SignUp.state == SignUpState.ASKED,
    )
