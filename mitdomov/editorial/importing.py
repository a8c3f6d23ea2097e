"""Keeps the files of an issue folder in the store, byte for byte, and gives them back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from mitdomov.database.store import Store
from mitdomov.editorial.model import IssueFile, IssueRecord, IssueState, PublicationRecord
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.paths import PUBLICATION
from mitdomov.magazine.folder.reading import read_issue
from mitdomov.magazine.model import Issue


class UnknownIssueError(LookupError):
    """No issue has this number; the message is a Czech sentence."""


@dataclass(frozen=True, slots=True)
class ImportedIssue:
    number: str
    is_changed: bool
    """Whether the issue is new or differs from what was kept."""
    kept_publication: bool
    """Whether the folder's `publication.toml` differs from the instance's, which stays."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A file of the folder whose bytes are in the blobs by now."""

    sha256: str
    size_bytes: int


def import_issue(
    store: Store, files: Mapping[str, bytes], at: datetime, *, adopt_publication: bool = False
) -> ImportedIssue:
    """Keeps `files` (as `folder.read_files` gives them) in place of what the issue was before.

    A changed issue is a draft again; readers go on seeing its published snapshot. All issues
    share the first `publication.toml` that came, until another is adopted. Raises `FolderError`.
    """
    shared = _shared_publication(store)
    adopts = adopt_publication and PUBLICATION in files
    borrowed = {} if shared is None or adopts else {PUBLICATION: shared}
    used = {**files, **borrowed}
    issue = read_issue(used).issue
    kept = {path: _Kept(store.blobs.put(data), len(data)) for path, data in used.items()}
    with store.writing() as session:
        publication = kept.pop(PUBLICATION)
        has_new_publication = not borrowed and _keep_publication(session, publication.sha256, at)
        has_new_files = _keep_issue(session, issue, kept, at)
    return ImportedIssue(
        number=issue.number,
        is_changed=has_new_publication or has_new_files,
        kept_publication=files.get(PUBLICATION, shared) != used[PUBLICATION],
    )


def export_files(store: Store, number: str) -> dict[str, bytes]:
    """The files as they came, with the shared `publication.toml`; raises `UnknownIssueError`."""
    with store.reading() as session:
        names = kept_files(session, issue_named(session, number))
    return {path: store.blobs.get(sha256) for path, sha256 in names.items()}


def load_folder(store: Store, number: str) -> IssueFolder:
    """The issue as its editors have it now; raises `UnknownIssueError`."""
    return read_issue(export_files(store, number))


def issue_named(session: Session, number: str) -> IssueRecord:
    """The issue with this number; raises `UnknownIssueError`."""
    record = session.scalar(select(IssueRecord).where(IssueRecord.number == number))
    if record is None:
        known = session.scalars(select(IssueRecord.number).order_by(IssueRecord.dated)).all()
        has = f"známá čísla: {', '.join(known)}" if known else "zatím tu není žádné"
        raise UnknownIssueError(
            f"Číslo „{number}“ tu není ({has}). Načtěte je: mitdomov issue import SLOŽKA."
        )
    return record


def kept_files(session: Session, record: IssueRecord) -> dict[str, str]:
    """The SHA-256 of everything the issue consists of, by path, `publication.toml` too."""
    publication = session.scalars(select(PublicationRecord.sha256)).one()
    return {PUBLICATION: publication, **_own_files(session, record)}


def _own_files(session: Session, record: IssueRecord) -> dict[str, str]:
    query = (
        select(IssueFile.path, IssueFile.sha256)
        .where(IssueFile.issue_id == record.id)
        .order_by(IssueFile.path)
    )
    return dict(session.execute(query).all())


def _shared_publication(store: Store) -> bytes | None:
    with store.reading() as session:
        sha256 = session.scalar(select(PublicationRecord.sha256))
    return store.blobs.get(sha256) if sha256 is not None else None


def _keep_publication(session: Session, sha256: str, at: datetime) -> bool:
    """Whether it is new; a new publication changes every issue."""
    record = session.get(PublicationRecord, 1)
    if record is None:
        session.add(PublicationRecord(sha256=sha256, updated_at=at))
        return True
    if record.sha256 == sha256:
        return False
    record.sha256, record.updated_at = sha256, at
    session.execute(update(IssueRecord).values(state=IssueState.DRAFT, updated_at=at))
    return True


def _keep_issue(session: Session, issue: Issue, kept: Mapping[str, _Kept], at: datetime) -> bool:
    """Whether it is new or differs."""
    record = session.scalar(select(IssueRecord).where(IssueRecord.number == issue.number))
    if record is None:
        record = IssueRecord(number=issue.number, imported_at=at)
        session.add(record)
    elif _own_files(session, record) == {path: file.sha256 for path, file in kept.items()}:
        return False
    record.theme, record.dated = issue.theme, issue.dated
    record.state, record.updated_at = IssueState.DRAFT, at
    session.flush()
    _replace_files(session, record, kept)
    return True


def _replace_files(session: Session, record: IssueRecord, kept: Mapping[str, _Kept]) -> None:
    session.execute(delete(IssueFile).where(IssueFile.issue_id == record.id))
    session.add_all(
        IssueFile(issue_id=record.id, path=path, sha256=file.sha256, size_bytes=file.size_bytes)
        for path, file in kept.items()
    )
