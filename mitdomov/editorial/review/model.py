"""Proofs by authors and approvals of issues as rows."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from mitdomov.database.base import Base


class ProofLink(Base):
    """An outside author's way to one article, without an account."""

    __tablename__ = "proof_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the token in the link; the token itself is known to its author alone."""
    name: Mapped[str] = mapped_column(String(200))
    """Who is asked."""
    email: Mapped[str] = mapped_column(String(320), default="")
    message: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    token_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    """Who made the token in force, and so had the link before their eyes."""
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    """When a person first pressed a button there; opening the page proves nothing."""


class ProofText(Base):
    """What a link has shown its author, the newest last: saves of the editors change it no more.

    The page names the text by its hash, so that a yes is always to a text that is kept here.
    """

    __tablename__ = "proof_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    proof_id: Mapped[int] = mapped_column(ForeignKey("proof_link.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    """Of `source`."""
    source: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """The article's, as `ArticleRecord.source`."""
    version: Mapped[int]
    shown_at: Mapped[datetime]


class ProofComment(Base):
    """What somebody says of one block, by an invited author or an account."""

    __tablename__ = "proof_comment"
    __table_args__ = (Index(None, "article_id", "block_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    proof_id: Mapped[int | None] = mapped_column(ForeignKey("proof_link.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    block_id: Mapped[str] = mapped_column(String(80), default="")
    """Empty for the article as a whole."""
    quote: Mapped[str] = mapped_column(default="")
    """How the block began when the comment was made."""
    author: Mapped[str] = mapped_column(String(200))
    text: Mapped[str]
    at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class Verdict(StrEnum):
    APPROVED = "approved"
    CHANGES_WANTED = "changes-wanted"


class ProofVerdict(Base):
    """An author's word on the article as it was then; only ever appended."""

    __tablename__ = "proof_verdict"

    id: Mapped[int] = mapped_column(primary_key=True)
    proof_id: Mapped[int] = mapped_column(ForeignKey("proof_link.id"), index=True)
    verdict: Mapped[Verdict]
    note: Mapped[str] = mapped_column(default="")
    token_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    """Who had made the token through which it was given: they could have given it themselves."""
    article_sha256: Mapped[str] = mapped_column(String(64))
    """Of the article's source."""
    article_version: Mapped[int]
    article_source: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """Kept so that a later text can be compared with it."""
    at: Mapped[datetime]


class Approval(Base):
    """A publisher's yes to an issue, bound to the hash of its content: any edit voids it."""

    __tablename__ = "approval"
    __table_args__ = (Index(None, "issue_id", "snapshot_sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    snapshot_sha256: Mapped[str] = mapped_column(String(64))
    """As `freeze` gives it."""
    revision: Mapped[int]
    """The issue's revision that keeps the content approved."""
    note: Mapped[str] = mapped_column(default="")
    approved_at: Mapped[datetime]
    approved_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
