"""Past issues as rows: the PDF as it came, its cover, its contents and the text of each page."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Final

from sqlalchemy import JSON, BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mitdomov.database.base import Base

_Sha256: Final = String(64)


class PastState(StrEnum):
    HIDDEN = "hidden"
    """Only editors see it."""
    PUBLISHED = "published"


class PastIssue(Base):
    """An issue that exists as PDF only; its number is no edited issue's, so addresses are one's."""

    __tablename__ = "past_issue"
    __is_public__: ClassVar = True

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """N/RRRR, e.g. `2/2023`."""
    theme: Mapped[str]
    dated: Mapped[date]
    description: Mapped[str] = mapped_column(default="")
    credit: Mapped[str] = mapped_column(default="")
    """Whose it is and under which licence, as readers are told."""
    state: Mapped[PastState] = mapped_column(default=PastState.HIDDEN)
    pdf_sha256: Mapped[str] = mapped_column(_Sha256)
    pdf_bytes: Mapped[int] = mapped_column(BigInteger)
    pages: Mapped[int]
    mute_pages: Mapped[int] = mapped_column(default=0)
    """Pages without a text layer, such as scans; the search cannot find them."""
    is_tagged: Mapped[bool] = mapped_column(default=False)
    """Whether the PDF says of itself that it is tagged (ISO 32000-1, 14.7.1)."""
    cover_sha256: Mapped[str] = mapped_column(_Sha256)
    """The first page as JPEG."""
    cover_width_px: Mapped[int]
    cover_height_px: Mapped[int]
    outline: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """The PDF's bookmarks: `level` from 0, `title`, `page` from 1."""
    notes: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    """What became of the file since: `on` as ISO date, `sentence`, oldest first."""
    version: Mapped[int] = mapped_column(default=1)
    """Counts changes, so that nobody overwrites another's unseen."""
    imported_at: Mapped[datetime]
    imported_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    updated_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    """When readers first saw it."""


class PastPage(Base):
    """The plain text of one page, paragraphs parted by line ends."""

    __tablename__ = "past_page"
    __table_args__ = (UniqueConstraint("past_issue_id", "number"),)
    __is_public__: ClassVar = True

    id: Mapped[int] = mapped_column(primary_key=True)
    past_issue_id: Mapped[int] = mapped_column(ForeignKey("past_issue.id"))
    number: Mapped[int]
    """In the file, from 1: what `#page=` takes."""
    label: Mapped[str] = mapped_column(String(40), default="")
    """What is printed on it, when the PDF says so and it differs from `number`."""
    text: Mapped[str]
