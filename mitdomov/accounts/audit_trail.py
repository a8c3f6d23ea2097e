"""Reads the audit log: what is looked for in, a page of entries, newest first, out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from mitdomov.accounts.model import AuditEntry
from mitdomov.clock import PRAGUE

PAGE_ROWS: Final = 100
_MOST_WORDS: Final = 8


@dataclass(frozen=True, slots=True)
class Sought:
    """Empty fields leave out nothing."""

    account_id: int | None = None
    verb: str = ""
    subject: str = ""
    """The whole of it, e.g. `article:17`, or what it begins with, e.g. `article:`."""
    words: str = ""
    since: date | None = None
    until: date | None = None
    """Both days included, in Prague."""


@dataclass(frozen=True, slots=True)
class Trail:
    entries: Sequence[AuditEntry]
    total: int
    page: int
    pages: int


def find_entries(session: Session, sought: Sought, page: int) -> Trail:
    """The last page stands for any later one."""
    conditions = _conditions(sought)
    total = session.scalar(select(func.count(AuditEntry.id)).where(*conditions)) or 0
    pages = max(1, -(-total // PAGE_ROWS))
    shown = min(max(1, page), pages)
    entries = session.scalars(
        select(AuditEntry)
        .where(*conditions)
        .order_by(AuditEntry.id.desc())
        .limit(PAGE_ROWS)
        .offset((shown - 1) * PAGE_ROWS)
    ).all()
    return Trail(entries, total, shown, pages)


def known_verbs(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEntry.verb).distinct().order_by(AuditEntry.verb)))


def _conditions(sought: Sought) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if sought.account_id is not None:
        found.append(AuditEntry.account_id == sought.account_id)
    if sought.verb:
        found.append(AuditEntry.verb == sought.verb)
    if sought.subject.endswith(":"):
        found.append(AuditEntry.subject.startswith(sought.subject, autoescape=True))
    elif sought.subject:
        found.append(AuditEntry.subject == sought.subject)
    found.extend(_has_word(word) for word in sought.words.split()[:_MOST_WORDS])
    if sought.since:
        found.append(AuditEntry.at >= _midnight(sought.since))
    if sought.until:
        found.append(AuditEntry.at < _midnight(sought.until + timedelta(days=1)))
    return found


def _has_word(word: str) -> ColumnElement[bool]:
    """SQLite folds only ASCII, so a word is also looked for as it would begin a sentence."""
    spellings = (word, word.capitalize(), word.lower())
    return or_(*(AuditEntry.sentence.icontains(each, autoescape=True) for each in spellings))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=PRAGUE)
