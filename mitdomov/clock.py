"""The only source of "now": aware UTC inside, Europe/Prague on screen."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

PRAGUE: Final = ZoneInfo("Europe/Prague")

Clock = Callable[[], datetime]
"""Returns the present moment, aware, in UTC; tests hand in a clock of their own."""


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """The day in Prague."""
    return now().astimezone(PRAGUE).date()
