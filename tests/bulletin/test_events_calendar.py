"""Calendars as another program reads them: zone, changes of the clocks, whole days, cancelling."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject

from mitdomov.bulletin.events.calendar import calendar_of
from mitdomov.bulletin.events.shown import ShownEvent
from tests.bulletin.shown import URL, event


def read(*events: ShownEvent, is_feed: bool = False) -> Any:
    data = calendar_of(events, public_url=URL, name="Akce", is_feed=is_feed)
    return vobject.readOne(data.decode())


def text_of(*events: ShownEvent) -> str:
    return calendar_of(events, public_url=URL, name="Akce").decode()


def test_an_event_is_read_back_as_it_is() -> None:
    found = read(event()).vevent
    assert found.summary.value == "Byt jako začátek"
    assert found.dtstart.value.astimezone(UTC) == datetime(2026, 6, 4, 7, tzinfo=UTC)
    assert found.dtstart.value.hour == 9
    assert found.dtend.value.astimezone(UTC) == datetime(2026, 6, 4, 14, tzinfo=UTC)
    assert found.status.value == "CONFIRMED"
    assert found.sequence.value == "3"
    assert found.location.value == "Radnice, Jihlava"
    assert found.url.value == f"{URL}/akce/byt-jako-zacatek/"
    modified = datetime(2026, 2, 1, 8, 30, tzinfo=UTC)
    assert found.last_modified.value == found.dtstamp.value == modified


@pytest.mark.parametrize(
    ("moment", "local", "offset_hours"),
    [
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "20260329T015900", 1),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "20260329T030000", 2),
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), "20261025T013000", 2),
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), "20261025T030000", 1),
        (datetime(2031, 7, 1, 8, 0, tzinfo=UTC), "20310701T100000", 2),
    ],
)
def test_around_both_changes_of_the_clocks(moment: datetime, local: str, offset_hours: int) -> None:
    """The zone that stands in the file says the same as the world's table of zones."""
    one = event(starts_at=moment, ends_at=moment + timedelta(hours=6))
    assert f"DTSTART;TZID=Europe/Prague:{local}" in text_of(one)
    starts = read(one).vevent.dtstart.value
    assert starts.astimezone(UTC) == moment
    assert starts.utcoffset() == timedelta(hours=offset_hours)


@pytest.mark.parametrize("minutes", [30, 90])
def test_a_time_that_comes_twice_stands_in_utc(minutes: int) -> None:
    """25 October 2026, 2:30, for the first time and for the second."""
    moment = datetime(2026, 10, 25, tzinfo=UTC) + timedelta(minutes=minutes)
    found = read(event(starts_at=moment, ends_at=moment + timedelta(hours=4))).vevent
    assert found.dtstart.value == moment
    assert found.dtend.value == moment + timedelta(hours=4)


def test_a_whole_day_event_ends_before_the_next_day() -> None:
    """Midnights in Prague across the change of the clocks; DTEND is exclusive (3.6.1)."""
    first, last = datetime(2026, 3, 27, 23, tzinfo=UTC), datetime(2026, 3, 28, 23, tzinfo=UTC)
    found = read(event(starts_at=first, ends_at=last, is_all_day=True)).vevent
    assert (found.dtstart.value, found.dtend.value) == (date(2026, 3, 28), date(2026, 3, 30))
    one = read(event(starts_at=first, ends_at=None, is_all_day=True)).vevent
    assert (one.dtstart.value, one.dtend.value) == (date(2026, 3, 28), date(2026, 3, 29))


def test_an_event_that_was_called_off_says_so_in_every_way() -> None:
    found = read(event(is_cancelled=True, cancelled_note="Lektorka onemocněla.")).vevent
    assert found.status.value == "CANCELLED"
    assert found.summary.value == "Zrušeno: Byt jako začátek"
    assert "Akce je zrušena. Lektorka onemocněla." in found.description.value
    assert found.transp.value == "TRANSPARENT"


def test_lines_are_folded_and_hostile_words_stay_words() -> None:
    hostile = "Příliš žluťoučký kůň; čárka, \\n\nEND:VEVENT\nBEGIN:VEVENT " * 5
    data = calendar_of([event(title=hostile)], public_url=URL, name="Akce")
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert lines.count(b"BEGIN:VEVENT") == 1
    assert b"\n" not in data.replace(b"\r\n", b"")
    found = vobject.readOne(data.decode()).vevent
    assert re.sub(r"\s+", " ", found.summary.value).startswith("Příliš žluťoučký kůň; čárka,")


def test_a_feed_holds_all_of_them_under_one_zone() -> None:
    other = event(uid="7a0c6f6e-0000-4000-8000-000000000002", title="Druhá")
    found = read(event(), other, is_feed=True)
    assert [each.summary.value for each in found.vevent_list] == ["Byt jako začátek", "Druhá"]
    assert len(found.vtimezone_list) == 1
    assert found.contents["x-wr-calname"][0].value == "Akce"
    assert "BEGIN:VCALENDAR" in calendar_of([], public_url=URL, name="Akce", is_feed=True).decode()
