"""Articles as rows: the text under edit; histories of texts, and who is at one now."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mitdomov.database.base import Base
from mitdomov.magazine.model import ArticleType


class Stage(StrEnum):
    """How far an article is; what can be published is for the checks and the approval to say."""

    WRITING = "writing"
    EDITING = "editing"
    PROOFING = "proofing"
    """With its author for authorisation."""
    READY = "ready"


class Origin(StrEnum):
    """How a version came about."""

    CREATED = "created"
    AUTOSAVED = "autosaved"
    SAVED = "saved"
    IMPORTED = "imported"
    """From an issue folder or a Word file."""
    RESTORED = "restored"
    MERGED = "merged"
    """Two people's texts, put together by one of them."""


class ArticleRecord(Base):
    """An article as its editors have it now, in an issue or in the pool."""

    __tablename__ = "article"
    __table_args__ = (
        UniqueConstraint("issue_id", "slug"),
        Index(None, "issue_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))
    """Nothing while it waits in the pool."""
    slug: Mapped[str] = mapped_column(String(80))
    """Never changes once readers have seen it: links hang on it."""
    position: Mapped[int] = mapped_column(default=0)
    """Orders the articles of an issue; the number before the slug in the folder."""
    source: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """Front matter and Markdown, as in the issue folder."""
    sha256: Mapped[str] = mapped_column(String(64))
    """Of `source`."""
    version: Mapped[int]
    """Grows with every save; a save names the version that it began from."""
    title: Mapped[str]
    type: Mapped[ArticleType]
    section: Mapped[str] = mapped_column(String(80))
    """These three are copies out of `source`, for lists."""
    stage: Mapped[Stage] = mapped_column(default=Stage.WRITING)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    """The author or translator who may write it besides the editors."""
    people: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """In the pool: the contributors that the article names, by slug, as the model's
    `Contributor` unstructured; in an issue the issue's own count."""
    due_on: Mapped[date | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    updated_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Nobody for an import on the terminal."""
    deleted_at: Mapped[datetime | None]
    """Thrown away, yet to be taken back; it stands in the pool then."""


class KeptText:
    """Columns of a history: what a text was; autosaves of one sitting by one person count as one
    version."""

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    """The text's version at its last save; numbers of joined autosaves are left out."""
    source: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    origin: Mapped[Origin]
    note: Mapped[str] = mapped_column(default="")
    """E.g. `z verze 12` or the name of the Word file."""
    begun_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class ArticleVersion(KeptText, Base):
    __tablename__ = "article_version"
    __table_args__ = (UniqueConstraint("article_id", "number"),)

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))


class Presence(Base):
    """Somebody has a text open; whoever was not seen for a while has gone."""

    __tablename__ = "presence"

    subject: Mapped[str] = mapped_column(String(32), primary_key=True)
    """As the audit log calls it, e.g. `article:12` or `news:3`."""
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    seen_at: Mapped[datetime]
