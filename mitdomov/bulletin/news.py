"""News under edit: saved, published, withdrawn; every save names the version that it began from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import delete, exists, func, or_, select
from sqlalchemy.orm import Session

from mitdomov.bulletin.digest_model import DigestChoice
from mitdomov.bulletin.news_model import NewsItem, NewsState
from mitdomov.bulletin.news_text import NewsText, pictures_in, text_of
from mitdomov.editorial.media.model import MediaItem
from mitdomov.magazine.slugs import slug_of_title

NOTE_CHARS = 300


@dataclass(frozen=True, slots=True)
class Saved:
    item: NewsItem
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody saved meanwhile; nothing was written."""

    theirs: NewsItem


def create_news(
    session: Session, text: NewsText, *, by: int | None, at: datetime, is_sample: bool = False
) -> NewsItem:
    """A draft."""
    item = NewsItem(
        slug=_free_slug(session, text.title, None),
        state=NewsState.DRAFT,
        is_sample=is_sample,
        created_at=at,
        saved_at=at,
        saved_by=by,
    )
    _take(item, text)
    session.add(item)
    session.flush()
    return item


def save_news(
    session: Session,
    item_id: int,
    text: NewsText,
    *,
    base_version: int,
    by: int | None,
    at: datetime,
    note: str = "",
) -> Saved | Conflict:
    """Of a published item readers see the change at once; with a `note` it is dated and told."""
    item = session.get_one(NewsItem, item_id, populate_existing=True)
    is_same = not text.differs_from(text_of(item)) and not note
    if item.version != base_version:
        return Saved(item, is_changed=False) if is_same else Conflict(item)
    if is_same:
        return Saved(item, is_changed=False)
    _take(item, text)
    if item.published_at is None:
        item.slug = _free_slug(session, text.title, item.id)
    if note and item.published_at is not None:
        item.note, item.updated_at = note, at
    _touch(item, by, at)
    return Saved(item, is_changed=True)


def publish_news(session: Session, item_id: int, *, by: int | None, at: datetime) -> bool:
    """Whether that changes what readers see. Its first day stays its date after a withdrawal."""
    item = session.get_one(NewsItem, item_id, populate_existing=True)
    if item.state is NewsState.PUBLISHED:
        return False
    item.state, item.withdrawn_at = NewsState.PUBLISHED, None
    item.published_at = item.published_at or at
    _touch(item, by, at)
    return True


def withdraw_news(session: Session, item_id: int, *, by: int | None, at: datetime) -> bool:
    """Readers find a kind sentence at its address; publishing again brings it back."""
    item = session.get_one(NewsItem, item_id, populate_existing=True)
    if item.state is not NewsState.PUBLISHED:
        return False
    item.state, item.withdrawn_at = NewsState.WITHDRAWN, at
    _touch(item, by, at)
    return True


def may_delete(item: NewsItem) -> bool:
    """Only what readers never saw: an address once published says for ever what became of it."""
    return item.state is NewsState.DRAFT and item.published_at is None


def delete_draft(session: Session, item_id: int) -> bool:
    item = session.get_one(NewsItem, item_id, populate_existing=True)
    if not may_delete(item):
        return False
    session.execute(delete(DigestChoice).where(DigestChoice.news_id == item_id))
    session.delete(item)
    return True


def items_in(session: Session, state: NewsState, words: str = "") -> Sequence[NewsItem]:
    """For editors: drafts by their last save, the others by their date, newest first."""
    query = select(NewsItem).where(NewsItem.state == state)
    if words:
        query = query.where(
            or_(
                NewsItem.title.icontains(words, autoescape=True),
                NewsItem.perex.icontains(words, autoescape=True),
                NewsItem.body.icontains(words, autoescape=True),
            )
        )
    order = NewsItem.saved_at if state is NewsState.DRAFT else NewsItem.published_at
    return session.scalars(query.order_by(order.desc(), NewsItem.id.desc())).all()


def is_any(session: Session) -> bool:
    return bool(session.scalar(select(exists(select(NewsItem.id)))))


def counts(session: Session) -> dict[NewsState, int]:
    rows = session.execute(select(NewsItem.state, func.count()).group_by(NewsItem.state)).all()
    return dict.fromkeys(NewsState, 0) | dict(rows)


def known_pictures(session: Session, text: NewsText) -> dict[str, MediaItem]:
    """The pictures of the library that the text shows, by their names."""
    return media_by_name(session, pictures_in(text))


def media_by_name(session: Session, names: Collection[str]) -> dict[str, MediaItem]:
    query = select(MediaItem).where(MediaItem.file.in_(names))
    return {each.file: each for each in session.scalars(query)} if names else {}


def _take(item: NewsItem, text: NewsText) -> None:
    for each in fields(text):
        setattr(item, each.name, getattr(text, each.name))


def _touch(item: NewsItem, by: int | None, at: datetime) -> None:
    item.version += 1
    item.saved_at, item.saved_by = at, by


def _free_slug(session: Session, title: str, except_id: int | None) -> str:
    taken = select(NewsItem.slug).where(NewsItem.id != (except_id or 0))
    return slug_of_title(title, {*_RESERVED, *session.scalars(taken)})


_RESERVED = ("pictures", "dopisy", "atom-xml")
"""What stands below `/novinky/` beside the items."""
