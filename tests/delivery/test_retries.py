"""The waits between attempts: growing, bounded, and never beyond the end."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mitdomov.delivery.retries import (
    GIVE_UP_AFTER,
    OUTAGE_WAIT_MAX,
    OUTAGE_WAIT_MIN,
    next_attempt_at,
    outage_retry_at,
)

START = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


def test_a_recipient_is_tried_again_after_5_30_and_60_minutes_and_given_up_after_72_hours() -> None:
    tried_at, waits = START, []
    for attempt in range(1, 100):
        again_at = next_attempt_at(attempt, START, tried_at)
        if again_at is None:
            break
        waits.append(int((again_at - tried_at).total_seconds() // 60))
        tried_at = again_at

    assert waits[:5] == [5, 30, 60, 120, 240]
    assert set(waits[5:]) == {240}
    assert timedelta(hours=68) < tried_at - START <= GIVE_UP_AFTER


def test_an_outage_is_probed_soon_at_first_and_then_every_five_minutes() -> None:
    tried_at, waits = START, []
    for _ in range(12):
        again_at = outage_retry_at(START, tried_at)
        waits.append((again_at - tried_at).total_seconds())
        tried_at = again_at

    assert waits == [5, 5, 10, 20, 40, 80, 160, 300, 300, 300, 300, 300]


@given(lasted=st.timedeltas(min_value=timedelta(days=-1), max_value=timedelta(days=30)))
def test_an_outage_never_waits_too_little_or_too_long(lasted: timedelta) -> None:
    """Even when the clock was put back meanwhile."""
    wait = outage_retry_at(START, START + lasted) - (START + lasted)

    assert OUTAGE_WAIT_MIN <= wait <= OUTAGE_WAIT_MAX
