"""What signing in leaves behind goes after its time; each function says how many rows it was."""

from datetime import datetime

from sqlalchemy import delete, func
from sqlalchemy.orm import Session

from mitdomov.accounts.model import AccountLink, Attempt, SignedInSession


def forget_attempts(session: Session, before: datetime) -> int:
    gone = delete(Attempt).where(Attempt.at < before).returning(Attempt.id)
    return len(session.scalars(gone).all())


def forget_sessions(session: Session, before: datetime) -> int:
    """Ended ones, and those that nobody has used since."""
    last = func.coalesce(SignedInSession.ended_at, SignedInSession.seen_at)
    gone = delete(SignedInSession).where(last < before).returning(SignedInSession.id)
    return len(session.scalars(gone).all())


def forget_account_links(session: Session, before: datetime) -> int:
    """Used and expired ones; they hold the new addresses that people wished for."""
    gone = delete(AccountLink).where(AccountLink.expires_at < before).returning(AccountLink.id)
    return len(session.scalars(gone).all())
