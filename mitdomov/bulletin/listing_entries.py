"""What the search finds of everything in the listings, for when it is made anew."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy.orm import Session

from mitdomov.bulletin import events, implementers, listings, materials, webinars
from mitdomov.bulletin.events_model import EventRecord
from mitdomov.bulletin.materials_model import MaterialRecord
from mitdomov.bulletin.webinars_model import WebinarRecord
from mitdomov.clock import PRAGUE
from mitdomov.search.index import Entry
from mitdomov.search.kinds import Kind


class Group(NamedTuple):
    """What `search.index.prepare` takes."""

    kind: Kind
    name: str
    entries: tuple[Entry, ...]


def entries_of_listings(session: Session) -> Iterator[Group]:
    """Of all that readers see."""
    for event in listings.shown(session, EventRecord):
        yield Group(Kind.EVENT, event.slug, events.entries_of(event))
    for material in listings.shown(session, MaterialRecord):
        yield Group(Kind.MATERIAL, material.slug, materials.entries_of(material))
    for webinar in listings.shown(session, WebinarRecord):
        yield Group(Kind.WEBINAR, webinar.slug, webinars.entries_of(webinar))
    table = implementers.shown_table(session)
    if table and table.shown_at:
        dated = table.shown_at.astimezone(PRAGUE).date()
        found = implementers.entries_of(implementers.implementers_in(table), dated)
        yield Group(Kind.IMPLEMENTER, implementers.GROUP, found)
