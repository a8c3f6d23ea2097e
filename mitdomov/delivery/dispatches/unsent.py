"""A moment in; the issues published since then that nobody has begun to send, out."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from mitdomov.delivery.model import Dispatch
from mitdomov.editorial.model import IssueRecord, SnapshotRecord


def unsent_since(session: Session, at: datetime) -> Sequence[IssueRecord]:
    """In whatever form; a dispatch that is still scheduled has not begun."""
    begun = (
        exists()
        .where(Dispatch.snapshot_id == SnapshotRecord.id)
        .where(SnapshotRecord.issue_id == IssueRecord.id, Dispatch.begun_at.is_not(None))
    )
    query = select(IssueRecord).where(IssueRecord.published_at >= at, ~begun)
    return session.scalars(query).all()
