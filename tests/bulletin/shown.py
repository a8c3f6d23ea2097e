"""An event to show, of which a test changes what it is about."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from mitdomov.bulletin.events.shown import ShownEvent

URL: Final = "https://web.example"
_EVENT: Final = ShownEvent(
    uid="7a0c6f6e-0000-4000-8000-000000000001",
    revision=3,
    modified_at=datetime(2026, 2, 1, 8, 30, tzinfo=UTC),
    path="/akce/byt-jako-zacatek/",
    calendar_path="/akce/byt-jako-zacatek.ics",
    title="Byt jako začátek",
    perex="Jeden den o tom, co se osvědčilo.",
    description="Jeden den o tom, co se osvědčilo.",
    starts_at=datetime(2026, 6, 4, 7, 0, tzinfo=UTC),
    ends_at=datetime(2026, 6, 4, 14, 0, tzinfo=UTC),
    is_all_day=False,
    place="Radnice, Jihlava",
    online_url="",
    organiser="Redakce",
    audience="obce",
    sign_up_url="https://prihlasky.example/",
    is_cancelled=False,
    cancelled_note="",
)


def event(**changes: Any) -> ShownEvent:
    return replace(_EVENT, **changes)
