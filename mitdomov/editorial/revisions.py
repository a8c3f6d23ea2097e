"""The files of an issue by import: a changed folder becomes a new revision, older ones stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mitdomov.editorial.model import IssueFile, IssueRecord, IssueRevision


class UnknownRevisionError(LookupError):
    """The issue has no such revision; the message is a Czech sentence."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Paths in the folder, each group in order."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def compare(before: Mapping[str, str], after: Mapping[str, str]) -> Changes:
    """Each maps paths to the SHA-256 of files."""
    both = before.keys() & after.keys()
    return Changes(
        added=tuple(sorted(after.keys() - both)),
        changed=tuple(sorted(path for path in both if before[path] != after[path])),
        removed=tuple(sorted(before.keys() - both)),
    )


def latest_revision(session: Session, record: IssueRecord) -> int:
    """Its number; 0 when there is none yet."""
    query = select(func.max(IssueRevision.number)).where(IssueRevision.issue_id == record.id)
    return session.scalar(query) or 0


def files_of_revision(session: Session, record: IssueRecord, number: int) -> dict[str, str]:
    """The SHA-256 of each file by path; raises `UnknownRevisionError`."""
    query = (
        select(IssueFile.path, IssueFile.sha256)
        .join(IssueRevision)
        .where(IssueRevision.issue_id == record.id, IssueRevision.number == number)
        .order_by(IssueFile.path)
    )
    files = dict(session.execute(query).all())
    if not files:
        last = latest_revision(session, record)
        raise UnknownRevisionError(
            f"Číslo {record.number} nemá podobu {number}; zvolte jednu z podob 1 až {last}."
        )
    return files


def add_revision(
    session: Session, record: IssueRecord, files: Mapping[str, str], at: datetime
) -> int:
    """Returns its number."""
    number = latest_revision(session, record) + 1
    revision = IssueRevision(issue_id=record.id, number=number, imported_at=at)
    session.add(revision)
    session.flush()
    session.add_all(
        IssueFile(revision_id=revision.id, path=path, sha256=sha256)
        for path, sha256 in files.items()
    )
    return number
