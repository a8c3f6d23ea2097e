"""A webinar as a row: the recording on another site, and its transcript here."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mitdomov.bulletin.listings.model import Listed
from mitdomov.bulletin.materials.model import MaterialRecord
from mitdomov.database.base import Base


class WebinarRecord(Listed, Base):
    """`text` describes it."""

    __tablename__ = "webinar"
    __is_public__: ClassVar = True

    held_at: Mapped[datetime]
    speakers: Mapped[str] = mapped_column(default="")
    """One on a line, e.g. `Jana Horáčková, sociální pracovnice`."""
    recording_url: Mapped[str] = mapped_column(default="")
    """https, on another site; empty before there is a recording."""
    length_minutes: Mapped[int | None]
    transcript: Mapped[str] = mapped_column(default="")
    """In the Markdown profile, without pictures."""
    transcript_excuse: Mapped[str] = mapped_column(default="")
    """Why there is no transcript yet; readers see it."""
    slides_id: Mapped[int | None] = mapped_column(ForeignKey("material.id"))

    slides: Mapped[MaterialRecord | None] = relationship()

    @property
    def speaker_names(self) -> list[str]:
        return [line.strip() for line in self.speakers.splitlines() if line.strip()]
