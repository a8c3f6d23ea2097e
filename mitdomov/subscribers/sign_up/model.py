"""Sign-ups that wait for their owner's word, and what bounds their letters, as rows."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from mitdomov.database.base import Base

FORM_CHARS: Final = 100


class SignUpState(StrEnum):
    WAITING = "waiting"
    """For the sweep, which decides about its letter."""
    ASKED = "asked"
    """The letter is in the outbox; its owner has not answered."""
    CONFIRMED = "confirmed"


class SignUpLane(StrEnum):
    """How soon the letter leaves."""

    AT_ONCE = "at-once"
    PUT_OFF = "put-off"
    """At the slow rate of `budgets`: sent under attack without the solution of a puzzle."""
    DESK = "desk"
    """An editor asks readers of a table to confirm; at a rate of its own."""


class SignUp(Base):
    """Somebody typed an address into a form; until it is confirmed this is all that is kept."""

    __tablename__ = "sign_up"
    __table_args__ = (Index(None, "state", "lane", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    nonce: Mapped[str] = mapped_column(String(22))
    """Random, in the letter's link, so that an id that is used again opens nothing."""
    address: Mapped[str] = mapped_column(String(320))
    """Empty once confirmed, since the subscriber has it."""
    address_key: Mapped[str] = mapped_column(String(320))
    address_hash: Mapped[str] = mapped_column(String(64), index=True)
    mailbox: Mapped[str] = mapped_column(String(22), index=True)
    """As `mailboxes.mailbox_of` names it: the same for all spellings of one mailbox."""
    lists: Mapped[dict[str, str]] = mapped_column(JSON)
    """By slug, each list's title and description as they were shown."""
    wording: Mapped[str]
    """What stood beside the button, word for word."""
    form: Mapped[str] = mapped_column(String(FORM_CHARS))
    """As in `Consent.form`."""
    actor: Mapped[str] = mapped_column(String(200))
    """`reader`, or the editor who asks a reader of a table to confirm."""
    network: Mapped[str] = mapped_column(String(64), default="")
    """The network address that the form came from; forgotten after 30 days."""
    requested_at: Mapped[datetime]
    lane: Mapped[SignUpLane]
    state: Mapped[SignUpState] = mapped_column(default=SignUpState.WAITING)
    not_before: Mapped[datetime | None]
    """When a letter may leave: its owner confirmed another one within the day."""
    letter_at: Mapped[datetime | None]
    """When the letter was put in the outbox."""
    letter_id: Mapped[int | None]
    """Its row there, which is forgotten in its own time."""
    confirmed_at: Mapped[datetime | None]
    subscriber_id: Mapped[int | None] = mapped_column(
        ForeignKey("subscriber.id", ondelete="CASCADE"), index=True
    )


class SignUpMailbox(Base):
    """How many letters a mailbox had; no address, only a keyed hash of it."""

    __tablename__ = "sign_up_mailbox"

    mailbox: Mapped[str] = mapped_column(String(22), primary_key=True)
    dotless: Mapped[str] = mapped_column(String(22), index=True, default="")
    """The same for all that differ by dots only: they share the day's letter, nothing else."""
    unconfirmed: Mapped[int] = mapped_column(default=0)
    """Letters since its owner last confirmed one."""
    last_letter_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
    """When its owner said that the sign-up was none of theirs; no letter asks them again."""


class SignUpCount(Base):
    """How often something happened in a span of ten minutes; forgotten after a day."""

    __tablename__ = "sign_up_count"

    subject: Mapped[str] = mapped_column(String(80), primary_key=True)
    """What is counted: a keyed hash of a network, all sign-ups, their letters, a used solution."""
    span: Mapped[int] = mapped_column(primary_key=True, index=True)
    """Ten minutes since 1970."""
    count: Mapped[int]


class SignUpOnslaught(Base):
    """A time during which the form set everybody a puzzle."""

    __tablename__ = "sign_up_onslaught"

    id: Mapped[int] = mapped_column(primary_key=True)
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    """To the minute: when a sign-up last met it."""
    told_at: Mapped[datetime | None]
    """When a letter about it was written to whoever the settings name."""
