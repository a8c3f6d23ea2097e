"""News as rows: items published one by one, each with the history of its text."""

from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mitdomov.accounts.model import Account
from mitdomov.database.base import Base
from mitdomov.editorial.article_model import KeptText

PEREX_CHARS: Final = 300
TITLE_CHARS: Final = 160


class NewsState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    """Was published once; its address says that it no longer is."""


class NewsItem(Base):
    """A piece of news as readers see it; until it is first published, as it was last saved.

    What editors have now is the newest `NewsVersion`.
    """

    __tablename__ = "news_item"
    __table_args__ = (Index(None, "state", "published_at"),)

    @property
    def __is_public__(self) -> bool:
        """Pages kept for readers live on while a draft is written."""
        return self.state is not NewsState.DRAFT

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    """Follows the title of a draft; from the first publication on it never changes."""
    title: Mapped[str] = mapped_column(String(TITLE_CHARS))
    perex: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    """In the Markdown profile of `document.markdown.reader`, as it was written."""
    region: Mapped[str] = mapped_column(String(32))
    """A slug of `bulletin.news_regions`."""
    author: Mapped[str] = mapped_column(String(200), default="")
    source_name: Mapped[str] = mapped_column(String(200), default="")
    source_url: Mapped[str] = mapped_column(String(500), default="")
    picture: Mapped[str] = mapped_column(String(100), default="")
    """The name of a picture in the media library."""
    picture_alt: Mapped[str] = mapped_column(String(500), default="")
    picture_credit: Mapped[str] = mapped_column(String(200), default="")
    as_of: Mapped[date | None]
    """The day on which statements about law hold."""
    is_sample: Mapped[bool] = mapped_column(default=False)
    state: Mapped[NewsState] = mapped_column(default=NewsState.DRAFT)
    published_at: Mapped[datetime | None]
    """When it was first published; a return after withdrawal keeps it."""
    updated_at: Mapped[datetime | None]
    """When readers were last told of a change, by `note`."""
    note: Mapped[str] = mapped_column(String(300), default="")
    withdrawn_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    """When this row last changed, which editors' work on a published text does not do."""
    saved_by: Mapped[int | None] = mapped_column(ForeignKey(Account.id))


class NewsVersion(KeptText, Base):
    """`source` is the text as JSON, its body in Markdown."""

    __tablename__ = "news_version"
    __table_args__ = (UniqueConstraint("news_id", "number"),)

    news_id: Mapped[int] = mapped_column(ForeignKey(NewsItem.id))
