"""Published editions in; which of them an older program rendered, and the same rendered anew, out.

Nothing is published by it: neither the snapshot nor any act of publishing changes, no date, no
letter and no PDF. What readers had stays with the snapshot, whatever is served in its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from mitdomov.database.store import Store
from mitdomov.editorial.model import Artefact, IssueRecord, SnapshotRecord
from mitdomov.editorial.queries import artefact_of, served
from mitdomov.editorial.refreshed_model import RefreshedEdition, RefreshedFile
from mitdomov.magazine.snapshot import Snapshot, thaw
from mitdomov.render.again import Published, render_again
from mitdomov.render.fingerprint import fingerprint
from mitdomov.render.issue import EPUB, PDF, Progress, quiet
from mitdomov.render.media_types import media_type


class AgainRenderer(Protocol):
    def __call__(
        self,
        snapshot: Snapshot,
        published: Published,
        *,
        public_url: str,
        made_at: datetime,
        progress: Progress,
    ) -> Mapping[str, bytes]: ...


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A published issue whose readers get what another version of the program rendered."""

    issue_id: int
    number: str
    snapshot_id: int


def awaiting(session: Session) -> list[Awaiting]:
    """Newest first, since that is what most people read."""
    renderer = func.coalesce(RefreshedEdition.renderer, SnapshotRecord.renderer)
    query = (
        select(IssueRecord.id, IssueRecord.number, SnapshotRecord.id)
        .join(SnapshotRecord, SnapshotRecord.id == IssueRecord.current_snapshot_id)
        .outerjoin(RefreshedEdition, RefreshedEdition.snapshot_id == SnapshotRecord.id)
        .where(renderer != fingerprint())
        .order_by(SnapshotRecord.dated.desc(), IssueRecord.number.desc())
    )
    return [Awaiting(*row) for row in session.execute(query)]


def refresh(
    store: Store,
    snapshot_id: int,
    *,
    at: datetime,
    progress: Progress = quiet,
    renderer: AgainRenderer = render_again,
) -> bool:
    """Readers get the edition as this program renders it, in all its files or none.

    False, and nothing changes, when they see another by now or when there was nothing to do.
    Raises `BlobDamagedError`, `ValueError` for a snapshot that cannot be read, and what rendering
    raises. Call it outside of any transaction.
    """
    with store.reading() as session:
        record = session.get_one(SnapshotRecord, snapshot_id)
        if not _is_awaiting(session, snapshot_id):
            return False
        published = _published(store, session, record)
    snapshot = thaw(store.blobs.get(record.sha256), store.blobs.get)
    files = renderer(
        snapshot, published, public_url=record.public_url, made_at=at, progress=progress
    )
    made = {path: (store.blobs.put(data), len(data)) for path, data in files.items()}
    with store.writing() as session:
        if not _is_awaiting(session, snapshot_id):
            return False
        _lay_over(session, snapshot_id, made, at)
        session.merge(RefreshedEdition(snapshot_id=snapshot_id, renderer=fingerprint(), at=at))
    return True


def _is_awaiting(session: Session, snapshot_id: int) -> bool:
    return any(each.snapshot_id == snapshot_id for each in awaiting(session))


def _published(store: Store, session: Session, record: SnapshotRecord) -> Published:
    pdf = artefact_of(session, record.id, PDF)
    book = served(session, record.id, EPUB)
    if pdf is None:
        raise ValueError(f"snapshot {record.id} has no PDF")
    return Published(
        pdf=store.blobs.get(pdf.sha256),
        book=store.blobs.get(book.sha256) if book else b"",
        book_made_at=book.made_at if isinstance(book, RefreshedFile) else record.frozen_at,
    )


def _lay_over(
    session: Session, snapshot_id: int, made: Mapping[str, tuple[str, int]], at: datetime
) -> None:
    """Whatever is not made any more stays as it was: somebody may have its address."""
    query = select(Artefact.path, Artefact.sha256).where(Artefact.snapshot_id == snapshot_id)
    first = {path: sha256 for path, sha256 in session.execute(query)}  # noqa: C416 - rows are no pairs
    of_edition = select(RefreshedFile).where(RefreshedFile.snapshot_id == snapshot_id)
    before = {each.path: each for each in session.scalars(of_edition)}
    for path, (sha256, size_bytes) in made.items():
        held = before.get(path)
        if held is not None and held.sha256 == sha256:
            continue
        if held is not None:
            session.execute(delete(RefreshedFile).where(RefreshedFile.id == held.id))
        if first.get(path) != sha256:
            session.add(
                RefreshedFile(
                    snapshot_id=snapshot_id,
                    path=path,
                    sha256=sha256,
                    size_bytes=size_bytes,
                    media_type=media_type(path),
                    made_at=at,
                )
            )
