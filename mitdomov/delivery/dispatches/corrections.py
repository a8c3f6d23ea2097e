"""An issue in, whether its readers are owed a note of what was mended since they got its letter."""

from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from mitdomov.database.blobs import Blobs
from mitdomov.delivery.model import Delivery, DeliveryState, Dispatch, DispatchState
from mitdomov.editorial.frames import read_frame
from mitdomov.editorial.model import IssueRecord, SnapshotRecord
from mitdomov.magazine.canonical import from_json

_HAS_LEFT: Final = exists().where(
    Delivery.dispatch_id == Dispatch.id,
    Delivery.state.in_((DeliveryState.ACCEPTED, DeliveryState.UNCERTAIN)),
)


def mailed_snapshot(session: Session, issue: IssueRecord) -> SnapshotRecord | None:
    """What the last letters of the issue were made from; a dispatch that was cancelled on its way
    counts when any of them had left."""
    query = (
        select(SnapshotRecord)
        .join(Dispatch, Dispatch.snapshot_id == SnapshotRecord.id)
        .where(
            SnapshotRecord.issue_id == issue.id,
            Dispatch.begun_at.is_not(None),
            (Dispatch.state != DispatchState.CANCELLED) | _HAS_LEFT,
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
