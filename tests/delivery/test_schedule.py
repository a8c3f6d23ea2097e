"""A time on Prague's clocks is one moment, also in the nights on which the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mitdomov.clock import PRAGUE
from mitdomov.delivery.dispatches.schedule import GRACE, Reading, is_overdue, moment_of

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
TABLE = [
    (date(2026, 1, 15), "08:00", "2026-01-15T07:00", Reading.PLAIN),
    (date(2026, 7, 15), "08:00", "2026-07-15T06:00", Reading.PLAIN),
    (SPRING, "01:59", "2026-03-29T00:59", Reading.PLAIN),
    (SPRING, "02:00", "2026-03-29T01:00", Reading.SKIPPED),
    (SPRING, "02:30", "2026-03-29T01:00", Reading.SKIPPED),
    (SPRING, "02:59", "2026-03-29T01:00", Reading.SKIPPED),
    (SPRING, "03:00", "2026-03-29T01:00", Reading.PLAIN),
    (AUTUMN, "01:59", "2026-10-24T23:59", Reading.PLAIN),
    (AUTUMN, "02:00", "2026-10-25T00:00", Reading.TWICE),
    (AUTUMN, "02:30", "2026-10-25T00:30", Reading.TWICE),
    (AUTUMN, "02:59", "2026-10-25T00:59", Reading.TWICE),
    (AUTUMN, "03:00", "2026-10-25T02:00", Reading.PLAIN),
]

days = st.dates(min_value=date(2020, 1, 1), max_value=date(2037, 12, 31))
minutes = st.builds(time, st.integers(0, 23), st.integers(0, 59))


@pytest.mark.parametrize(("day", "at", "expected", "reading"), TABLE)
def test_the_rule_of_the_nights_on_which_clocks_change(
    day: date, at: str, expected: str, reading: Reading
) -> None:
    found = moment_of(day, time.fromisoformat(at))
    assert (f"{found.at:%Y-%m-%dT%H:%M}", found.reading) == (expected, reading)
    assert found.at.tzinfo is UTC


@given(days, minutes)
@example(SPRING, time(2, 30))
@example(AUTUMN, time(2, 30))
def test_clocks_in_prague_show_the_time_asked_for_unless_they_skip_it(day: date, at: time) -> None:
    found = moment_of(day, at)
    shown = found.at.astimezone(PRAGUE).replace(tzinfo=None)
    wanted = datetime.combine(day, at)
    if found.reading is Reading.SKIPPED:
        assert timedelta(0) < shown - wanted <= timedelta(hours=1)
        just_before = (found.at - timedelta(minutes=1)).astimezone(PRAGUE).replace(tzinfo=None)
        assert just_before < wanted
    else:
        assert shown == wanted


@given(days, minutes, minutes)
@example(SPRING, time(2, 59), time(3, 0))
@example(AUTUMN, time(2, 59), time(3, 0))
def test_what_is_later_on_the_clock_is_never_earlier(day: date, one: time, two: time) -> None:
    earlier, later = sorted((one, two))
    assert moment_of(day, earlier).at <= moment_of(day, later).at


@given(days, minutes)
@example(AUTUMN, time(2, 30))
def test_of_a_time_that_comes_twice_the_first_is_meant(day: date, at: time) -> None:
    found = moment_of(day, at)
    an_hour_before = (found.at - timedelta(hours=1)).astimezone(PRAGUE).replace(tzinfo=None)
    assert an_hour_before != datetime.combine(day, at)


def test_a_quarter_of_an_hour_is_forgiven() -> None:
    planned = datetime(2026, 11, 25, 7, tzinfo=UTC)
    assert not is_overdue(planned, planned)
    assert not is_overdue(planned, planned + GRACE)
    assert is_overdue(planned, planned + GRACE + timedelta(seconds=1))
