"""Dates, times, counts and sizes in; the Czech words that a reader sees out (ÚJČ)."""

from datetime import date, datetime
from typing import Final

from mitdomov.clock import PRAGUE

NBSP: Final = "\u00a0"
WORD_JOINER: Final = "\u2060"
DASH: Final = f"{WORD_JOINER}–{WORD_JOINER}"
"""The dash of a range; the joiners keep it from ending a line."""

MONTHS: Final = [
    "ledna",
    "února",
    "března",
    "dubna",
    "května",
    "června",
    "července",
    "srpna",
    "září",
    "října",
    "listopadu",
    "prosince",
]
MONTHS_NOMINATIVE: Final = [
    "leden",
    "únor",
    "březen",
    "duben",
    "květen",
    "červen",
    "červenec",
    "srpen",
    "září",
    "říjen",
    "listopad",
    "prosinec",
]
WEEKDAYS: Final = ["pondělí", "úterý", "středa", "čtvrtek", "pátek", "sobota", "neděle"]


def short_date(day: date) -> str:
    """`7. 2. 2024`, with no-break spaces."""
    day = _local(day)
    return f"{day.day}.{NBSP}{day.month}.{NBSP}{day.year}"


def long_date(day: date) -> str:
    """`7. února 2024`, with no-break spaces."""
    day = _local(day)
    return f"{day.day}.{NBSP}{MONTHS[day.month - 1]}{NBSP}{day.year}"


def month(day: date) -> str:
    """`únor 2024`."""
    day = _local(day)
    return f"{MONTHS_NOMINATIVE[day.month - 1]}{NBSP}{day.year}"


def month_name(day: date) -> str:
    """`února`: the month as it stands behind the number of a day."""
    return MONTHS[_local(day).month - 1]


def weekday(day: date) -> str:
    """`středa`."""
    return WEEKDAYS[_local(day).weekday()]


def time_of_day(moment: datetime) -> str:
    """`9.00` in Prague."""
    local = moment.astimezone(PRAGUE)
    return f"{local.hour}.{local.minute:02}"


def time_span(starts_at: datetime, ends_at: datetime | None = None) -> str:
    """`čtvrtek 4. června 2026, 9.00–16.00 h`; both dates when it lasts longer than a day."""
    start = f"{weekday(starts_at)} {long_date(starts_at)}, {time_of_day(starts_at)}"
    if ends_at is None:
        return f"{start}{NBSP}h"
    if _local(starts_at) == _local(ends_at):
        return f"{start}{DASH}{time_of_day(ends_at)}{NBSP}h"
    return (
        f"{start}{NBSP}h – {weekday(ends_at)} {long_date(ends_at)}, {time_of_day(ends_at)}{NBSP}h"
    )


def number(value: int) -> str:
    """`12 345`: groups of three from five digits up, as in running text."""
    grouped = f"{value:,}" if abs(value) >= 10_000 else str(value)
    return grouped.replace(",", NBSP)


def counted(count: int, one: str, few: str, many: str) -> str:
    """`1 článek`, `2 články`, `5 článků`."""
    form = one if count == 1 else few if count in (2, 3, 4) else many
    return f"{number(count)}{NBSP}{form}"


def byte_size(size_bytes: int) -> str:
    """`640 B`, `83 kB`, `1,2 MB`; decimal units, as browsers show them."""
    if size_bytes < 1_000:
        return f"{size_bytes}{NBSP}B"
    if size_bytes < 999_500:
        return f"{round(size_bytes / 1_000)}{NBSP}kB"
    return f"{size_bytes / 1_000_000:.1f}{NBSP}MB".replace(".", ",")


def _local(day: date) -> date:
    return day.astimezone(PRAGUE).date() if isinstance(day, datetime) else day
