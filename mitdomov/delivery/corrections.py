"""An issue in, whether its readers are owed a note of what was mended since they got its letter."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.database.blobs import Blobs
from mitdomov.delivery.model import Dispatch, DispatchState
from mitdomov.editorial.frames import read_frame
from mitdomov.editorial.model import IssueRecord, SnapshotRecord
from mitdomov.magazine.canonical import from_json


def mailed_snapshot(session: Session, issue: IssueRecord) -> SnapshotRecord | None:
    """What the last letters of the issue were made from."""
    query = (
        select(SnapshotRecord)
        .join(Dispatch, Dispatch.snapshot_id == SnapshotRecord.id)
        .where(
            SnapshotRecord.issue_id == issue.id,
            Dispatch.state.not_in((DispatchState.SCHEDULED, DispatchState.CANCELLED)),
        )
    )
    return session.scalar(query.order_by(Dispatch.id.desc()).limit(1))


def owes_note(
    session: Session, blobs: Blobs, issue: IssueRecord, content_sha256: str | None
) -> bool:
    """Whether the content is another than what was mailed, and says nothing of it.

    The letter in readers' mailboxes stays as it was; web and PDF must say that they differ.
    """
    mailed = mailed_snapshot(session, issue)
    if mailed is None or mailed.sha256 == content_sha256:
        return False
    told = from_json(blobs.get(mailed.sha256)).issue.corrections
    return len(read_frame(blobs, issue).corrections) <= len(told)
