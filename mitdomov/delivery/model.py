"""The ledger as rows: a dispatch mails one snapshot, a delivery is one reader's letter of it.

Every change of state is one conditional UPDATE whose row count decides who made it.
"""

from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from mitdomov.database.base import Base


class DispatchState(StrEnum):
    SCHEDULED = "scheduled"
    """Waits for its moment; its audience is not yet frozen."""
    SENDING = "sending"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    FINISHED = "finished"


class DeliveryState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    ACCEPTED = "accepted"
    """The next server answered 250; more nobody can see from here."""
    REFUSED = "refused"
    SKIPPED = "skipped"
    UNCERTAIN = "uncertain"
    """The letter may have left, or may not: its worker or its connection ended before an answer."""


OPEN_STATES: Final = (DeliveryState.QUEUED, DeliveryState.SENDING)
"""While a delivery is in one of these, its dispatch is not finished."""


class Dispatch(Base):
    __tablename__ = "dispatch"
    __table_args__ = (Index(None, "state", "scheduled_for"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    list: Mapped[str]
    state: Mapped[DispatchState] = mapped_column(default=DispatchState.SENDING)
    pause_reason: Mapped[str] = mapped_column(default="")
    """A Czech sentence; empty unless paused."""
    outage: Mapped[str] = mapped_column(default="")
    """Why the relay cannot be reached at present, a Czech sentence; empty when all is well."""
    outage_since: Mapped[datetime | None]
    retry_at: Mapped[datetime | None]
    """During an outage nothing is claimed before this moment."""
    again: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether it mails those as well who have the same letter from another dispatch."""
    scheduled_for: Mapped[datetime | None]
    """When it is to begin; None when it was ordered to begin at once."""
    expected: Mapped[int | None]
    """How many letters the person who scheduled it was told."""
    audience: Mapped[int]
    """How many readers were counted when the audience was frozen; it never changes after that."""
    created_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]
    """When the audience was frozen; nothing was sent before."""
    finished_at: Mapped[datetime | None]
    notified_of: Mapped[DispatchState | None]
    """The state about which the editors were last written a notice."""
    returns_told_at: Mapped[datetime | None]
    """When the editors were written that too many of its letters came back."""
    idempotency_key: Mapped[str | None] = mapped_column(unique=True)


class Delivery(Base):
    """A row is claimed while `claimed_by` is set: by whom (host/pid/start of process), until when.

    Erasing a subscriber keeps the row, so that the equation still holds.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("dispatch_id", "subscriber_id"),
        Index("ix_delivery_dispatch_state", "dispatch_id", "state", "next_attempt_at"),
        Index(
            "ix_delivery_claimed",
            "lease_until",
            sqlite_where=text("claimed_by IS NOT NULL"),
            postgresql_where=text("claimed_by IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dispatch_id: Mapped[int] = mapped_column(ForeignKey("dispatch.id"))
    subscriber_id: Mapped[int | None] = mapped_column(
        ForeignKey("subscriber.id", ondelete="SET NULL"), index=True
    )
    subscription_id: Mapped[int | None] = mapped_column(
        ForeignKey("subscription.id", ondelete="SET NULL")
    )
    address: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    state: Mapped[DeliveryState] = mapped_column(default=DeliveryState.QUEUED)
    attempt: Mapped[int] = mapped_column(default=0)
    """Conversations with the relay about this recipient; an unreachable relay costs none."""
    claimed_by: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    deferred_since: Mapped[datetime | None]
    """The first temporary refusal."""
    next_attempt_at: Mapped[datetime | None]
    message_id: Mapped[str] = mapped_column(default="")
    is_resent: Mapped[bool] = mapped_column(default=False)
    """Whether the letter went out again after doubt, with the same Message-ID."""
    code: Mapped[int | None]
    """The relay's SMTP reply code (RFC 5321 section 4.2)."""
    answer: Mapped[str] = mapped_column(default="")
    """The relay's own words."""
    reason: Mapped[str] = mapped_column(default="")
    """Why the letter was skipped, refused or is in doubt, in Czech."""
    updated_at: Mapped[datetime]
