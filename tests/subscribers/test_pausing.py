"""Pauses: days in, moments out; words that are no day are refused with a sentence."""

from datetime import UTC, date, datetime

import pytest

from mitdomov.subscribers.model import Subscriber
from mitdomov.subscribers.pausing import (
    PauseRefusedError,
    day_written,
    end_pause,
    months_later,
    pause,
    paused_until,
)

AT = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)
"""The 25th in Prague, the night when summer time ends."""


def reader() -> Subscriber:
    return Subscriber(address="a@b.cz", address_key="a@b.cz", address_hash="h", created_at=AT)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 11, 22), 1, date(2026, 12, 22)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 10, 5), 3, date(2027, 1, 5)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@pytest.mark.parametrize("text", ["2027-02-07", " 7. 2. 2027", "7.2.2027", "07.02.2027"])
def test_a_day_is_read_as_browsers_and_people_write_it(text: str) -> None:
    assert day_written(text) == date(2027, 2, 7)


@pytest.mark.parametrize("text", ["", "zítra", "7. 2.", "30. 2. 2027", "1-2-3-4", "2027-13-01"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(PauseRefusedError):
        day_written(text)


def test_a_pause_lasts_to_the_morning_in_prague() -> None:
    who = reader()
    pause(who, date(2026, 10, 26), AT)
    assert who.paused_until == datetime(2026, 10, 25, 23, 0, tzinfo=UTC), "winter time by then"
    assert paused_until(who, AT) == date(2026, 10, 26)
    assert paused_until(who, datetime(2026, 10, 25, 23, 0, tzinfo=UTC)) is None
    end_pause(who)
    assert paused_until(who, AT) is None


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2026, 10, 24), date(2027, 10, 27)])
def test_a_pause_is_in_the_future_and_a_year_at_most(day: date) -> None:
    who = reader()
    with pytest.raises(PauseRefusedError):
        pause(who, day, AT)
    assert who.paused_until is None
