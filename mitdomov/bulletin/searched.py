"""What the search finds of everything in the listings, for when it is made anew."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy.orm import Session

from mitdomov.bulletin.events.model import EventRecord
from mitdomov.bulletin.events.shown import entries_of as of_event
from mitdomov.bulletin.implementers.directory import GROUP, implementers_in, shown_table
from mitdomov.bulletin.implementers.directory import entries_of as of_implementers
from mitdomov.bulletin.listings.rows import shown
from mitdomov.bulletin.materials.files import entries_of as of_material
from mitdomov.bulletin.materials.model import MaterialRecord
from mitdomov.bulletin.webinars.model import WebinarRecord
from mitdomov.bulletin.webinars.rules import entries_of as of_webinar
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
    for event in shown(session, EventRecord):
        yield Group(Kind.EVENT, event.slug, of_event(event))
    for material in shown(session, MaterialRecord):
        yield Group(Kind.MATERIAL, material.slug, of_material(material))
    for webinar in shown(session, WebinarRecord):
        yield Group(Kind.WEBINAR, webinar.slug, of_webinar(webinar))
    table = shown_table(session)
    if table and table.shown_at:
        dated = table.shown_at.astimezone(PRAGUE).date()
        yield Group(Kind.IMPLEMENTER, GROUP, of_implementers(implementers_in(table), dated))
