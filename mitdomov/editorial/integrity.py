"""Verifies that nothing the database relies on is lost or altered; what is becomes a finding."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Select, String, column, literal, select, table
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import InstrumentedAttribute, Session

from mitdomov.database.blobs import BlobDamagedError, BlobMissingError
from mitdomov.database.store import Store
from mitdomov.editorial.media.model import EvidenceFile, MediaItem, MediaVersion
from mitdomov.editorial.model import (
    Artefact,
    IssueFile,
    IssueRecord,
    IssueRevision,
    PublicationRecord,
    SnapshotRecord,
    SnapshotSource,
)
from mitdomov.editorial.past.model import PastIssue
from mitdomov.editorial.refreshed_model import RefreshedFile
from mitdomov.editorial.word_model import WordImport
from mitdomov.magazine.findings import Finding, Place, Severity
from mitdomov.magazine.folder.paths import PUBLICATION
from mitdomov.magazine.pictures import PictureError
from mitdomov.magazine.snapshot import thaw

_OF_SNAPSHOT: Final = SnapshotRecord.issue_id == IssueRecord.id
_SNAPSHOT: Final = "uzávěrka"
_PICTURE: Final = "obrázek"
_DIGEST: Final = "dopis"
_SNAPSHOTS: Final = select(IssueRecord.number, literal(""), SnapshotRecord.sha256).join_from(
    SnapshotRecord, IssueRecord, _OF_SNAPSHOT
)

_MATERIALS: Final = table(
    "material_file", column("name", String), column("version", String), column("sha256", String)
)
"""By name only: its package stands above this one."""


def _of_digests(
    path: ColumnElement[str] | InstrumentedAttribute[str], sha256: InstrumentedAttribute[str]
) -> Select[str, str, str]:
    """Of the snapshots of no issue."""
    return (
        select(SnapshotRecord.theme, path, sha256)
        .select_from(SnapshotRecord)
        .where(SnapshotRecord.issue_id.is_(None))
    )


_STATEMENTS: Final = (
    (
        select(IssueRecord.number, IssueFile.path, IssueFile.sha256)
        .join_from(IssueFile, IssueRevision)
        .join(IssueRecord)
        .distinct(),
        "číslo",
    ),
    (_SNAPSHOTS, _SNAPSHOT),
    (
        select(
            IssueRecord.number, literal(PUBLICATION), SnapshotRecord.publication_sha256
        ).join_from(SnapshotRecord, IssueRecord, _OF_SNAPSHOT),
        _SNAPSHOT,
    ),
    (
        select(IssueRecord.number, literal("obrázek"), SnapshotSource.sha256)
        .join_from(SnapshotSource, SnapshotRecord)
        .join(IssueRecord, _OF_SNAPSHOT),
        _SNAPSHOT,
    ),
    (
        select(IssueRecord.number, Artefact.path, Artefact.sha256)
        .join_from(Artefact, SnapshotRecord)
        .join(IssueRecord, _OF_SNAPSHOT),
        "výstup",
    ),
    (
        select(IssueRecord.number, RefreshedFile.path, RefreshedFile.sha256)
        .join_from(RefreshedFile, SnapshotRecord)
        .join(IssueRecord, _OF_SNAPSHOT),
        "výstup",
    ),
    (_of_digests(literal(""), SnapshotRecord.sha256), _DIGEST),
    (_of_digests(literal(PUBLICATION), SnapshotRecord.publication_sha256), _DIGEST),
    (
        _of_digests(Artefact.path, Artefact.sha256).join(
            Artefact, Artefact.snapshot_id == SnapshotRecord.id
        ),
        _DIGEST,
    ),
    (select(MediaItem.file, literal(""), MediaItem.sha256), _PICTURE),
    (select(MediaItem.file, literal(""), MediaItem.source_sha256), _PICTURE),
    (
        select(MediaItem.file, literal("dřív"), MediaVersion.sha256).join(
            MediaVersion, MediaVersion.media_id == MediaItem.id
        ),
        _PICTURE,
    ),
    (
        select(MediaItem.file, literal("dřív"), MediaVersion.source_sha256).join(
            MediaVersion, MediaVersion.media_id == MediaItem.id
        ),
        _PICTURE,
    ),
    (select(EvidenceFile.name, literal(""), EvidenceFile.sha256), "doklad"),
    (select(WordImport.name, literal(""), WordImport.sha256), "soubor Wordu"),
    (select(PastIssue.number, literal("PDF"), PastIssue.pdf_sha256), "starší číslo"),
    (select(PastIssue.number, literal("obálka"), PastIssue.cover_sha256), "starší číslo"),
    (
        select(_MATERIALS.c.name, _MATERIALS.c.version, _MATERIALS.c.sha256),
        "soubor ke stažení",
    ),
)
"""Each gives number or name, path and SHA-256 of blobs in use, and the Czech word for them."""


@dataclass(frozen=True, slots=True)
class _Use:
    """A blob that some row names; `place` says to a person what it is."""

    sha256: str
    place: str


def verify(store: Store) -> tuple[Finding, ...]:
    """Reads every blob that is in use; when all are whole, thaws every snapshot. May take long."""
    try:
        with store.reading() as session:
            findings = [*_damaged_database(session)]
            uses = [*_uses(session)]
            snapshots = [*_uses_of(session, _SNAPSHOTS, _SNAPSHOT)]
    except DatabaseError as error:
        return (_database_finding(str(error.orig)),)
    findings += [finding for use in uses for finding in _damaged_blob(store, use)]
    if not findings:
        findings += [finding for use in snapshots for finding in _unreadable_snapshot(store, use)]
    return tuple(findings)


def _damaged_database(session: Session) -> Iterator[Finding]:
    if session.get_bind().dialect.name != "sqlite":
        return
    for (answer,) in session.connection().exec_driver_sql("PRAGMA integrity_check"):
        if answer != "ok":
            yield _database_finding(answer)


def _database_finding(answer: str) -> Finding:
    sentence = f"Databázi nejde celou přečíst ({answer}); obnovte zálohu."
    return Finding(Severity.BLOCKING, "damaged-database", Place(), sentence)


def _uses(session: Session) -> Iterator[_Use]:
    for sha256 in session.scalars(select(PublicationRecord.sha256)):
        yield _Use(sha256, PUBLICATION)
    for statement, what in _STATEMENTS:
        yield from _uses_of(session, statement, what)


def _uses_of(session: Session, statement: Select[str, str, str], what: str) -> Iterator[_Use]:
    for number, path, sha256 in session.execute(statement):
        yield _Use(sha256, f"{what} {number} {path}".rstrip())


def _damaged_blob(store: Store, use: _Use) -> Iterator[Finding]:
    try:
        store.blobs.get(use.sha256)
    except BlobMissingError:
        sentence = "Soubor v úložišti chybí; načtěte číslo znovu, nebo obnovte zálohu."
        yield Finding(Severity.BLOCKING, "missing-blob", Place(use.place), sentence)
    except BlobDamagedError:
        sentence = "Soubor v úložišti se změnil; načtěte číslo znovu, nebo obnovte zálohu."
        yield Finding(Severity.BLOCKING, "altered-blob", Place(use.place), sentence)


def _unreadable_snapshot(store: Store, use: _Use) -> Iterator[Finding]:
    try:
        is_whole = thaw(store.blobs.get(use.sha256), store.blobs.get).sha256 == use.sha256
    except (ValueError, PictureError):
        is_whole = False
    if not is_whole:
        sentence = "Uzávěrku nejde přečíst zpátky; vydejte číslo znovu, nebo obnovte zálohu."
        yield Finding(Severity.BLOCKING, "unreadable-snapshot", Place(use.place), sentence)
