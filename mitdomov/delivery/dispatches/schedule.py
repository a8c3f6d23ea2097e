"""A day and a time on Prague's clocks in, the moment that they name out; knows no database.

A time that the clocks skip in spring (29 March 2026, 2:30) stands for the first that comes after
it, 3:00; a time that comes twice in autumn (25 October 2026, 2:30) stands for its first coming.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum, auto
from typing import Final

from mitdomov.clock import PRAGUE

GRACE: Final = timedelta(minutes=15)
"""A dispatch that could not begin for longer than this begins only when a person says so."""
FURTHEST: Final = timedelta(days=366)
_MINUTE: Final = timedelta(minutes=1)


class Reading(StrEnum):
    """How the clocks read the time asked for."""

    PLAIN = auto()
    SKIPPED = auto()
    TWICE = auto()


@dataclass(frozen=True, slots=True)
class LocalMoment:
    at: datetime
    """Aware, in UTC."""
    reading: Reading


def moment_of(day: date, at: time) -> LocalMoment:
    """`at` is a naive time in whole minutes."""
    local = datetime.combine(day, at)
    first = local.replace(tzinfo=PRAGUE, fold=0).astimezone(UTC)
    if first.astimezone(PRAGUE).replace(tzinfo=None) != local:
        return LocalMoment(_after_gap(local), Reading.SKIPPED)
    second = local.replace(tzinfo=PRAGUE, fold=1).astimezone(UTC)
    return LocalMoment(first, Reading.TWICE if second != first else Reading.PLAIN)


def is_overdue(scheduled_for: datetime, now: datetime) -> bool:
    return now - scheduled_for > GRACE


def _after_gap(local: datetime) -> datetime:
    """The moment at which the clocks jumped over `local`."""
    moment = local.replace(tzinfo=PRAGUE, fold=1).astimezone(UTC)
    before = moment.astimezone(PRAGUE).utcoffset()
    while moment.astimezone(PRAGUE).utcoffset() == before:
        moment += _MINUTE
    return moment
