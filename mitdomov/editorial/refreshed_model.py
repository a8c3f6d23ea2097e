"""What readers get of a published edition in place of, or beside, what it was published with.

`Artefact` stays the record of what was published. A newer program's rendition of the same snapshot
lies over it: dates of change are told from the record, files are served from here first.
"""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mitdomov.database.base import Base


class RefreshedEdition(Base):
    """A published snapshot that a newer program rendered again; its files may all be the same."""

    __tablename__ = "refreshed_edition"

    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"), primary_key=True)
    renderer: Mapped[str] = mapped_column(String(64))
    """As `render.fingerprint` names the program."""
    at: Mapped[datetime]


class RefreshedFile(Base):
    """A file that is other than what was published, or was not there; paths as of `Artefact`."""

    __is_public__ = True
    __tablename__ = "refreshed_file"
    __table_args__ = (UniqueConstraint("snapshot_id", "path"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    path: Mapped[str] = mapped_column(String(500))
    sha256: Mapped[str] = mapped_column(String(64))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(100))
    made_at: Mapped[datetime]
    """Since when readers get these bytes."""
