"""Answers what screens and commands ask: which issues, which artefacts, which lists there are."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.database.blobs import Blobs
from mitdomov.editorial.model import Artefact, IssueRecord, PublicationRecord
from mitdomov.magazine.folder.reading import read_publication
from mitdomov.magazine.model import MailingList, Publication

DEFAULT_LISTS: Final = (
    MailingList("novinky", "Novinky"),
    MailingList("magazin", "Magazín Mít domov"),
)
"""The lists of an instance whose publication names none."""


def issues(session: Session) -> Sequence[IssueRecord]:
    """Newest first."""
    newest_first = (IssueRecord.dated.desc(), IssueRecord.number.desc())
    return session.scalars(select(IssueRecord).order_by(*newest_first)).all()


def artefact(session: Session, number: str, path: str) -> Artefact | None:
    """A file of what readers of the issue see now; its bytes are in the blobs."""
    return session.scalar(
        select(Artefact)
        .join(IssueRecord, IssueRecord.current_snapshot_id == Artefact.snapshot_id)
        .where(IssueRecord.number == number, Artefact.path == path)
    )


def artefact_of(session: Session, snapshot_id: int, path: str) -> Artefact | None:
    """A file of one snapshot, whether readers still see that or not."""
    return session.scalar(
        select(Artefact).where(Artefact.snapshot_id == snapshot_id, Artefact.path == path)
    )


def publication(session: Session, blobs: Blobs) -> Publication | None:
    """What all issues of the instance share; None before the first import.

    Raises `BlobDamagedError` and `FolderError` when it cannot be read.
    """
    sha256 = session.scalar(select(PublicationRecord.sha256))
    return _read(blobs, sha256) if sha256 is not None else None


def known_lists(session: Session, blobs: Blobs) -> tuple[MailingList, ...]:
    """What readers may subscribe to, by the publication of the instance; raises as that does."""
    found = publication(session, blobs)
    return (found.lists if found else ()) or DEFAULT_LISTS


@lru_cache(maxsize=8)
def _read(blobs: Blobs, sha256: str) -> Publication:
    """Read once: bytes never change under a SHA-256."""
    return read_publication(blobs.get(sha256))
