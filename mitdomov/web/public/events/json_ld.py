"""An event in, what search engines and calendars read of it out (schema.org Event, JSON-LD 1.1)."""

from typing import Any, Final

from mitdomov.bulletin.events.shown import ShownEvent

_SCHEMA: Final = "https://schema.org/"


def event_json_ld(event: ShownEvent, public_url: str) -> dict[str, Any]:
    address = f"{public_url}{event.path}"
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": f"{address}#akce",
        "url": address,
        "name": event.title,
        "description": event.perex or event.title,
        "inLanguage": "cs",
        "startDate": event.machine_time(event.starts_at),
        "eventStatus": f"{_SCHEMA}Event{'Cancelled' if event.is_cancelled else 'Scheduled'}",
        "eventAttendanceMode": f"{_SCHEMA}{_mode(event)}EventAttendanceMode",
    }
    if event.place or event.online_url:
        made["location"] = _location(event)
    if event.ends_at:
        made["endDate"] = event.machine_time(event.ends_at)
    if event.organiser:
        made["organizer"] = {"@type": "Organization", "name": event.organiser}
    if event.audience:
        made["audience"] = {"@type": "Audience", "audienceType": event.audience}
    if event.sign_up_url and not event.is_cancelled:
        made["potentialAction"] = {"@type": "RegisterAction", "target": event.sign_up_url}
    return made


def _mode(event: ShownEvent) -> str:
    if event.online_url:
        return "Mixed" if event.place else "Online"
    return "Offline"


def _location(event: ShownEvent) -> dict[str, Any] | list[dict[str, Any]]:
    place = {"@type": "Place", "name": event.place, "address": event.place}
    online = {"@type": "VirtualLocation", "url": event.online_url}
    if event.place and event.online_url:
        return [place, online]
    if event.online_url:
        return online
    return place
