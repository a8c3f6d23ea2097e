"""Times of attack on the form: noted while they last, told to editors and to the log."""

import logging
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.subscribers.sign_up.model import SignUpOnslaught

_ENDS_AFTER: Final = timedelta(hours=1)
"""As long as the counts that began it look back."""
_TOLD_EVERY: Final = timedelta(minutes=1)

log = logging.getLogger(__name__)


def see_onslaught(session: Session, at: datetime) -> None:
    """A sign-up came while everybody is set a puzzle."""
    latest = _latest(session)
    if latest is None or at - latest.seen_at > _ENDS_AFTER:
        session.add(SignUpOnslaught(begun_at=at, seen_at=at))
        log.warning("sign-up is under attack: everybody is set a puzzle")
    elif at - latest.seen_at >= _TOLD_EVERY:
        latest.seen_at = at


def onslaught_since(session: Session, at: datetime) -> datetime | None:
    """Since when the form is under attack; None when it is not."""
    latest = _latest(session)
    return latest.begun_at if latest and at - latest.seen_at <= _ENDS_AFTER else None


def _latest(session: Session) -> SignUpOnslaught | None:
    newest_first = select(SignUpOnslaught).order_by(SignUpOnslaught.id.desc()).limit(1)
    return session.scalars(newest_first).first()
