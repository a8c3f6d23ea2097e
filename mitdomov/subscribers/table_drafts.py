"""Keeps an uploaded table of readers until a person has seen how it reads, a day at most."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete
from sqlalchemy.orm import Session, undefer

from mitdomov.subscribers.model import TableDraft

KEPT_FOR: Final = timedelta(days=1)
"""Addresses of people who are not readers yet are not to lie about."""


def keep_table(session: Session, draft: TableDraft) -> int:
    """Its id; older tables that nobody came back to are deleted on the way."""
    session.execute(delete(TableDraft).where(TableDraft.uploaded_at < draft.uploaded_at - KEPT_FOR))
    session.add(draft)
    session.flush()
    return draft.id


def kept_table(session: Session, number: int, at: datetime) -> TableDraft | None:
    """With its bytes; None when it was imported, thrown away, or is too old."""
    draft = session.get(TableDraft, number, options=[undefer(TableDraft.data)])
    return draft if draft and draft.uploaded_at >= at - KEPT_FOR else None


def claim_table(session: Session, draft: TableDraft) -> bool:
    """Drops it for whoever has read it; False when it has gone or is read otherwise since then."""
    is_same = (TableDraft.id == draft.id) & (TableDraft.encoding == draft.encoding)
    taken = session.scalar(delete(TableDraft).where(is_same).returning(TableDraft.id))
    return taken is not None


def drop_table(session: Session, number: int) -> None:
    session.execute(delete(TableDraft).where(TableDraft.id == number))


def forget_tables(session: Session, before: datetime) -> int:
    """How many tables were deleted that nobody came back to."""
    gone = delete(TableDraft).where(TableDraft.uploaded_at < before).returning(TableDraft.id)
    return len(session.scalars(gone).all())
