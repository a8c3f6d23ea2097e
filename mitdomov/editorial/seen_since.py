"""Published issues in; since when readers have seen each issue and each of its pages out.

A page counts as changed when its bytes are other than before, whatever else was published since.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from mitdomov.editorial.model import Artefact, IssueRecord, SnapshotRecord


@dataclass(frozen=True, slots=True)
class SeenPage:
    number: str
    """The issue's, N/RRRR."""
    path: str
    """As in the rendition, e.g. `web/clanky/prvni-klice/index.html`."""
    since: datetime


def seen_pages(session: Session) -> Sequence[SeenPage]:
    """The HTML pages of every current edition, newest issue first."""
    before, frozen = aliased(Artefact), aliased(SnapshotRecord)
    query = (
        select(IssueRecord.number, Artefact.path, func.min(frozen.frozen_at))
        .join(Artefact, Artefact.snapshot_id == IssueRecord.current_snapshot_id)
        .join(frozen, frozen.issue_id == IssueRecord.id)
        .join(before, (before.snapshot_id == frozen.id) & (before.path == Artefact.path))
        .where(Artefact.path.like("web/%index.html"), before.sha256 == Artefact.sha256)
        .group_by(IssueRecord.id, IssueRecord.number, IssueRecord.dated, Artefact.path)
        .order_by(IssueRecord.dated.desc(), IssueRecord.number, Artefact.path)
    )
    return [SeenPage(number, path, since) for number, path, since in session.execute(query)]


def first_seen(session: Session) -> dict[str, datetime]:
    """By an issue's number, when readers first could open it."""
    query = (
        select(IssueRecord.number, func.min(SnapshotRecord.frozen_at))
        .join(SnapshotRecord, SnapshotRecord.issue_id == IssueRecord.id)
        .group_by(IssueRecord.number)
    )
    return {row[0]: row[1] for row in session.execute(query)}
