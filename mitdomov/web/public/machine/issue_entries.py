"""Published issues in; the entries of their feed out, newest first.

The text comes from the feed that was rendered with each issue. That knows days only; here stand
the moments since which readers have really seen it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import Final

from sqlalchemy.orm import Session

from mitdomov.clock import PRAGUE
from mitdomov.editorial import queries
from mitdomov.editorial.model import SnapshotRecord
from mitdomov.editorial.past.model import PastIssue
from mitdomov.editorial.past.queries import shown_past_issues
from mitdomov.editorial.seen_since import first_seen
from mitdomov.render.addresses import Addresses
from mitdomov.render.feed.atom import Enclosure, Entry, read
from mitdomov.web.instance import settings, store

MOST_ISSUES: Final = 20
MOST_IN_FULL: Final = 2
"""So many issues bring their articles; of the others a reader learns that they are there."""


def issue_entries(session: Session, title: str) -> tuple[Entry, ...]:
    """One for each issue, and one for each article of the newest; `title` is the magazine's."""
    found: list[tuple[date, tuple[Entry, ...]]] = []
    since = first_seen(session)
    for place, (number, snapshot) in enumerate(queries.published_issues(session)[:MOST_ISSUES]):
        entries = _of_edition(session, number, snapshot, since[number], title)
        found.append((snapshot.dated, entries if place < MOST_IN_FULL else entries[:1]))
    found += [(each.dated, (_of_past(each, title),)) for each in shown_past_issues(session)]
    found.sort(key=lambda each: each[0], reverse=True)
    return tuple(entry for _, entries in found[:MOST_ISSUES] for entry in entries)


def _of_edition(
    session: Session, number: str, snapshot: SnapshotRecord, first_seen_at: datetime, title: str
) -> tuple[Entry, ...]:
    rendered = queries.artefact_of(session, snapshot.id, "web/atom.xml")
    entries = (
        read(store().blobs.get(rendered.sha256)) if rendered else (_bare(number, snapshot, title),)
    )
    return tuple(_true(entry, first_seen_at, snapshot.frozen_at) for entry in entries)


def _bare(number: str, snapshot: SnapshotRecord, title: str) -> Entry:
    """Of an issue that was rendered before there were feeds."""
    at = _noon(snapshot.dated)
    address = Addresses(settings().public_url, number).issue
    return Entry(address, f"{title} {number}: {snapshot.theme}", at, at)


def _true(entry: Entry, first_seen_at: datetime, last_seen_at: datetime) -> Entry:
    """Nobody has read anything before it was shown."""
    published = _not_before(entry.published_at, first_seen_at)
    updated = _not_before(entry.updated_at, last_seen_at)
    if entry.updated_at <= entry.published_at:
        updated = published
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
