"""A day as browsers send it or as people write it in; the date out, or nothing."""

import re
from datetime import date
from typing import Final

from mitdomov.clock import YEARS

_ISO: Final = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_CZECH: Final = re.compile(r"(?P<day>[0-9]{1,2})\.\s*(?P<month>[0-9]{1,2})\.\s*(?P<year>[0-9]{4})")


FAR: Final = f"Rok má být mezi {YEARS[0]} a {YEARS[-1]}; opravte datum."


def day_in(text: str) -> date | None:
    """Of `2026-11-25` or `25. 11. 2026`; weeks, other orders and days that are not are nothing.

    Nothing is also what a day of another century than ours is, see `FAR`.
    """
    day = _written(text)
    return day if day and day.year in YEARS else None


def day_problem(text: str, sentence: str) -> str:
    """What to say of a text that is no day for `day_in`."""
    return FAR if _written(text) else sentence


def _written(text: str) -> date | None:
    tidy = text.strip()
    found = _ISO.fullmatch(tidy) or _CZECH.fullmatch(tidy)
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
