"""Keeps the files of an issue folder in the store, byte for byte, and gives them back."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.database.blobs import Blobs
from mitdomov.database.store import Store
from mitdomov.editorial.model import IssueRecord, IssueState, PublicationRecord
from mitdomov.editorial.past.queries import past_issue
from mitdomov.editorial.revisions import (
    Changes,
    add_revision,
    compare,
    files_of_revision,
    latest_revision,
)
from mitdomov.editorial.unpacking import keep_pictures, unpack
from mitdomov.editorial.working import files_of, keep_sources, names_of
from mitdomov.magazine.findings import Finding, FolderError, Place, Severity
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.paths import ISSUE, PUBLICATION
from mitdomov.magazine.folder.reading import read_issue
from mitdomov.magazine.model import Issue


class UnknownIssueError(LookupError):
    """No issue has this number; the message is a Czech sentence."""


@dataclass(frozen=True, slots=True)
class ImportedIssue:
    number: str
    revision: int
    """The one that holds now: a new one when anything changed."""
    changes: Changes
    """Against the revision before; everything is added to a new issue."""
    kept_publication: bool
    """Whether the folder's `publication.toml` differs from the instance's, which stays."""


def import_issue(
    store: Store, files: Mapping[str, bytes], at: datetime, *, adopt_publication: bool = False
) -> ImportedIssue:
    """Keeps `files` (as `folder.disk.read_files` gives them) as the issue's newest revision.

    A changed issue is a draft again; readers go on seeing its published snapshot. All issues
    share the first `publication.toml` that came, until another is adopted; published ones take it
    when they are published again. Raises `FolderError`.
    """
    adopts = adopt_publication and PUBLICATION in files
    shared = None if adopts else _shared_publication(store)
    used = files if shared is None else {**files, PUBLICATION: shared}
    issue = read_issue(used).issue
    names = {path: store.blobs.put(data) for path, data in used.items()}
    pictures = keep_pictures(store.blobs, used)
    with store.writing() as session:
        record = _find(session, issue.number)
        if record is None and past_issue(session, issue.number):
            raise FolderError([_past_number(issue.number)])
        before = names_of(session, store.blobs, record) if record else {}
        names[PUBLICATION] = _settle_publication(session, names[PUBLICATION], at, adopts=adopts)
        changes = compare(before, names)
        if changes:
            record = _keep_edited(session, store.blobs, record, before, at)
            record = _revise(session, record, issue, names, at)
            unpack(session, store.blobs, record, issue, used, pictures, at)
        return ImportedIssue(
            number=issue.number,
            revision=latest_revision(session, issue_named(session, issue.number)),
            changes=changes,
            kept_publication=_differs(files.get(PUBLICATION), names[PUBLICATION]),
        )


def export_files(store: Store, number: str, revision: int | None = None) -> dict[str, bytes]:
    """The files as they came: those that hold now, with the shared `publication.toml`, or those
    of an older revision. Raises `UnknownIssueError` and `UnknownRevisionError`.
    """
    with store.reading() as session:
        record = issue_named(session, number)
        if revision is None:
            return files_of(session, store.blobs, record)
        names = files_of_revision(session, record, revision)
    return {path: store.blobs.get(sha256) for path, sha256 in names.items()}


def load_folder(store: Store, number: str) -> IssueFolder:
    """The issue as its editors have it now; raises `UnknownIssueError`."""
    return read_issue(export_files(store, number))


def issue_named(session: Session, number: str) -> IssueRecord:
    """The issue with this number; raises `UnknownIssueError`."""
    record = _find(session, number)
    if record is None:
        known = session.scalars(select(IssueRecord.number).order_by(IssueRecord.dated)).all()
        has = f"známá čísla: {', '.join(known)}" if known else "zatím tu není žádné"
        raise UnknownIssueError(
            f"Číslo „{number}“ tu není ({has}). Načtěte je: mitdomov issue import SLOŽKA."
        )
    return record


def _past_number(number: str) -> Finding:
    """Its address on the web is that of a PDF, which links from elsewhere lead to."""
    return Finding(
        Severity.BLOCKING,
        "number-of-past-issue",
        Place(ISSUE, field="number"),
        f"Číslo {number} je mezi staršími jako PDF; dejte tomuto jiné číslo, nebo starší smažte.",
    )


def _find(session: Session, number: str) -> IssueRecord | None:
    return session.scalar(select(IssueRecord).where(IssueRecord.number == number))


def _shared_publication(store: Store) -> bytes | None:
    with store.reading() as session:
        sha256 = session.scalar(select(PublicationRecord.sha256))
    return store.blobs.get(sha256) if sha256 is not None else None


def _settle_publication(session: Session, sha256: str, at: datetime, *, adopts: bool) -> str:
    """The SHA-256 of the one that holds from now on; another import may have brought it
    meanwhile.
    """
    record = session.get(PublicationRecord, 1)
    if record is None:
        session.add(PublicationRecord(sha256=sha256, updated_at=at))
        return sha256
    if adopts and record.sha256 != sha256:
        record.sha256, record.updated_at = sha256, at
    return record.sha256


def _differs(data: bytes | None, sha256: str) -> bool:
    return data is not None and hashlib.sha256(data).hexdigest() != sha256


def _keep_edited(
    session: Session,
    blobs: Blobs,
    record: IssueRecord | None,
    names: Mapping[str, str],
    at: datetime,
) -> IssueRecord | None:
    """What the desk made since the last revision becomes one before an import replaces it."""
    if record is not None and names != _newest(session, record):
        keep_sources(session, blobs, record)
        add_revision(session, record, names, at)
    return record


def _newest(session: Session, record: IssueRecord) -> dict[str, str]:
    number = latest_revision(session, record)
    return files_of_revision(session, record, number) if number else {}


def _revise(
    session: Session,
    record: IssueRecord | None,
    issue: Issue,
    names: Mapping[str, str],
    at: datetime,
) -> IssueRecord:
    record = record or IssueRecord(number=issue.number, imported_at=at)
    record.theme, record.dated = issue.theme, issue.dated
    record.state, record.updated_at = IssueState.DRAFT, at
    session.add(record)
    session.flush()
    add_revision(session, record, names, at)
    return record
