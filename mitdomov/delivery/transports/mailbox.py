"""Keeps letters in the built-in mailbox for viewing, as a transport that sends nothing."""

import zlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.parser import BytesHeaderParser
from typing import Final

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, Session, defer, mapped_column

from mitdomov.clock import Clock, now
from mitdomov.database.base import Base
from mitdomov.database.store import Store
from mitdomov.delivery.transports.transport import Accepted, Unreachable

_HEADERS: Final = BytesHeaderParser(policy=policy.default)


class MailboxLetter(Base):
    __tablename__ = "mailbox_letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(index=True)
    sender: Mapped[str]
    subject: Mapped[str]
    message_id: Mapped[str] = mapped_column(index=True)
    received_at: Mapped[datetime]
    packed: Mapped[bytes]
    """The whole letter as sent, compressed by zlib."""


@dataclass(frozen=True, slots=True)
class MailboxTransport:
    store: Store
    clock: Clock = now

    @contextmanager
    def open(self) -> Iterator["MailboxConnection"]:
        yield MailboxConnection(self.store, self.clock)


@dataclass(frozen=True, slots=True)
class MailboxConnection:
    store: Store
    clock: Clock
    is_open: bool = True

    def send(
        self, recipient: str, message: bytes, _return_path: str = ""
    ) -> Accepted | Unreachable:
        headers = _HEADERS.parsebytes(message)
        letter = MailboxLetter(
            recipient=recipient,
            sender=headers["From"],
            subject=headers["Subject"],
            message_id=headers["Message-ID"],
            received_at=self.clock(),
            packed=zlib.compress(message),
        )
        try:
            with self.store.writing() as session:
                session.add(letter)
        except OperationalError:
            return Unreachable("Do vestavěné schránky teď nejde zapsat, databáze je zaneprázdněná.")
        return Accepted(250, "Uloženo ve vestavěné schránce.")


def raw_letter(letter: MailboxLetter) -> bytes:
    """The letter as sent: RFC 5322 with CRLF line ends."""
    return zlib.decompress(letter.packed)


def count_letters(session: Session, words: str = "") -> int:
    return session.scalars(select(func.count()).where(_matches(words))).one()


def find_letters(
    session: Session, words: str = "", *, offset: int = 0, limit: int = 50
) -> Sequence[MailboxLetter]:
    """The newest first, without their bytes; `words` are sought in recipient and subject."""
    query = select(MailboxLetter).where(_matches(words)).order_by(MailboxLetter.id.desc())
    return session.scalars(
        query.offset(offset).limit(limit).options(defer(MailboxLetter.packed))
    ).all()


def letters_by_message_id(
    session: Session, message_ids: Collection[str]
) -> dict[str, MailboxLetter]:
    query = select(MailboxLetter).where(MailboxLetter.message_id.in_(message_ids))
    letters = session.scalars(query.options(defer(MailboxLetter.packed)))
    return {letter.message_id: letter for letter in letters}


def _matches(words: str) -> ColumnElement[bool]:
    return or_(
        MailboxLetter.recipient.icontains(words, autoescape=True),
        MailboxLetter.subject.icontains(words, autoescape=True),
    )


def forget_kept_letters(session: Session, before: datetime) -> int:
    """How many letters were deleted that had come before the moment."""
    is_old = MailboxLetter.received_at < before
    gone = delete(MailboxLetter).where(is_old).returning(MailboxLetter.id)
    return len(session.scalars(gone).all())
