"""A snapshot of an issue in; its rendition kept with it and shown to readers, act by act, out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.database.store import Store
from mitdomov.editorial.model import (
    Artefact,
    IssueRecord,
    IssueShown,
    SnapshotRecord,
    SnapshotSource,
)
from mitdomov.magazine.snapshot import Snapshot, canonical
from mitdomov.render.fingerprint import fingerprint
from mitdomov.render.issue import Progress
from mitdomov.render.media_types import media_type


class Renderer(Protocol):
    def __call__(
        self, snapshot: Snapshot, *, public_url: str, progress: Progress, made_at: datetime
    ) -> Mapping[str, bytes]: ...


def rendered(
    store: Store,
    issue: IssueRecord,
    snapshot: Snapshot,
    *,
    public_url: str,
    progress: Progress,
    renderer: Renderer,
    at: datetime,
) -> list[Artefact]:
    """Nothing when there is a rendition of the same content for the same address already.

    `at` is when it is published. Call it outside of any transaction.
    """
    store.blobs.put(canonical(snapshot))
    with store.reading() as session:
        if _find(session, issue, snapshot, public_url) is not None:
            return []
    files = renderer(snapshot, public_url=public_url, progress=progress, made_at=at)
    return [_keep(store, path, data) for path, data in files.items()]


def kept(
    session: Session,
    issue: IssueRecord,
    snapshot: Snapshot,
    artefacts: Sequence[Artefact],
    *,
    public_url: str,
    publication_sha256: str,
    at: datetime,
) -> SnapshotRecord:
    """The row of the snapshot, made with its `artefacts` unless it is there."""
    record = _find(session, issue, snapshot, public_url)
    if record is not None:
        return record
    record = SnapshotRecord(
        issue_id=issue.id,
        sha256=snapshot.sha256,
        public_url=public_url,
        theme=snapshot.issue.theme,
        dated=snapshot.issue.dated,
        publication_sha256=publication_sha256,
        frozen_at=at,
        renderer=fingerprint(),
    )
    session.add(record)
    session.flush()
    for sha256 in {picture.source_sha256 for picture in snapshot.pictures.values()}:
        session.add(SnapshotSource(snapshot_id=record.id, sha256=sha256))
    for artefact in artefacts:
        artefact.snapshot_id = record.id
        session.add(artefact)
    return record


def show(
    session: Session,
    issue: IssueRecord,
    record: SnapshotRecord,
    at: datetime,
    *,
    only_help: bool = False,
) -> None:
    """Readers see it from now on; it counts as an act when they saw another before."""
    if issue.current_snapshot_id == record.id:
        return
    issue.current_snapshot_id = record.id
    session.add(IssueShown(issue_id=issue.id, snapshot_id=record.id, at=at, only_help=only_help))


def _find(
    session: Session, issue: IssueRecord, snapshot: Snapshot, public_url: str
) -> SnapshotRecord | None:
    return session.scalar(
        select(SnapshotRecord).where(
            SnapshotRecord.issue_id == issue.id,
            SnapshotRecord.sha256 == snapshot.sha256,
            SnapshotRecord.public_url == public_url,
        )
    )


def _keep(store: Store, path: str, data: bytes) -> Artefact:
    return Artefact(
        path=path,
        sha256=store.blobs.put(data),
        size_bytes=len(data),
        media_type=media_type(path),
    )
