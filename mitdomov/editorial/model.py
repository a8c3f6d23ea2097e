"""Issues as rows: the revisions of each, the snapshots frozen from them and the artefacts of those.

The bytes themselves lie in the blobs of the store, named by their SHA-256.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mitdomov.database.base import Base

_Sha256 = String(64)
_Path = String(500)


class IssueState(StrEnum):
    DRAFT = "draft"
    """Never published, or edited since; readers see the current snapshot, if there is one. The
    publication that all issues share is no part of it."""
    PUBLISHED = "published"


class PublicationRecord(Base):
    """The one `publication.toml` that all issues of the instance share."""

    __tablename__ = "publication"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    sha256: Mapped[str] = mapped_column(_Sha256)
    updated_at: Mapped[datetime]


class IssueRecord(Base):
    """An issue as its editors have it now."""

    __is_public__ = True
    __tablename__ = "issue"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """N/RRRR, e.g. `1/2026`."""
    theme: Mapped[str]
    dated: Mapped[date]
    state: Mapped[IssueState]
    imported_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    current_snapshot_id: Mapped[int | None] = mapped_column(
        ForeignKey("snapshot.id", use_alter=True)
    )
    """The snapshot that readers see."""
    published_at: Mapped[datetime | None]
    """When editors last published it; renewed contacts of help are no publication of theirs."""
    frame_sha256: Mapped[str] = mapped_column(_Sha256, default="", server_default="")
    """The blob of `issue.toml`: everything but the articles and pictures."""
    due_on: Mapped[date | None]
    """When the issue is to go out."""


class IssueRevision(Base):
    """An issue whole, as an import, an approval or a publication found it."""

    __tablename__ = "issue_revision"
    __table_args__ = (UniqueConstraint("issue_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    number: Mapped[int]
    """Counts from 1."""
    imported_at: Mapped[datetime]


class IssueFile(Base):
    """A file of a revision, byte for byte; `path` is relative to the issue's folder.

    `publication.toml` is among them as it was then; what holds now is `PublicationRecord`.
    """

    __tablename__ = "issue_file"
    __table_args__ = (UniqueConstraint("revision_id", "path"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("issue_revision.id"))
    path: Mapped[str] = mapped_column(_Path)
    sha256: Mapped[str] = mapped_column(_Sha256)


class SnapshotRecord(Base):
    """An issue, or a digest of news, frozen for one public address; neither it nor its artefacts
    ever change."""

    __tablename__ = "snapshot"
    __table_args__ = (UniqueConstraint("issue_id", "sha256", "public_url"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))
    """None for a digest of news."""
    sha256: Mapped[str] = mapped_column(_Sha256)
    """Names the snapshot, and the blob that holds its content."""
    public_url: Mapped[str] = mapped_column(String(500))
    """The address of the public web that the artefacts link to, without a trailing slash."""
    theme: Mapped[str]
    """Typeset, as in the artefacts; what a digest is called, e.g. `Novinky 22. 11. 2026`."""
    dated: Mapped[date]
    publication_sha256: Mapped[str] = mapped_column(_Sha256)
    """The blob of the `publication.toml` that the issue was frozen with."""
    frozen_at: Mapped[datetime]
    renderer: Mapped[str] = mapped_column(String(64), default="", server_default="")
    """What made its artefacts, as `render.fingerprint` names it; empty for an older program."""


class IssueShown(Base):
    """An act of publishing: since when readers see which snapshot of the issue, until the next."""

    __is_public__ = True
    __tablename__ = "issue_shown"

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    at: Mapped[datetime]
    only_help: Mapped[bool] = mapped_column(default=False)
    """Whether nothing but the contacts of help is other than before."""


class SnapshotSource(Base):
    """A picture as it came, from which `thaw` makes the snapshot's picture again."""

    __tablename__ = "snapshot_source"

    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(_Sha256, primary_key=True)


class Artefact(Base):
    """A file rendered from a snapshot; `path` as `render.issue.render` names it."""

    __tablename__ = "artefact"
    __table_args__ = (UniqueConstraint("snapshot_id", "path"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    path: Mapped[str] = mapped_column(_Path)
    sha256: Mapped[str] = mapped_column(_Sha256)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(100))
