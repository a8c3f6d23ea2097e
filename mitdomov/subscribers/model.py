"""Readers and their lists as rows: subscribers, subscriptions, consents and suppressions."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mitdomov.database.base import Base


class SubscriptionState(StrEnum):
    PENDING = "pending"
    ACTIVE = "active"
    ENDED = "ended"


class EndedReason(StrEnum):
    """Why a subscription ended."""

    READER = "reader"
    """The reader unsubscribed."""
    EDITOR = "editor"
    """An editor ended it, e.g. on a request by telephone."""
    COMPLAINT = "complaint"
    """The reader's provider reported a letter as spam (RFC 5965)."""


class ConsentAction(StrEnum):
    GIVEN = "given"
    WITHDRAWN = "withdrawn"


class ConsentMethod(StrEnum):
    """The way on which a consent was given or withdrawn."""

    IMPORT = "import"
    ONE_CLICK = "one-click"
    """The button of the reader's mail program (RFC 8058)."""
    PAGE = "page"
    """The page behind the link in a letter."""
    DESK = "desk"
    """An editor, on the reader's behalf."""
    COMPLAINT = "complaint"


class SuppressionReason(StrEnum):
    """Why an address is never to be mailed."""

    REQUEST = "request"
    COMPLAINT = "complaint"
    HARD_BOUNCE = "hard-bounce"


class Subscriber(Base):
    """A person's address, written as they write it."""

    __tablename__ = "subscriber"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(320))
    address_key: Mapped[str] = mapped_column(String(320), unique=True)
    """The address as `addresses.normalise` folds it; equal for two spellings of one address."""
    address_hash: Mapped[str] = mapped_column(String(64), index=True)
    """Keyed hash of `address_key`, by which suppressions are found."""
    name: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime]


class Subscription(Base):
    """A reader's standing request for one list; ended with a reason, never deleted."""

    __tablename__ = "subscription"
    __table_args__ = (
        UniqueConstraint("subscriber_id", "list"),
        Index(None, "list", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscriber.id"))
    list: Mapped[str] = mapped_column(String(64))
    """Slug of the list, e.g. `magazin`."""
    state: Mapped[SubscriptionState]
    ended_reason: Mapped[EndedReason | None]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    subscriber: Mapped[Subscriber] = relationship()


class Consent(Base):
    """Proof of what was agreed or withdrawn, when and how (GDPR art. 7); only ever appended."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscriber.id"), index=True)
    list: Mapped[str] = mapped_column(String(64))
    action: Mapped[ConsentAction]
    wording: Mapped[str]
    """What the reader agreed to, word for word, or for an import where the consent came from.
    Empty for a withdrawal."""
    method: Mapped[ConsentMethod]
    actor: Mapped[str] = mapped_column(String(200))
    """Who did it: `reader`, or the editor's name."""
    at: Mapped[datetime]


class Suppression(Base):
    """An address never to be mailed, known only by its keyed hash."""

    __tablename__ = "suppression"

    address_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    reason: Mapped[SuppressionReason]
    at: Mapped[datetime]
