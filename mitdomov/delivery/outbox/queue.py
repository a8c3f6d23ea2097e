"""Single letters on their way: written down in the transaction that wants them, sent by the worker.

No page waits for the relay, and a letter outlives a broker that forgets it. After a crash between
the relay's answer and its record a letter may leave twice; a letter of this kind may.
"""

import logging
import smtplib
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from mitdomov.clock import now
from mitdomov.database.base import Base
from mitdomov.database.store import Store
from mitdomov.delivery.bounces.return_path import single_return_path
from mitdomov.delivery.outbox.post import SingleLetter, send_single
from mitdomov.delivery.persistence import persist
from mitdomov.settings import Settings

_LEASE: Final = timedelta(minutes=5)
_PAUSES_MINUTES: Final = (1, 2, 5, 15, 30, 60)
_GIVEN_UP_AFTER: Final = timedelta(hours=24)
_PERMANENT_FROM: Final = 500
_GAVE_UP: Final = "Dopis se nepodařilo odeslat do 24 hodin."
_UNUSABLE: Final = "Na tuto adresu poslat nejde."
_REFUSED: Final = "Poštovní server dopis odmítl."

log = logging.getLogger(__name__)


class LetterState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    """The next server answered 250, or the letter lies in the built-in mailbox."""
    FAILED = "failed"
    RETURNED = "returned"
    """It was sent, and came back later (`bounces.single_letters`)."""


class SingleLetterRecord(Base):
    """A letter to one person; its words are forgotten once it is sent, because links in it open
    accounts and proofs."""

    __tablename__ = "single_letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    html: Mapped[str]
    state: Mapped[LetterState] = mapped_column(default=LetterState.WAITING, index=True)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    """Not tried before; while a worker holds the letter, the end of its lease."""
    attempts: Mapped[int] = mapped_column(default=0)
    settled_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(default="")
    """Why it failed or came back, a Czech sentence."""


def enqueue_letter(
    session: Session, address: str, subject: str, text: str, html: str, *, at: datetime
) -> int:
    """The letter's id; after the commit call `jobs.ring.ring_for_letter` with it."""
    letter = SingleLetterRecord(
        address=address, subject=subject, text=text, html=html, created_at=at, due_at=at
    )
    session.add(letter)
    session.flush()
    return letter.id


def letter_state(session: Session, letter_id: int) -> tuple[LetterState, str] | None:
    """What became of a letter and why it failed; nothing for one that is long forgotten."""
    found = session.get(SingleLetterRecord, letter_id)
    return (found.state, found.problem) if found else None


def due_letters(store: Store, at: datetime) -> list[int]:
    with store.reading() as session:
        is_due = (SingleLetterRecord.state == LetterState.WAITING) & (
            SingleLetterRecord.due_at <= at
        )
        return list(session.scalars(select(SingleLetterRecord.id).where(is_due)))


def forget_settled(session: Session, before: datetime) -> int:
    """How many letters were deleted that had been sent or given up before the moment."""
    is_old = (SingleLetterRecord.state != LetterState.WAITING) & (
        SingleLetterRecord.settled_at < before
    )
    gone = delete(SingleLetterRecord).where(is_old).returning(SingleLetterRecord.id)
    return len(session.scalars(gone).all())


def send_letter(store: Store, settings: Settings, letter_id: int) -> None:
    """Sends a letter that is due; whoever comes second finds nothing to do."""
    claimed = _claim(store, letter_id, now())
    if claimed is None:
        return
    letter = SingleLetter(claimed.address, claimed.subject, claimed.text, claimed.html)
    try:
        send_single(store, settings, letter, _return_path(settings, claimed))
    except ValueError:
        values = _failed(_UNUSABLE)
    except (smtplib.SMTPException, OSError) as error:
        log.warning("letter %s: not sent: %s", letter_id, type(error).__name__)
        values = _after(error, claimed)
    else:
        values = {"state": LetterState.SENT, "settled_at": now(), "text": "", "html": ""}
    persist(store, partial(_settle, letter_id=letter_id, values=values))


def _return_path(settings: Settings, letter: SingleLetterRecord) -> str:
    """Empty when letters return to the sender."""
    if not settings.bounce_address:
        return ""
    return single_return_path(
        settings.secret_key, settings.bounce_address, letter.id, letter.created_at
    )


def _settle(session: Session, letter_id: int, values: dict[str, object]) -> None:
    """A letter that came back before its answer was written down stays returned."""
    is_this = (SingleLetterRecord.id == letter_id) & (
        SingleLetterRecord.state == LetterState.WAITING
    )
    session.execute(update(SingleLetterRecord).where(is_this).values(values))


def _claim(store: Store, letter_id: int, at: datetime) -> SingleLetterRecord | None:
    with store.writing() as session:
        return session.scalar(
            update(SingleLetterRecord)
            .where(
                SingleLetterRecord.id == letter_id,
                SingleLetterRecord.state == LetterState.WAITING,
                SingleLetterRecord.due_at <= at,
            )
            .values(due_at=at + _LEASE, attempts=SingleLetterRecord.attempts + 1)
            .returning(SingleLetterRecord)
        )


def _after(error: Exception, letter: SingleLetterRecord) -> dict[str, object]:
    """Later again, unless the server's answer is final or a day has passed."""
    at = now()
    if any(code >= _PERMANENT_FROM for code in _codes(error)):
        return _failed(_REFUSED)
    if at - letter.created_at > _GIVEN_UP_AFTER:
        return _failed(_GAVE_UP)
    pause = _PAUSES_MINUTES[min(letter.attempts, len(_PAUSES_MINUTES)) - 1]
    return {"due_at": at + timedelta(minutes=pause)}


def _codes(error: Exception) -> list[int]:
    """Of the answers about this recipient or this letter; a failed sign-in to the relay is none,
    because a person will set it right."""
    match error:
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            return [int(code) for code, _ in refused.values()]
        case smtplib.SMTPDataError(smtp_code=code):
            return [code]
        case _:
            return []


def _failed(problem: str) -> dict[str, object]:
    values = {"state": LetterState.FAILED, "settled_at": now(), "problem": problem}
    return values | {"text": "", "html": ""}
