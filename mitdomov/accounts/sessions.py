"""Browsers in which people are signed in: begun, found by their cookie, ended for good."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mitdomov.accounts.model import Account, SignedInSession
from mitdomov.accounts.tokens import kept, new_token

IDLE: Final = timedelta(hours=12)
LONGEST: Final = timedelta(days=30)
SEEN_EVERY: Final = timedelta(minutes=5)


class Found(NamedTuple):
    account: Account
    session: SignedInSession


def begin(session: Session, account: Account, device: str, at: datetime) -> str:
    """The token for the browser's cookie; nobody can read it from the database afterwards."""
    token = new_token()
    account.last_signed_in_at = at
    session.add(
        SignedInSession(
            account_id=account.id,
            token_sha256=kept(token),
            begun_at=at,
            seen_at=at,
            device=device,
        )
    )
    return token


def find(session: Session, token: str, at: datetime) -> Found | None:
    """Who is signed in by `token`, unless the session ended, idled out or its account is off."""
    row = session.execute(
        select(Account, SignedInSession)
        .join(SignedInSession)
        .where(SignedInSession.token_sha256 == kept(token), *_is_open(at), Account.is_active)
    ).one_or_none()
    return Found(row[0], row[1]) if row else None


def touch(session: Session, number: int, at: datetime) -> None:
    session.execute(
        update(SignedInSession)
        .where(SignedInSession.id == number, SignedInSession.seen_at < at)
        .values(seen_at=at)
    )


def open_sessions(session: Session, account_id: int, at: datetime) -> Sequence[SignedInSession]:
    """Last seen first."""
    return session.scalars(
        select(SignedInSession)
        .where(SignedInSession.account_id == account_id, *_is_open(at))
        .order_by(SignedInSession.seen_at.desc(), SignedInSession.id.desc())
    ).all()


def end_session(session: Session, account_id: int, number: int, at: datetime) -> bool:
    """Whether there was such an open session of this person."""
    ended = session.execute(
        update(SignedInSession)
        .where(
            SignedInSession.id == number,
            SignedInSession.account_id == account_id,
            SignedInSession.ended_at.is_(None),
        )
        .values(ended_at=at)
    )
    return bool(ended.rowcount)  # type: ignore[attr-defined]


def end_sessions(
    session: Session, account_id: int, at: datetime, *, keep: int | None = None
) -> None:
    """All of a person's, or all but one."""
    session.execute(
        update(SignedInSession)
        .where(
            SignedInSession.account_id == account_id,
            SignedInSession.ended_at.is_(None),
            SignedInSession.id != (keep or 0),
        )
        .values(ended_at=at)
    )


def _is_open(at: datetime) -> tuple:  # type: ignore[type-arg] # of SQLAlchemy's conditions
    return (
        SignedInSession.ended_at.is_(None),
        SignedInSession.seen_at > at - IDLE,
        SignedInSession.begun_at > at - LONGEST,
    )
