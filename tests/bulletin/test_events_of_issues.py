"""Which events readers see, in which order, and when they are over."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mitdomov.bulletin.events.calendar import calendar_of
from mitdomov.bulletin.events.model import EventRecord
from mitdomov.bulletin.events.shown import (
    entries_of,
    past_by_year,
    shown_event,
    shown_events,
    upcoming,
)
from mitdomov.bulletin.listings import rows
from mitdomov.bulletin.listings.model import ListingState
from tests.bulletin.shown import event
from tests.state import migrated_store

AT = datetime(2026, 6, 4, 12, 0, tzinfo=UTC)


def record(title: str) -> EventRecord:
    return EventRecord(title=title, starts_at=AT, ends_at=None, text="Text s **důrazem**.")


def test_an_event_is_over_when_it_ends_or_when_its_day_does() -> None:
    assert event().over_at == datetime(2026, 6, 4, 14, tzinfo=UTC)
    assert event(ends_at=None).over_at == datetime(2026, 6, 4, 22, tzinfo=UTC)
    midnight = datetime(2026, 10, 24, 22, tzinfo=UTC)
    day_of_25_hours = event(starts_at=midnight, ends_at=None, is_all_day=True)
    assert day_of_25_hours.over_at == datetime(2026, 10, 25, 23, tzinfo=UTC)


def test_what_is_to_come_stands_apart_from_years_past() -> None:
    years = [event(starts_at=AT.replace(year=year), ends_at=None) for year in (2024, 2025, 2027)]
    again = event(starts_at=AT.replace(year=2025, month=9), ends_at=None)
    found = sorted([*years, again], key=lambda each: each.starts_at)
    assert [each.year for each in upcoming(found, AT)] == [2027]
    past = past_by_year(found, AT)
    assert [(year, len(events)) for year, events in past] == [(2025, 2), (2024, 1)]
    assert past[0][1][0] is again


def test_readers_see_no_drafts_and_each_change_counts(tmp_path: Path) -> None:
    store = migrated_store(tmp_path)
    with store.writing() as session:
        draft = rows.add(session, record("Setkání"), AT)
        assert shown_events(session, store.blobs) == []
        assert entries_of(draft) == ()
        rows.put_into_state(draft, ListingState.PUBLISHED, AT)
        [before] = shown_events(session, store.blobs)
        assert not rows.change(session, draft, {"title": "Setkání"}, AT)
        assert rows.change(session, draft, {"title": "Velké setkání"}, AT)
        [after] = shown_events(session, store.blobs)
    assert (after.uid, after.path) == (before.uid, before.path)
    assert after.revision == before.revision + 1
    assert entries_of(draft)[0].text == "Text s důrazem."


@pytest.mark.parametrize("is_all_day", [True, False])
@pytest.mark.parametrize(
    "far",
    [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 30, tzinfo=UTC)],
)
def test_an_event_at_the_end_of_the_calendar_takes_nothing_down(
    far: datetime, *, is_all_day: bool
) -> None:
    kept = EventRecord(
        **dict.fromkeys(("title", "slug", "perex", "text", "place", "online_url"), ""),
        **dict.fromkeys(("organiser", "audience", "sign_up_url", "cancelled_note"), ""),
        uid="1",
        revision=1,
        updated_at=AT,
        state=ListingState.PUBLISHED,
        starts_at=far,
        ends_at=far,
        is_all_day=is_all_day,
    )
    shown = shown_event(kept)
    assert len(upcoming([shown], AT)) + len(past_by_year([shown], AT)) == 1
    assert shown.when
    assert b"VEVENT" in calendar_of([shown], public_url="https://web.example", name="Akce")


def test_a_slug_follows_the_title_until_readers_know_it(tmp_path: Path) -> None:
    store = migrated_store(tmp_path)
    with store.writing() as session:
        first = rows.add(session, record("Kalendář"), AT)
        second = rows.add(session, record("Kalendář"), AT)
        assert (first.slug, second.slug) == ("kalendar-2", "kalendar-3")
        rows.change(session, second, {"title": "Den řemesel"}, AT)
        assert second.slug == "den-remesel"
        rows.put_into_state(second, ListingState.PUBLISHED, AT)
        rows.put_into_state(second, ListingState.DRAFT, AT)
        rows.change(session, second, {"title": "Jinak"}, AT)
        assert second.slug == "den-remesel"
