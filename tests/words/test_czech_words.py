"""Readers see dates, counts and sizes as Czech writes them."""

from datetime import UTC, date, datetime

import pytest

from mitdomov import czech_words


def visible(text: str) -> str:
    """No-break spaces as `~`, without joiners."""
    return text.replace("\u00a0", "~").replace("\u2060", "")


def test_dates_do_not_break() -> None:
    """A day keeps its month and year on its line."""
    assert visible(czech_words.short_date(date(2024, 2, 7))) == "7.~2.~2024"
    assert visible(czech_words.long_date(date(2024, 2, 7))) == "7.~února~2024"
    assert visible(czech_words.month(date(2026, 5, 14))) == "květen~2026"


def test_time_is_the_time_in_prague() -> None:
    """Half past ten at night in UTC is the next day in a Czech summer."""
    late = datetime(2026, 6, 4, 22, 30, tzinfo=UTC)
    assert visible(czech_words.time_span(late)) == "pátek 5.~června~2026, 0.30~h"


def test_span_names_both_days_only_when_they_differ() -> None:
    """A day's workshop shows one date, a conference two."""
    start, noon = datetime(2026, 6, 4, 7, tzinfo=UTC), datetime(2026, 6, 4, 10, tzinfo=UTC)
    assert visible(czech_words.time_span(start, noon)) == "čtvrtek 4.~června~2026, 9.00–12.00~h"
    next_day = datetime(2026, 6, 5, 10, tzinfo=UTC)
    assert visible(czech_words.time_span(start, next_day)) == (
        "čtvrtek 4.~června~2026, 9.00~h – pátek 5.~června~2026, 12.00~h"
    )


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0~článků"),
        (1, "1~článek"),
        (2, "2~články"),
        (4, "4~články"),
        (5, "5~článků"),
        (22, "22~článků"),
        (12345, "12~345~článků"),
    ],
)
def test_noun_agrees_with_its_number(count: int, words: str) -> None:
    assert visible(czech_words.counted(count, "článek", "články", "článků")) == words


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (640, "640~B"),
        (83_400, "83~kB"),
        (999_499, "999~kB"),
        (999_500, "1,0~MB"),
        (1_240_000, "1,2~MB"),
    ],
)
def test_size_is_short_and_has_a_decimal_comma(size: int, words: str) -> None:
    assert visible(czech_words.byte_size(size)) == words
