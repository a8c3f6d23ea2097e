"""What events, materials and webinars have in common as rows: address, text, state and revision."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column


class ListingState(StrEnum):
    DRAFT = "draft"
    """Readers do not see it: never published, or taken off the site."""
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    """Published, and says that it will not take place; events only."""


class Listed:
    """Columns of a thing that editors publish singly."""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    """Names its page; follows the title until it is published for the first time, then stays."""
    title: Mapped[str] = mapped_column(String(300))
    perex: Mapped[str] = mapped_column(default="")
    """One or two sentences for lists, machines and the search."""
    text: Mapped[str] = mapped_column(default="")
    """In the Markdown profile, without pictures."""
    state: Mapped[ListingState] = mapped_column(default=ListingState.DRAFT)
    revision: Mapped[int] = mapped_column(default=0)
    """Grows with each change; the SEQUENCE of an event (RFC 5545, 3.8.7.4)."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    """When readers saw it for the first time; kept when it is taken off the site."""

    @property
    def is_shown(self) -> bool:
        return self.state is not ListingState.DRAFT

    @property
    def was_published(self) -> bool:
        return self.published_at is not None
