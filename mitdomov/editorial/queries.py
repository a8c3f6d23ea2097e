"""Answers what screens and commands ask: which issues, which artefacts, which lists there are."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final, TypeAlias

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mitdomov.database.blobs import Blobs
from mitdomov.editorial.model import (
    Artefact,
    IssueRecord,
    IssueShown,
    PublicationRecord,
    SnapshotRecord,
)
from mitdomov.editorial.refreshed_model import RefreshedFile
from mitdomov.magazine.folder.reading import read_publication
from mitdomov.magazine.model import MailingList, Publication

ServedFile: TypeAlias = Artefact | RefreshedFile
DEFAULT_LISTS: Final = (
    MailingList("novinky", "Novinky"),
    MailingList("magazin", "Magazín Mít domov"),
)
"""The lists of an instance whose publication names none."""
_IS_SHOWN: Final = IssueRecord.current_snapshot_id == SnapshotRecord.id


def issues(session: Session) -> Sequence[IssueRecord]:
    """Newest first."""
    newest_first = (IssueRecord.dated.desc(), IssueRecord.number.desc())
    return session.scalars(select(IssueRecord).order_by(*newest_first)).all()


def artefact(session: Session, number: str, path: str) -> ServedFile | None:
    """A file of what readers of the issue see now; its bytes are in the blobs."""
    shown = select(IssueRecord.current_snapshot_id).where(IssueRecord.number == number)
    return served(session, session.scalar(shown) or 0, path)


def served(session: Session, snapshot_id: int, path: str) -> ServedFile | None:
    """As readers of this snapshot get it, perhaps from a newer program than published it."""
    return session.scalar(
        select(RefreshedFile).where(
            RefreshedFile.snapshot_id == snapshot_id, RefreshedFile.path == path
        )
    ) or artefact_of(session, snapshot_id, path)


def artefact_once_shown(session: Session, number: str, path: str) -> ServedFile | None:
    """As `artefact`, of whichever edition of the issue had it last: a page that somebody kept may
    ask for what its successor does without."""
    editions = (
        select(IssueShown.snapshot_id)
        .join(IssueRecord, IssueRecord.id == IssueShown.issue_id)
        .where(IssueRecord.number == number)
        .order_by(IssueShown.id.desc())
    )
    found = (served(session, each, path) for each in session.scalars(editions).all())
    return next((each for each in found if each is not None), None)


def artefact_of(session: Session, snapshot_id: int, path: str) -> Artefact | None:
    """A file of one snapshot as it was published, whether readers still see that or not."""
    return session.scalar(
        select(Artefact).where(Artefact.snapshot_id == snapshot_id, Artefact.path == path)
    )


def published_issues(session: Session) -> Sequence[tuple[str, SnapshotRecord]]:
    """The number and what readers see of each issue that was published, newest first."""
    query = (
        select(IssueRecord.number, SnapshotRecord)
        .join(SnapshotRecord, _IS_SHOWN)
        .order_by(SnapshotRecord.dated.desc(), IssueRecord.number.desc())
    )
    return [(number, snapshot) for number, snapshot in session.execute(query)]


def last_published_at(session: Session) -> datetime | None:
    """When readers last began to see something else."""
    return session.scalar(select(func.max(IssueShown.at)))


def shown_publication(session: Session, blobs: Blobs) -> Publication | None:
    """What readers see: the publication of the issue that was published last; None before it.

    Raises as `publication` does.
    """
    sha256 = _shown_sha256(session)
    return publication_at(blobs, sha256) if sha256 is not None else None


def publication_in_use(session: Session, blobs: Blobs) -> tuple[Publication, str] | None:
    """What a letter of news carries, with the SHA-256 of its file: what readers see, or before the
    first issue what editors have. Raises as `publication` does."""
    sha256 = _shown_sha256(session) or session.scalar(select(PublicationRecord.sha256))
    return (publication_at(blobs, sha256), sha256) if sha256 is not None else None


def _shown_sha256(session: Session) -> str | None:
    return session.scalar(
        select(SnapshotRecord.publication_sha256)
        .join(IssueRecord, _IS_SHOWN)
        .order_by(IssueRecord.published_at.desc(), IssueRecord.id.desc())
        .limit(1)
    )


def shown_lists(session: Session, blobs: Blobs) -> tuple[MailingList, ...]:
    """What readers are offered."""
    return _lists(shown_publication(session, blobs))


def lists_of(session: Session, blobs: Blobs, snapshot_id: int) -> tuple[MailingList, ...]:
    """The lists by the publication with which the snapshot was frozen."""
    snapshot = session.get_one(SnapshotRecord, snapshot_id)
    return _lists(publication_at(blobs, snapshot.publication_sha256))


def publication(session: Session, blobs: Blobs) -> Publication | None:
    """What editors imported last, perhaps yet unpublished; None before the first import.

    Raises `BlobDamagedError` and `FolderError` when it cannot be read.
    """
    sha256 = session.scalar(select(PublicationRecord.sha256))
    return publication_at(blobs, sha256) if sha256 is not None else None


def known_lists(session: Session, blobs: Blobs) -> tuple[MailingList, ...]:
    """What editors can send to, by the publication that they imported last."""
    return _lists(publication(session, blobs))


def _lists(found: Publication | None) -> tuple[MailingList, ...]:
    return (found.lists if found else ()) or DEFAULT_LISTS


@lru_cache(maxsize=128)
def publication_at(blobs: Blobs, sha256: str) -> Publication:
    """Read once: bytes never change under a SHA-256. Raises as `publication` does."""
    return read_publication(blobs.get(sha256))
