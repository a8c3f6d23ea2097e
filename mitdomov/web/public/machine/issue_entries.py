"""Published issues in; the entries of their feed out, newest first.

The text comes from the feed that was rendered with each issue. That knows days only; here stand
the moments since which readers have really seen it.
"""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import Final

from sqlalchemy.orm import Session

from mitdomov.clock import PRAGUE
from mitdomov.database.blobs import BlobDamagedError, Blobs
from mitdomov.editorial import queries
from mitdomov.editorial.model import SnapshotRecord
from mitdomov.editorial.past.model import PastIssue
from mitdomov.editorial.past.queries import shown_past_issues
from mitdomov.editorial.refreshed_model import RefreshedFile
from mitdomov.editorial.seen_since import acts_of
from mitdomov.render.addresses import Addresses
from mitdomov.render.feed.atom import Enclosure, Entry, read
from mitdomov.web.instance import settings, store

_log = logging.getLogger(__name__)

_FEED: Final = "web/atom.xml"
MOST_ISSUES: Final = 20
MOST_IN_FULL: Final = 2
"""So many issues bring their articles; of the others a reader learns that they are there."""


def issue_entries(session: Session, title: str) -> tuple[Entry, ...]:
    """One for each issue, and one for each article of the newest; `title` is the magazine's."""
    found: list[tuple[date, tuple[Entry, ...]]] = []
    for place, (number, snapshot) in enumerate(queries.published_issues(session)[:MOST_ISSUES]):
        entries = _of_edition(session, number, snapshot, title)
        found.append((snapshot.dated, entries if place < MOST_IN_FULL else entries[:1]))
    found += [(each.dated, (_of_past(each, title),)) for each in shown_past_issues(session)]
    found.sort(key=lambda each: each[0], reverse=True)
    return tuple(entry for _, entries in found[:MOST_ISSUES] for entry in entries)


def _of_edition(
    session: Session, number: str, snapshot: SnapshotRecord, title: str
) -> tuple[Entry, ...]:
    """Updated when what it says last became other than before, whatever its notes are dated."""
    first_seen_at: datetime | None = None
    seen: dict[str, tuple[Entry, datetime]] = {}
    for act, shown in acts_of(session, snapshot.issue_id or 0):
        first_seen_at = first_seen_at or act.at
        entries = _rendered(session, number, shown, title)
        seen = {each.url: (each, _since(seen.get(each.url), each, act.at)) for each in entries}
    if first_seen_at is not None:
        seen |= {
            each.url: (each, seen[each.url][1] if each.url in seen else first_seen_at)
            for each in _refreshed(session, number, snapshot)
        }
    return tuple(_true(entry, first_seen_at or since, since) for entry, since in seen.values())


def _refreshed(session: Session, number: str, snapshot: SnapshotRecord) -> tuple[Entry, ...]:
    """As a newer program words them, which makes no entry any newer."""
    feed = queries.served(session, snapshot.id, _FEED)
    return _read_safely(number, feed.sha256) or () if isinstance(feed, RefreshedFile) else ()


def _rendered(
    session: Session, number: str, snapshot: SnapshotRecord, title: str
) -> tuple[Entry, ...]:
    """As the snapshot was published."""
    feed = queries.artefact_of(session, snapshot.id, _FEED)
    entries = _read_safely(number, feed.sha256) if feed else None
    return entries or (_bare(number, snapshot, title),)


def _read_safely(number: str, sha256: str) -> tuple[Entry, ...] | None:
    try:
        return _read(store().blobs, sha256)
    except BlobDamagedError:
        _log.exception("the feed of %s is damaged; run `mitdomov doctor`", number)
        return None


@lru_cache(maxsize=64)
def _read(blobs: Blobs, sha256: str) -> tuple[Entry, ...]:
    return read(blobs.get(sha256))


def _since(before: tuple[Entry, datetime] | None, entry: Entry, shown_at: datetime) -> datetime:
    """Sizes of files are no news."""
    if before and replace(before[0], enclosures=()) == replace(entry, enclosures=()):
        return before[1]
    return shown_at


def _bare(number: str, snapshot: SnapshotRecord, title: str) -> Entry:
    """Of an issue that was rendered before there were feeds."""
    at = _noon(snapshot.dated)
    address = Addresses(settings().public_url, number).issue
    return Entry(address, f"{title} {number}: {snapshot.theme}", at, at)


def _true(entry: Entry, first_seen_at: datetime, since: datetime) -> Entry:
    """Nobody has read anything before it was shown."""
    published = _not_before(entry.published_at, first_seen_at)
    is_first = since == first_seen_at
    updated = _not_before(entry.updated_at, first_seen_at) if is_first else since
    return replace(entry, published_at=published, updated_at=max(published, updated))


def _not_before(day: datetime, seen_at: datetime) -> datetime:
    """`day` is a date at noon; when it is that of `seen_at` or a later one, that moment is true."""
    is_earlier = day.astimezone(PRAGUE).date() < seen_at.astimezone(PRAGUE).date()
    return day if is_earlier else seen_at


def _of_past(issue: PastIssue, title: str) -> Entry:
    addresses = Addresses(settings().public_url, issue.number)
    published = _noon(issue.dated)
    return Entry(
        url=addresses.issue,
        title=f"{title} {issue.number}: {issue.theme}",
        published_at=published,
        updated_at=max(published, *_noted(issue)),
        summary=issue.description,
        enclosures=(Enclosure(addresses.pdf, "application/pdf", issue.pdf_bytes, "PDF"),),
    )


def _noted(issue: PastIssue) -> Iterator[datetime]:
    yield _noon(issue.dated)
    for note in issue.notes:
        yield _noon(date.fromisoformat(note["on"]))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), PRAGUE)
