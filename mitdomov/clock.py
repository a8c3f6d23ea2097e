"""The only source of "now": aware UTC inside, Europe/Prague on screen."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

PRAGUE: Final = ZoneInfo("Europe/Prague")
YEARS: Final = range(1990, 2101)
"""Of days that people write in: far from the ends of the calendar, where sums of dates overflow."""

Clock = Callable[[], datetime]
"""Returns the present moment, aware, in UTC; tests hand in a clock of their own."""


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """The day in Prague."""
    return now().astimezone(PRAGUE).date()
