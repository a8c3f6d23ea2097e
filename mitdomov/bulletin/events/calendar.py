"""Events in, an iCalendar object out (RFC 5545) that mail and calendar programs subscribe to.

Times stand on Prague's clocks with the VTIMEZONE that they need, so that a program without a
table of zones shows them right; a whole-day event is a pair of dates, its end exclusive (3.6.1).
There is no METHOD: nobody is invited, so DTSTAMP is when the event last changed (3.8.7.2).
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Final, TypeVar

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vDuration
from icalendar import Event as Component
from icalendar.prop import vUri

from mitdomov.bulletin.events.shown import ShownEvent
from mitdomov.clock import PRAGUE

C = TypeVar("C", TimezoneDaylight, TimezoneStandard)

MEDIA_TYPE: Final = "text/calendar"
_REFRESH: Final = timedelta(hours=6)
_WITHOUT_END: Final = timedelta(hours=1)
"""How long an event without an end stands in a calendar."""


def calendar_of(
    events: Iterable[ShownEvent], *, public_url: str, name: str, is_feed: bool = False
) -> bytes:
    """UTF-8, lines folded at 75 octets and ended by CRLF; `name` is what programs call it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Mit domov//Akce//CS")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if is_feed:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("x-wr-timezone", str(PRAGUE))
        calendar.add("refresh-interval", vDuration(_REFRESH), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(_REFRESH))
    calendar.add_component(_zone())
    for event in events:
        calendar.add_component(_component(event, public_url))
    written: bytes = calendar.to_ical()
    return written


def _zone() -> Timezone:
    """By the rule of the Union since 1996 (Directive 2000/84/EC): last Sundays, 1:00 UTC."""
    zone = Timezone()
    zone.add("tzid", str(PRAGUE))
    zone.add_component(_clocks(TimezoneDaylight(), "CEST", _naive(3, 31, 2), 1, 2))
    zone.add_component(_clocks(TimezoneStandard(), "CET", _naive(10, 27, 3), 2, 1))
    return zone


def _naive(month: int, day: int, hour: int) -> datetime:
    """Of 1996, as the clocks show it: an onset has no zone (3.6.5)."""
    return datetime(1996, month, day, hour)  # noqa: DTZ001


def _clocks(made: C, name: str, onset: datetime, before_hours: int, after_hours: int) -> C:
    """`onset` is what the clocks show when they are about to change (3.6.5)."""
    made.add("dtstart", onset)
    made.add("rrule", {"freq": "yearly", "bymonth": onset.month, "byday": "-1su"})
    made.add("tzoffsetfrom", timedelta(hours=before_hours))
    made.add("tzoffsetto", timedelta(hours=after_hours))
    made.add("tzname", name)
    return made


def _component(event: ShownEvent, public_url: str) -> Component:
    made = Component()
    made.add("uid", event.uid)
    made.add("dtstamp", event.modified_at)
    made.add("last-modified", event.modified_at)
    made.add("sequence", event.revision)
    made.add("summary", _title(event))
    starts, ends = _span(event)
    made.add("dtstart", starts)
    made.add("dtend", ends)
    made.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    made.add("transp", "TRANSPARENT" if event.is_cancelled or event.is_all_day else "OPAQUE")
    made.add("url", vUri(f"{public_url}{event.path}"))
    if where := ", ".join(filter(None, (event.place, event.online_url))):
        made.add("location", where)
    made.add("description", _description(event, f"{public_url}{event.path}"))
    return made


def _title(event: ShownEvent) -> str:
    """Many programs show a cancelled event as any other, so that its name says it."""
    return f"Zrušeno: {event.title}" if event.is_cancelled else event.title


def _description(event: ShownEvent, address: str) -> str:
    parts = (
        f"Akce je zrušena. {event.cancelled_note}".strip() if event.is_cancelled else "",
        event.description,
        f"Pořádá: {event.organiser}" if event.organiser else "",
        f"Pro koho: {event.audience}" if event.audience else "",
        f"Přihlášení: {event.sign_up_url}" if event.sign_up_url else "",
        address,
    )
    return "\n\n".join(part for part in parts if part)


def _span(event: ShownEvent) -> tuple[date, date]:
    """Beginning and end; in UTC when one of them is a time that the clocks show twice."""
    starts = event.starts_at.astimezone(PRAGUE)
    if event.is_all_day:
        last = (event.ends_at or event.starts_at).astimezone(PRAGUE).date()
        return starts.date(), last + timedelta(days=1)
    ends = (event.ends_at or event.starts_at + _WITHOUT_END).astimezone(PRAGUE)
    if _comes_twice(starts) or _comes_twice(ends):
        return starts.astimezone(UTC), ends.astimezone(UTC)
    return starts, ends


def _comes_twice(local: datetime) -> bool:
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
