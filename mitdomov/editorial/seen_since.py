"""Published issues in; since when readers have seen each of them and each of its pages, out.

What counts are the acts of publishing: an issue may return to a wording that it had before.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mitdomov.editorial.model import Artefact, IssueRecord, IssueShown, SnapshotRecord
from mitdomov.editorial.refreshed_model import RefreshedFile

_NEW_PAGES: Final = (
    select(IssueRecord.number, RefreshedFile.path, RefreshedFile.sha256, RefreshedFile.made_at)
    .join(IssueRecord, IssueRecord.current_snapshot_id == RefreshedFile.snapshot_id)
    .where(RefreshedFile.path.like("web/%index.html"))
)


@dataclass(frozen=True, slots=True)
class SeenPage:
    number: str
    """The issue's, N/RRRR."""
    path: str
    """As in the rendition, e.g. `web/clanky/prvni-klice/index.html`."""
    since: datetime
    """When its bytes last became other than before."""


def acts_of(session: Session, issue_id: int) -> Sequence[tuple[IssueShown, SnapshotRecord]]:
    """Every act of publishing the issue, with what it showed, the first one first."""
    query = (
        select(IssueShown, SnapshotRecord)
        .join(SnapshotRecord, SnapshotRecord.id == IssueShown.snapshot_id)
        .where(IssueShown.issue_id == issue_id)
        .order_by(IssueShown.id)
    )
    return [(act, snapshot) for act, snapshot in session.execute(query)]


def seen_pages(session: Session) -> Sequence[SeenPage]:
    """The HTML pages of every current edition, newest issue first.

    A page that a newer program renders otherwise is as old as what it says: by its bytes when it
    was published. One that was not there then is as old as itself.
    """
    pages = _pages(session)
    query = (
        select(IssueRecord.number, IssueShown.snapshot_id, IssueShown.at)
        .join(IssueShown, IssueShown.issue_id == IssueRecord.id)
        .order_by(IssueRecord.dated.desc(), IssueRecord.number, IssueShown.id)
    )
    shown: dict[str, dict[str, tuple[str, datetime]]] = {}
    for number, snapshot_id, at in session.execute(query):
        shown[number] = dict(_seen(shown.get(number, {}), pages[snapshot_id], at))
    for number, path, sha256, made_at in session.execute(_NEW_PAGES):
        shown[number].setdefault(path, (sha256, made_at))
    return [
        SeenPage(number, path, since)
        for number, seen in shown.items()
        for path, (_, since) in sorted(seen.items())
    ]


def first_seen(session: Session) -> dict[str, datetime]:
    """By an issue's number, when readers first could open it."""
    query = (
        select(IssueRecord.number, func.min(IssueShown.at))
        .join(IssueShown, IssueShown.issue_id == IssueRecord.id)
        .group_by(IssueRecord.number)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _pages(session: Session) -> Mapping[int, Mapping[str, str]]:
    """By snapshot, the SHA-256 of each page."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    query = select(Artefact.snapshot_id, Artefact.path, Artefact.sha256)
    for snapshot_id, path, sha256 in session.execute(
        query.where(Artefact.path.like("web/%index.html"))
    ):
        found[snapshot_id][path] = sha256
    return found


def _seen(
    before: Mapping[str, tuple[str, datetime]], pages: Mapping[str, str], at: datetime
) -> Iterator[tuple[str, tuple[str, datetime]]]:
    for path, sha256 in pages.items():
        known, since = before.get(path, ("", at))
        yield path, (sha256, since if known == sha256 else at)
