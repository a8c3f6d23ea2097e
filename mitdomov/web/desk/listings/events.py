"""The desk's pages of events: when, where, for whom; called off with a note, and held after all."""

from datetime import datetime, time
from typing import Any, Final

from flask import Blueprint, flash, request
from sqlalchemy.orm import Session

from mitdomov.accounts.roles import Right
from mitdomov.bulletin.events import shown
from mitdomov.bulletin.events.model import EventRecord
from mitdomov.bulletin.listings.model import ListingState
from mitdomov.search.kinds import Kind
from mitdomov.web.access import needs
from mitdomov.web.desk.listings.fields import (
    LINE_CHARS,
    PEREX_CHARS,
    TITLE_CHARS,
    Fields,
    day_field,
    midnight,
    time_field,
)
from mitdomov.web.desk.listings.room import Room, View, Words

_DAY: Final = "Napište den, např. 25. 11. 2026."


def register(blueprint: Blueprint) -> None:
    ROOM.register(blueprint)
    one = "/akce/<row:number>"
    blueprint.add_url_rule(f"{one}/zrusit", "cancel_event", cancel, methods=["POST"])
    blueprint.add_url_rule(f"{one}/obnovit", "hold_event", hold, methods=["POST"])


@needs(Right.EDIT)
def cancel(number: int) -> View:
    """Readers and calendars are told; the page stays where it is."""
    note = " ".join(request.form.get("poznamka", "").split())[:LINE_CHARS]
    was = ROOM.put(number, ListingState.CANCELLED, cancelled_note=note)
    flash("Akce je zrušená. Web i odebírané kalendáře to ukážou; stránka akce zůstává.")
    return ROOM.after(number, was)


@needs(Right.EDIT)
def hold(number: int) -> View:
    was = ROOM.put(number, ListingState.PUBLISHED, cancelled_note="")
    flash("Akce se přece jen koná.")
    return ROOM.after(number, was)


def _read(fields: Fields, _session: Session) -> dict[str, Any]:
    made: dict[str, Any] = {
        "title": fields.filled("nazev", "Napište název akce.", TITLE_CHARS),
        "perex": fields.line("perex", PEREX_CHARS),
        "text": fields.markdown("text"),
        "place": fields.line("misto"),
        "online_url": fields.url("online"),
        "organiser": fields.line("poradatel"),
        "audience": fields.line("pro_koho"),
        "sign_up_url": fields.url("prihlaseni"),
        "is_all_day": "cely_den" in fields.form,
    }
    starts_at, ends_at = _when(fields, is_all_day=made["is_all_day"])
    return made | {"starts_at": starts_at, "ends_at": ends_at}


def _when(fields: Fields, *, is_all_day: bool) -> tuple[datetime | None, datetime | None]:
    first = fields.day("den", _DAY)
    last = fields.day("den_konec", _DAY) if fields.form.get("den_konec", "").strip() else first
    if first is None or last is None:
        return None, None
    if is_all_day:
        starts_at, ends_at = midnight(first), midnight(last) if last != first else None
    else:
        at, until = fields.clock("cas"), fields.clock("cas_konec")
        if at is None:
            fields.problems.setdefault("cas", "Napište, kdy akce začíná, např. 9:00.")
            return None, None
        starts_at = fields.moment(first, at, "cas")
        ends_at = fields.moment(last, until, "cas_konec") if until else None
        if until is None and last != first:
            ends_at = fields.moment(last, time(23, 59), "cas_konec")
    if ends_at and ends_at <= starts_at and not fields.problems:
        name = "den_konec" if last < first else "cas_konec"
        fields.problems[name] = "Akce končí dřív, než začíná; opravte konec."
    return starts_at, ends_at


def _typed(event: EventRecord) -> dict[str, str]:
    typed = {
        "nazev": event.title,
        "perex": event.perex,
        "text": event.text,
        "misto": event.place,
        "online": event.online_url,
        "poradatel": event.organiser,
        "pro_koho": event.audience,
        "prihlaseni": event.sign_up_url,
        "den": day_field(event.starts_at),
        "den_konec": day_field(event.ends_at),
        "cas": "" if event.is_all_day else time_field(event.starts_at),
        "cas_konec": "" if event.is_all_day else time_field(event.ends_at),
        "verze": str(event.revision),
    }
    return typed | ({"cely_den": "1"} if event.is_all_day else {})


ROOM: Final = Room(
    name="event",
    plural="events",
    path="akce",
    model=EventRecord,
    kind=Kind.EVENT,
    words=Words(
        title="Akce",
        new="Nová akce",
        saved="Akce je uložená.",
        empty=(
            "Zatím tu žádná akce není. Napište, kdy a kde se něco koná; po zveřejnění se objeví na "
            "stránce Akce, na úvodní stránce a v kalendáři, který čtenáři odebírají."
        ),
        intro="Konference, semináře a setkání. Akce z vydaných čísel se na web přidávají samy.",
    ),
    read=_read,
    typed=_typed,
    entries=shown.entries_of,
)
