"""Days are understood as browsers send them and as people write them, and in no other way."""

from datetime import date

import pytest

from mitdomov.web.desk.dates import day_in


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-25", date(2026, 11, 25)),
        (" 2026-11-25 ", date(2026, 11, 25)),
        ("25. 11. 2026", date(2026, 11, 25)),
        ("25.\xa011.\xa02026", date(2026, 11, 25)),
        ("5.1.2026", date(2026, 1, 5)),
        ("05. 01. 2026", date(2026, 1, 5)),
        ("29. 2. 2028", date(2028, 2, 29)),
        ("29. 2. 2026", None),
        ("2026-02-30", None),
        ("0000-01-01", None),
        ("0001-01-01", None),
        ("1989-12-31", None),
        ("1990-01-01", date(1990, 1, 1)),
        ("31. 12. 2100", date(2100, 12, 31)),
        ("31. 12. 9999", None),
        ("2026-W06-1", None),
        ("20261125", None),
        ("2026-1-5", None),
        ("2026-11-25T08:00", None),
        ("25 11 2026", None),
        ("25/11/2026", None),
        ("25. 11. 26", None),
        ("11. 2026", None),
        ("٢٥. ١١. ٢٠٢٦", None),
        ("zítra", None),
        ("", None),
    ],
)
def test_a_day_is_understood_or_refused(text: str, day: date | None) -> None:
    assert day_in(text) == day
