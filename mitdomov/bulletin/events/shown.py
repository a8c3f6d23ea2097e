"""Events as readers see them: rows and articles of published issues in, one kind of value out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from mitdomov.bulletin.events.model import EventRecord
from mitdomov.bulletin.listings import rows
from mitdomov.bulletin.listings.text import plain_text, words_of
from mitdomov.clock import PRAGUE, YEARS
from mitdomov.czech_words import long_date, time_span, weekday
from mitdomov.database.blobs import BlobDamagedError, Blobs
from mitdomov.document.plain_words import in_line
from mitdomov.editorial.queries import published_issues
from mitdomov.editorial.seen_since import acts_of
from mitdomov.magazine.canonical import from_json
from mitdomov.magazine.model import Article, Event
from mitdomov.search.index import Entry

_NAMESPACE: Final = UUID("5f2f6c2e-6f63-5c3a-9d0c-2f1c6f0f7a11")
"""Of the names of events that stand in issues; never to be changed."""
SECTION: Final = "Akce"
_FIRST: Final = datetime(YEARS.start, 1, 1, tzinfo=PRAGUE).astimezone(UTC)
_LAST: Final = datetime(YEARS.stop, 1, 1, tzinfo=PRAGUE).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """Moments are aware, in UTC; of a whole-day event they are midnights in Prague."""

    uid: str
    revision: int
    modified_at: datetime
    path: str
    """Its page on the public site."""
    calendar_path: str
    title: str
    perex: str
    description: str
    """Plain words, for calendars."""
    starts_at: datetime
    ends_at: datetime | None
    is_all_day: bool
    place: str
    online_url: str
    organiser: str
    audience: str
    sign_up_url: str
    is_cancelled: bool
    cancelled_note: str
    issue: str = ""
    """Number of the issue whose article it is; empty for an event of its own."""

    @property
    def over_at(self) -> datetime:
        """When it is past: of a whole day at its end, of one without an end with its day."""
        if self.is_all_day or self.ends_at is None:
            return _next_midnight(self.ends_at or self.starts_at)
        return self.ends_at

    @property
    def when(self) -> str:
        """In Czech words, `čtvrtek 4. června 2026, 9.00–16.00 h`."""
        if not self.is_all_day:
            return time_span(self.starts_at, self.ends_at)
        first = f"{weekday(self.starts_at)} {long_date(self.starts_at)}"
        if self.ends_at is None or self.ends_at == self.starts_at:
            return first
        return f"{first} – {weekday(self.ends_at)} {long_date(self.ends_at)}"

    def machine_time(self, moment: datetime) -> str:
        """ISO 8601: a time with Prague's offset, of a whole-day event the date there."""
        local = moment.astimezone(PRAGUE)
        return local.date().isoformat() if self.is_all_day else local.isoformat()

    @property
    def year(self) -> int:
        return self.starts_at.astimezone(PRAGUE).year


def shown_events(session: Session, blobs: Blobs) -> list[ShownEvent]:
    """All that readers may see, the earliest first."""
    own = (shown_event(each) for each in rows.shown(session, EventRecord))
    found = [*own, *_of_issues(session, blobs)]
    return sorted(found, key=lambda event: (event.starts_at, event.title))


def upcoming(events: list[ShownEvent], at: datetime) -> list[ShownEvent]:
    """Those that are not over, the next first."""
    return [each for each in events if each.over_at > at]


def past_by_year(events: list[ShownEvent], at: datetime) -> list[tuple[int, list[ShownEvent]]]:
    """Those that are over: years and events, the latest first."""
    years: dict[int, list[ShownEvent]] = {}
    for each in reversed(events):
        if each.over_at <= at:
            years.setdefault(each.year, []).append(each)
    return sorted(years.items(), reverse=True)


def shown_event(record: EventRecord) -> ShownEvent:
    return ShownEvent(
        uid=record.uid,
        revision=record.revision,
        modified_at=record.updated_at,
        path=f"/akce/{record.slug}/",
        calendar_path=f"/akce/{record.slug}.ics",
        title=record.title,
        perex=record.perex,
        description="\n\n".join(filter(None, (record.perex, plain_text(record.text)))),
        starts_at=_within_reach(record.starts_at),
        ends_at=_within_reach(record.ends_at) if record.ends_at else None,
        is_all_day=record.is_all_day,
        place=record.place,
        online_url=record.online_url,
        organiser=record.organiser,
        audience=record.audience,
        sign_up_url=record.sign_up_url,
        is_cancelled=record.is_cancelled,
        cancelled_note=record.cancelled_note,
    )


def entries_of(record: EventRecord) -> tuple[Entry, ...]:
    """For the search; nothing while readers do not see it."""
    if not record.is_shown:
        return ()
    told = (words_of(record.text), record.place, record.organiser, record.audience)
    return (
        Entry(
            url=f"/akce/{record.slug}/",
            title=record.title,
            text=in_line(told),
            dated=record.starts_at.astimezone(PRAGUE).date(),
            perex=record.perex,
            section=SECTION,
        ),
    )


def _of_issues(session: Session, blobs: Blobs) -> Iterator[ShownEvent]:
    for number, snapshot in published_issues(session):
        acts = acts_of(session, snapshot.issue_id or 0)
        for article in _articles(blobs, snapshot.sha256):
            if article.event:
                yield _event_of(article, article.event, number, len(acts) - 1, acts[-1][0].at)


@lru_cache(maxsize=64)
def _articles(blobs: Blobs, sha256: str) -> tuple[Article, ...]:
    """Those with an event; read once, for bytes never change under a SHA-256.

    A damaged snapshot has none here: the list of events must not fall with one old issue, and
    `mitdomov doctor` tells of the damage.
    """
    try:
        issue = from_json(blobs.get(sha256)).issue
    except (BlobDamagedError, ValueError, OverflowError):
        return ()
    return tuple(article for article in issue.articles if article.event)


def _event_of(
    article: Article, event: Event, number: str, order: int, shown_at: datetime
) -> ShownEvent:
    issue = number.replace("/", "-")
    return ShownEvent(
        uid=str(uuid5(_NAMESPACE, f"{issue}/{article.slug}")),
        revision=order,
        modified_at=shown_at,
        path=f"/cislo/{issue}/clanky/{article.slug}/",
        calendar_path=f"/akce/{issue}/{article.slug}.ics",
        title=article.title,
        perex=article.perex,
        description=article.perex,
        starts_at=_within_reach(event.starts_at).astimezone(UTC),
        ends_at=_within_reach(event.ends_at).astimezone(UTC) if event.ends_at else None,
        is_all_day=False,
        place=event.place,
        online_url="",
        organiser=event.organiser,
        audience="",
        sign_up_url=event.url,
        is_cancelled=event.is_cancelled,
        cancelled_note="",
        issue=number,
    )


def _within_reach(moment: datetime) -> datetime:
    """Forms and checks refuse other years; whatever came around them takes no page down."""
    return min(max(moment, _FIRST), _LAST)


def _next_midnight(moment: datetime) -> datetime:
    day = moment.astimezone(PRAGUE).date() + timedelta(days=1)
    return datetime.combine(day, time(), PRAGUE).astimezone(UTC)
