"""A reader's wish for quiet in, no letters until a day out; the subscriptions stay as they are."""

from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import ColumnElement, literal

from mitdomov.clock import PRAGUE
from mitdomov.subscribers.model import Subscriber

LONGEST: Final = timedelta(days=366)
MONTHS: Final = (1, 3, 6)
"""What the page offers; any other day can be written out."""


class PauseRefusedError(ValueError):
    """Nothing is paused; the message is a Czech sentence."""


def is_paused(at: datetime | ColumnElement[datetime]) -> ColumnElement[bool]:
    """A condition for statements that select from `Subscriber`; never NULL."""
    moment = literal(at, Subscriber.paused_until.type) if isinstance(at, datetime) else at
    return Subscriber.paused_until.is_not(None) & (Subscriber.paused_until > moment)


def paused_until(subscriber: Subscriber, at: datetime) -> date | None:
    """The first day in Prague on which letters are sent again; None when nothing is paused."""
    until = subscriber.paused_until
    return until.astimezone(PRAGUE).date() if until and until > at else None


def pause(subscriber: Subscriber, until: date, at: datetime) -> None:
    """Letters are sent again from the beginning of the day `until`, Prague's time.

    Raises `PauseRefusedError`.
    """
    today = at.astimezone(PRAGUE).date()
    if until <= today:
        raise PauseRefusedError("Vyberte den, který teprve přijde.")
    if until > today + LONGEST:
        raise PauseRefusedError("Pozastavit zasílání jde nejvýš na rok; vyberte dřívější den.")
    subscriber.paused_at = at
    subscriber.paused_until = datetime.combine(until, time(), PRAGUE)


def end_pause(subscriber: Subscriber) -> None:
    subscriber.paused_at = subscriber.paused_until = None


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def day_written(text: str) -> date:
    """ISO 8601 as browsers send it, or `7. 2. 2027`; raises `PauseRefusedError`."""
    parts = text.strip().rstrip(".").split("-") if "-" in text else text.split(".")[::-1]
    try:
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError:
        raise PauseRefusedError("Napište den jako 7. 2. 2027, nebo ho vyberte.") from None
