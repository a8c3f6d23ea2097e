"""The desk's pages of webinars: the recording elsewhere, the transcript here."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint
from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.bulletin.materials.model import MaterialRecord
from mitdomov.bulletin.webinars import rules
from mitdomov.bulletin.webinars.model import WebinarRecord
from mitdomov.bulletin.webinars.players import player_of
from mitdomov.render.page_helpers import host
from mitdomov.search.kinds import Kind
from mitdomov.web.desk.listings.fields import (
    PEREX_CHARS,
    TITLE_CHARS,
    Fields,
    day_field,
    time_field,
)
from mitdomov.web.desk.listings.room import Room, Words
from mitdomov.web.instance import settings

_MOST_MINUTES: Final = 1_440
_SPEAKERS_CHARS: Final = 2_000


def register(blueprint: Blueprint) -> None:
    ROOM.register(blueprint)


def _read(fields: Fields, session: Session) -> dict[str, Any]:
    made: dict[str, Any] = {
        "title": fields.filled("nazev", "Napište název webináře.", TITLE_CHARS),
        "perex": fields.line("perex", PEREX_CHARS),
        "text": fields.markdown("text"),
        "speakers": _speakers(fields),
        "recording_url": fields.url("zaznam", is_secure=True),
        "length_minutes": _minutes(fields),
        "transcript": fields.markdown("prepis"),
        "transcript_excuse": fields.line("proc_neni_prepis"),
        "slides_id": _slides(fields, session),
        "held_at": None,
    }
    day, at = fields.day("den", "Napište den, např. 25. 11. 2026."), fields.clock("cas")
    if at is None:
        fields.problems.setdefault("cas", "Napište, kdy webinář začíná, např. 10:00.")
    if day and at:
        made["held_at"] = fields.moment(day, at, "cas")
    return made


def _speakers(fields: Fields) -> str:
    lines = [" ".join(line.split()) for line in fields.form.get("mluvci", "").splitlines()]
    found = "\n".join(line for line in lines if line)
    if len(found) > _SPEAKERS_CHARS:
        fields.problems["mluvci"] = f"Seznam má přes {_SPEAKERS_CHARS} znaků; zkraťte jej."
    return found


def _minutes(fields: Fields) -> int | None:
    typed = fields.form.get("delka", "").strip()
    if not typed:
        return None
    if typed.isascii() and typed.isdecimal() and 0 < int(typed[:6]) <= _MOST_MINUTES:
        return int(typed)
    fields.problems["delka"] = "Napište délku v minutách, např. 50."
    return None


def _slides(fields: Fields, session: Session) -> int | None:
    typed = fields.form.get("prezentace", "")
    if not typed:
        return None
    found = session.scalar(select(MaterialRecord.id).where(MaterialRecord.slug == typed))
    if found is None:
        fields.problems["prezentace"] = "Tento materiál tu už není; vyberte jiný."
    return found


def _typed(webinar: WebinarRecord) -> dict[str, str]:
    return {
        "nazev": webinar.title,
        "perex": webinar.perex,
        "text": webinar.text,
        "mluvci": webinar.speakers,
        "zaznam": webinar.recording_url,
        "delka": str(webinar.length_minutes or ""),
        "prepis": webinar.transcript,
        "proc_neni_prepis": webinar.transcript_excuse,
        "prezentace": webinar.slides.slug if webinar.slides else "",
        "den": day_field(webinar.held_at),
        "cas": time_field(webinar.held_at),
        "verze": str(webinar.revision),
    }


def _extras(session: Session, webinar: WebinarRecord | None) -> Mapping[str, Any]:
    found = session.execute(
        select(MaterialRecord.slug, MaterialRecord.title).order_by(MaterialRecord.title)
    )
    recording = webinar.recording_url if webinar else ""
    return {
        "materials": [(slug, title) for slug, title in found],
        "player": player_of(recording, settings().player_hosts),
        "host": host(recording) if recording else "",
    }


ROOM: Final = Room(
    name="webinar",
    plural="webinars",
    path="webinare",
    model=WebinarRecord,
    kind=Kind.WEBINAR,
    words=Words(
        title="Webináře",
        new="Nový webinář",
        saved="Webinář je uložený.",
        empty=(
            "Zatím tu žádný webinář není. Založte jej třeba už před konáním; záznam a přepis "
            "doplníte potom."
        ),
        intro="Záznam zůstává na webu, kde je nahraný; čtenáři si ho u nás pustí vedle přepisu.",
    ),
    read=_read,
    typed=_typed,
    entries=rules.entries_of,
    obstacle=rules.obstacle,
    extras=_extras,
)
