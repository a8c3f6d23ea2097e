"""Events: the list, each event, and their calendars (RFC 5545)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from flask import Blueprint, Response, abort, make_response, render_template
from sqlalchemy.orm import Session

from mitdomov.bulletin.events.calendar import MEDIA_TYPE, calendar_of
from mitdomov.bulletin.events.model import EventRecord
from mitdomov.bulletin.events.shown import (
    ShownEvent,
    past_by_year,
    shown_event,
    shown_events,
    upcoming,
)
from mitdomov.bulletin.listings import rows
from mitdomov.bulletin.listings.text import shown_document
from mitdomov.clock import PRAGUE, now
from mitdomov.web.instance import settings, store
from mitdomov.web.public.events.json_ld import event_json_ld
from mitdomov.web.public.frame import frame
from mitdomov.web.public.keeping import kept

_ON_HOME: Final = 3
_FEED_NAME: Final = "Mít domov: akce"


def register(blueprint: Blueprint) -> None:
    """Adds the views to the public blueprint."""
    blueprint.add_url_rule("/akce/", "events", all_events)
    blueprint.add_url_rule("/akce/kalendar.ics", "events_calendar", feed)
    blueprint.add_url_rule("/akce/<slug>.ics", "event_calendar", calendar)
    blueprint.add_url_rule("/akce/<issue>/<slug>.ics", "issue_event_calendar", calendar)
    blueprint.add_url_rule("/akce/<slug>/", "event", one_event)


def on_home(session: Session) -> dict[str, object]:
    """What the front page shows: the next events, none that was called off."""
    coming = [each for each in _coming(session) if not each.is_cancelled]
    return {"upcoming_events": coming[:_ON_HOME], "upcoming_events_count": len(coming)}


def addresses(session: Session) -> Iterable[tuple[str, date]]:
    """For the sitemap: path and day of the last change."""
    own = rows.shown(session, EventRecord)
    if own:
        yield "/akce/", max(each.updated_at for each in own).astimezone(PRAGUE).date()
    for each in own:
        yield f"/akce/{each.slug}/", each.updated_at.astimezone(PRAGUE).date()


@kept
def all_events() -> str:
    with store().reading() as session:
        found = shown_events(session, store().blobs)
        return render_template(
            "public/events/events.html",
            coming=upcoming(found, now()),
            past=past_by_year(found, now()),
            canonical=f"{settings().public_url}/akce/",
            feed=f"{settings().public_url}/akce/kalendar.ics",
            **frame(session, _last_change(found)),
        )


@kept
def one_event(slug: str) -> str:
    with store().reading() as session:
        record = _shown(rows.by_slug(session, EventRecord, slug))
        event = shown_event(record)
        return render_template(
            "public/events/event.html",
            event=event,
            text=shown_document(record.text),
            address=str,
            is_over=event.over_at <= now(),
            data=event_json_ld(event, settings().public_url),
            canonical=f"{settings().public_url}{event.path}",
            **frame(session, record.updated_at),
        )


@kept
def feed() -> Response:
    """All that is to come, and what is over: who subscribed keeps it in the calendar."""
    with store().reading() as session:
        found = shown_events(session, store().blobs)
    return _calendar(found, "kalendar.ics", is_feed=True)


@kept
def calendar(slug: str, issue: str = "") -> Response:
    path = f"/akce/{issue}/{slug}.ics" if issue else f"/akce/{slug}.ics"
    with store().reading() as session:
        found = shown_events(session, store().blobs)
        if not issue:
            _shown(rows.by_slug(session, EventRecord, slug))
    event = next((each for each in found if each.calendar_path == path), None) or abort(404)
    return _calendar([event], f"{slug}.ics")


def _coming(session: Session) -> list[ShownEvent]:
    return upcoming(shown_events(session, store().blobs), now())


def _shown(record: EventRecord | None) -> EventRecord:
    """What was taken off the site is gone; what never was on it is unknown."""
    if record is None or not (record.is_shown or record.was_published):
        abort(404)
    return record if record.is_shown else abort(410)


def _last_change(found: Iterable[ShownEvent]) -> datetime | None:
    return max((each.modified_at for each in found), default=None)


def _calendar(found: Iterable[ShownEvent], name: str, *, is_feed: bool = False) -> Response:
    data = calendar_of(found, public_url=settings().public_url, name=_FEED_NAME, is_feed=is_feed)
    response = make_response(data)
    response.content_type = f"{MEDIA_TYPE}; charset=utf-8"
    place = "inline" if is_feed else "attachment"
    response.headers["Content-Disposition"] = f'{place}; filename="{name}"'
    return response
