"""Readers and their lists as rows: subscribers, subscriptions, consents and suppressions."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mitdomov.database.base import Base
from mitdomov.subscribers.folding import search_key


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
    REQUESTED = "requested"
    """Somebody asked for the list in the address's name; nothing is proven yet."""
    INVITED = "invited"
    """An editor wished to ask a reader of a table, who had asked for nothing here."""
    LETTER_SENT = "letter-sent"
    """The letter that asks the address's owner to confirm was handed over."""
    GIVEN = "given"
    WITHDRAWN = "withdrawn"


class ConsentMethod(StrEnum):
    """The way on which an act was done (its channel)."""

    IMPORT = "import"
    LETTER = "letter"
    """The button behind the link in a letter that asks for confirmation."""
    ONE_CLICK = "one-click"
    """The button of the reader's mail program (RFC 8058)."""
    PAGE = "page"
    """The page behind the link in a letter."""
    DESK = "desk"
    """An editor, on the reader's behalf."""
    COMPLAINT = "complaint"
    PROGRAM = "program"
    """Nobody's hand: the program did what an act before it asked for."""


class SuppressionReason(StrEnum):
    """Why an address is never to be mailed."""

    REQUEST = "request"
    COMPLAINT = "complaint"
    HARD_BOUNCE = "hard-bounce"


def _search_key(context: DefaultExecutionContext) -> str:
    given: dict[str, Any] = context.get_current_parameters()  # type: ignore[no-untyped-call]
    return search_key(given.get("name") or "", given["address"], given["address_key"])


class Subscriber(Base):
    """A person's address, written as they write it."""

    __tablename__ = "subscriber"
    __table_args__ = ({"sqlite_autoincrement": True},)  # no id is given to two persons

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(320))
    address_key: Mapped[str] = mapped_column(String(320), unique=True)
    """The address as `addresses.normalise` folds it; equal for two spellings of one address."""
    address_hash: Mapped[str] = mapped_column(String(64), index=True)
    """Keyed hash of `address_key`, by which suppressions are found."""
    name: Mapped[str] = mapped_column(String(200), default="")
    search_key: Mapped[str] = mapped_column(String(900), default=_search_key, server_default="")
    """Name and address as `folding` makes them; whoever changes one of them renews it."""
    created_at: Mapped[datetime]
    paused_at: Mapped[datetime | None]
    paused_until: Mapped[datetime | None]
    """Before this moment no letter of any list is sent; the reader has asked for quiet."""


class Subscription(Base):
    """A reader's standing request for one list; ended with a reason, never deleted."""

    __tablename__ = "subscription"
    __table_args__ = (
        UniqueConstraint("subscriber_id", "list"),
        Index(None, "list", "state"),
        {"sqlite_autoincrement": True},  # links in letters name an id for ever
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
    Of a withdrawal, how an editor was asked for it; empty when the reader withdrew it."""
    wording_version: Mapped[str] = mapped_column(String(64), default="", server_default="")
    """The first 12 hexadecimal digits of the wording's SHA-256; empty in records from before."""
    form: Mapped[str] = mapped_column(String(100), default="", server_default="")
    """Where the words were shown, e.g. `/odebirat/`, or `vlozeny: obec.example` of a form that
    stands in another site."""
    method: Mapped[ConsentMethod]
    actor: Mapped[str] = mapped_column(String(200))
    """Who did it: `reader`, `program`, or the editor's name."""
    at: Mapped[datetime]


class Suppression(Base):
    """An address never to be mailed, known only by its keyed hash."""

    __tablename__ = "suppression"

    address_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    reason: Mapped[SuppressionReason]
    at: Mapped[datetime]


class TableDraft(Base):
    """A table of readers that waits for a person's yes; deleted by it, by a no, or by the day."""

    __tablename__ = "reader_table"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str] = mapped_column(String(200))
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    encoding: Mapped[str] = mapped_column(String(32), default="")
    """As a person chose it; empty means that it is told from the bytes."""
    list: Mapped[str] = mapped_column(String(64))
    source: Mapped[str]
    """Where and when the readers agreed, word for word as it will stand in their consents."""
    is_proven: Mapped[bool]
    """Whether there is proof of the consents; without it nobody becomes active."""
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class ErasureRecord(Base):
    """That a person's data were erased (GDPR art. 17): neither address nor name.

    The keyed hash finds the record when the person comes back with their address; hash and proof
    are dropped when no claim can be raised any more.
    """

    __tablename__ = "erasure_record"

    id: Mapped[int] = mapped_column(primary_key=True)
    address_hash: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(200))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Nobody on the terminal."""
    reason: Mapped[str]
    """How the person asked for it."""
    is_suppressed: Mapped[bool]
    """Whether the address must not be mailed from then on."""
    deliveries: Mapped[int]
    """How many rows of the ledger were made anonymous."""
    proof: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    """The consents without what could name the person: list, action, method, moment, wording."""
