"""The text of a piece of news under edit: every save names the version that it began from."""

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from mitdomov.bulletin.news.model import NewsItem, NewsState, NewsVersion
from mitdomov.bulletin.news.text import NewsText, text_of
from mitdomov.editorial.article_model import Origin
from mitdomov.editorial.versions import Conflict, Saved, keep
from mitdomov.editorial.working import sha256_of
from mitdomov.magazine.slugs import slug_of_title

_RESERVED = ("pictures", "dopisy", "atom-xml", "dopis", "nova", "obrazky")
"""What stands below `/novinky/` beside the items."""


def source_of(text: NewsText) -> bytes:
    """As a version keeps it; the same text is the same bytes."""
    words = asdict(text) | {"as_of": text.as_of.isoformat() if text.as_of else ""}
    return json.dumps(words, ensure_ascii=False, sort_keys=True).encode()


def text_in(version: NewsVersion) -> NewsText:
    words = json.loads(version.source)
    as_of = date.fromisoformat(words["as_of"]) if words["as_of"] else None
    return NewsText(**(words | {"as_of": as_of}))


def under_edit(session: Session, news_id: int) -> NewsVersion:
    """What editors have now, with its source."""
    query = select(NewsVersion).where(NewsVersion.news_id == news_id)
    newest = query.order_by(NewsVersion.number.desc()).limit(1)
    return session.scalars(newest.options(undefer(NewsVersion.source))).one()


def begin(
    session: Session, item: NewsItem, text: NewsText, origin: Origin, by: int | None, at: datetime
) -> None:
    """The history of a draft that was just made."""
    take(session, item, text)
    session.add(item)
    session.flush()
    keep(session, None, _version(item.id, 1, text, origin, "", by, at))


def save_text(
    session: Session,
    news_id: int,
    text: NewsText,
    *,
    base_version: int,
    by: int | None,
    at: datetime,
    origin: Origin = Origin.SAVED,
    note: str = "",
) -> Saved | Conflict[NewsVersion]:
    """Readers go on seeing what was published; the same text again changes nothing."""
    item = session.get_one(NewsItem, news_id, populate_existing=True)
    last = under_edit(session, news_id)
    new = _version(news_id, last.number + 1, text, origin, note, by, at)
    if new.sha256 == last.sha256:
        return Saved(last.number, is_changed=False)
    if base_version != last.number:
        return Conflict(last, base_version)
    keep(session, last, new)
    if item.published_at is None:
        take(session, item, text)
        item.saved_at, item.saved_by = at, by
    return Saved(new.number, is_changed=True)


def take(session: Session, item: NewsItem, text: NewsText) -> None:
    """Into the row that readers see, or will."""
    for each in fields(text):
        setattr(item, each.name, getattr(text, each.name))
    if item.published_at is None:
        item.slug = _free_slug(session, text.title, item.id)


def as_edited(session: Session, item: NewsItem) -> NewsItem:
    """The item as readers would see it if it were published now; never to be saved."""
    text = text_in(under_edit(session, item.id))
    session.expunge(item)
    for each in fields(text):
        setattr(item, each.name, getattr(text, each.name))
    return item


def history(session: Session, news_id: int) -> Sequence[NewsVersion]:
    """Newest first, without sources."""
    query = select(NewsVersion).where(NewsVersion.news_id == news_id)
    return session.scalars(query.order_by(NewsVersion.number.desc())).all()


def version_numbered(session: Session, news_id: int, number: int) -> NewsVersion | None:
    """With its source."""
    query = select(NewsVersion).where(NewsVersion.news_id == news_id, NewsVersion.number == number)
    return session.scalar(query.options(undefer(NewsVersion.source)))


def has_unshown(item: NewsItem, newest: NewsVersion) -> bool:
    """Whether readers see another text than editors have."""
    shown = sha256_of(source_of(text_of(item)))
    return item.state is NewsState.PUBLISHED and newest.sha256 != shown


def newest_versions(session: Session) -> dict[int, NewsVersion]:
    """What editors have now of all news, with sources, by the ids of items."""
    latest = (
        select(NewsVersion.news_id, func.max(NewsVersion.number).label("number"))
        .group_by(NewsVersion.news_id)
        .subquery()
    )
    query = select(NewsVersion).join(
        latest,
        (latest.c.news_id == NewsVersion.news_id) & (latest.c.number == NewsVersion.number),
    )
    found = session.scalars(query.options(undefer(NewsVersion.source)))
    return {version.news_id: version for version in found}


def _version(
    news_id: int,
    number: int,
    text: NewsText,
    origin: Origin,
    note: str,
    by: int | None,
    at: datetime,
) -> NewsVersion:
    source = source_of(text)
    return NewsVersion(
        news_id=news_id,
        number=number,
        source=source,
        sha256=sha256_of(source),
        origin=origin,
        note=note,
        begun_at=at,
        saved_at=at,
        saved_by=by,
    )


def _free_slug(session: Session, title: str, except_id: int | None) -> str:
    taken = select(NewsItem.slug).where(NewsItem.id != (except_id or 0))
    with session.no_autoflush:
        return slug_of_title(title, {*_RESERVED, *session.scalars(taken)})
