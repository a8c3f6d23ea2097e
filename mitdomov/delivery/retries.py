"""When to try again: after a temporary refusal of one recipient, and during an outage of the relay.

RFC 5321 section 4.5.4.1 asks for retries over four to five days at growing intervals; a magazine
that comes three days late has lost its point, so it ends after 72 hours.
"""

from datetime import datetime, timedelta
from typing import Final

RETRY_AFTER: Final = tuple(timedelta(minutes=minutes) for minutes in (5, 30, 60, 120, 240))
"""Waits after the first, second … temporary refusal; the last one repeats."""
GIVE_UP_AFTER: Final = timedelta(hours=72)
STEP_BACK_FOR: Final = timedelta(minutes=5)
"""A recipient at whom the relay ended the conversation; others come first."""
OUTAGE_WAIT_MIN: Final = timedelta(seconds=5)
OUTAGE_WAIT_MAX: Final = timedelta(minutes=5)


def next_attempt_at(attempt: int, deferred_since: datetime, now: datetime) -> datetime | None:
    """The moment after the `attempt`-th refusal (counted from 1) to try again; None: give up."""
    wait = RETRY_AFTER[min(attempt, len(RETRY_AFTER)) - 1]
    return now + wait if now + wait - deferred_since <= GIVE_UP_AFTER else None


def outage_retry_at(outage_since: datetime, now: datetime) -> datetime:
    """Waits as long again as the outage has lasted, which doubles the wait each time."""
    return now + min(max(now - outage_since, OUTAGE_WAIT_MIN), OUTAGE_WAIT_MAX)
