"""Entries of one group in; the index replaced as one step out."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session


class Kind(StrEnum):
    ARTICLE = "article"
    PAST_PAGE = "past-page"
    """A page of a past issue that exists as PDF only."""
    NEWS = "news"
    EVENT = "event"
    MATERIAL = "material"
    WEBINAR = "webinar"
    IMPLEMENTER = "implementer"


@dataclass(frozen=True, slots=True)
class Entry:
    """A place that the search can lead to."""

    url: str
    """Path on the public site, e.g. `/cislo/1-2026/clanky/prvni-klice/`; unique."""
    title: str
    text: str
    """All its words, plain."""
    dated: date
    perex: str = ""
    authors: tuple[str, ...] = ()
    """Names as readers see them, translators included."""
    section: str = ""
    """The section's title."""
    issue: str = ""
    """The issue's number, e.g. `1/2026`."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Entries with their words folded and lemmatised, which takes time and needs no database."""

    kind: Kind
    group: str
    """What is replaced together: an issue's slug, or the item's own."""
    entries: tuple[Entry, ...]


def prepare(kind: Kind, group: str, entries: tuple[Entry, ...]) -> Prepared:
    """Call it outside of any transaction."""
    return Prepared(kind, group, entries)


def replace(session: Session, prepared: Prepared) -> None:
    """Whatever the group had before is found no more; no entries remove the group."""
