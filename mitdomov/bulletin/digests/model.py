"""Digests as rows: which news a letter gathers, and the snapshots that were frozen from it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from mitdomov.accounts.model import Account
from mitdomov.bulletin.news.model import NewsItem
from mitdomov.database.base import Base
from mitdomov.editorial.model import SnapshotRecord


class DigestRecord(Base):
    """A letter of news being assembled; from its first order to send on it stays as it is."""

    __tablename__ = "digest"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(150))
    word: Mapped[str] = mapped_column(default="")
    """A few sentences of the editors that open the letter, plain."""
    with_events: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    saved_by: Mapped[int | None] = mapped_column(ForeignKey(Account.id))


class DigestChoice(Base):
    """A piece of news that a digest gathers."""

    __tablename__ = "digest_item"

    digest_id: Mapped[int] = mapped_column(
        ForeignKey(DigestRecord.id, ondelete="CASCADE"), primary_key=True
    )
    news_id: Mapped[int] = mapped_column(ForeignKey(NewsItem.id), primary_key=True, index=True)
    position: Mapped[int]


class DigestLetter(Base):
    """A snapshot that was frozen from a digest; changed content makes another one."""

    __tablename__ = "digest_letter"

    snapshot_id: Mapped[int] = mapped_column(ForeignKey(SnapshotRecord.id), primary_key=True)
    digest_id: Mapped[int] = mapped_column(ForeignKey(DigestRecord.id), index=True)
