"""Webinars: a row in; whether readers may see it, and what the search finds of it, out."""

from typing import Final

from mitdomov.bulletin.listings.text import words_of
from mitdomov.bulletin.webinars.model import WebinarRecord
from mitdomov.clock import PRAGUE
from mitdomov.document.plain_words import in_line
from mitdomov.search.index import Entry

SECTION: Final = "Webináře"
_NO_TRANSCRIPT: Final = (
    "K záznamu patří přepis: bez něj se obsah nedostane k lidem, kteří nevidí, co záznam jen "
    "ukazuje, ani k těm, kdo raději čtou (WCAG 1.2.3). Vložte přepis, nebo napište, proč "
    "zatím není."
)


def obstacle(webinar: WebinarRecord) -> str:
    """Why readers cannot see it yet, as a Czech sentence; empty when they can."""
    return transcript_problem(webinar.recording_url, webinar.transcript, webinar.transcript_excuse)


def transcript_problem(recording_url: str, transcript: str, excuse: str) -> str:
    return _NO_TRANSCRIPT if recording_url and not (transcript or excuse) else ""


def entries_of(record: WebinarRecord) -> tuple[Entry, ...]:
    """For the search; nothing while readers do not see it."""
    if not record.is_shown:
        return ()
    return (
        Entry(
            url=f"/webinare/{record.slug}/",
            title=record.title,
            text=in_line((words_of(record.text), words_of(record.transcript))),
            dated=record.held_at.astimezone(PRAGUE).date(),
            perex=record.perex,
            authors=tuple(name.partition(",")[0] for name in record.speaker_names),
            section=SECTION,
        ),
    )
