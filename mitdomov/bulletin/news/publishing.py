"""Pieces of news: made, published, withdrawn, deleted, listed for editors."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, exists, func, or_, select
from sqlalchemy.orm import Session

from mitdomov.bulletin.digests.model import DigestChoice
from mitdomov.bulletin.news.model import NewsItem, NewsState, NewsVersion
from mitdomov.bulletin.news.text import NewsText, pictures_in, text_of
from mitdomov.bulletin.news.writing import begin, take, text_in, under_edit
from mitdomov.editorial.article_model import Origin
from mitdomov.editorial.media.model import MediaItem

NOTE_CHARS = 300
_SHOWN = "zveřejněné znění"


def create_news(
    session: Session, text: NewsText, *, by: int | None, at: datetime, is_sample: bool = False
) -> NewsItem:
    """A draft."""
    item = NewsItem(
        slug="", state=NewsState.DRAFT, is_sample=is_sample, created_at=at, saved_at=at, saved_by=by
    )
    begin(session, item, text, Origin.CREATED, by, at)
    return item


def publish_news(
    session: Session, item_id: int, *, by: int | None, at: datetime, note: str = ""
) -> bool:
    """Shows readers what editors have; whether that changes anything. Of what they saw before, a
    `note` dates and tells the change. Its first day stays the item's date for ever."""
    item = session.get_one(NewsItem, item_id, populate_existing=True)
    version = under_edit(session, item_id)
    text = text_in(version)
    if item.state is NewsState.PUBLISHED and text == text_of(item) and not note:
        return False
    take(session, item, text)
    if note and item.published_at is not None:
        item.note, item.updated_at = note, at
    item.state, item.withdrawn_at = NewsState.PUBLISHED, None
    item.published_at = item.published_at or at
    item.saved_at, item.saved_by = at, by
    if version.origin is Origin.AUTOSAVED:
        version.origin = Origin.SAVED  # what readers saw is a version of its own
    version.note = ", ".join(filter(None, (version.note, _SHOWN)))
    return True


def withdraw_news(session: Session, item_id: int, *, by: int | None, at: datetime) -> bool:
    """Readers find a kind sentence at its address; publishing again brings it back."""
    item = session.get_one(NewsItem, item_id, populate_existing=True)
    if item.state is not NewsState.PUBLISHED:
        return False
    item.state, item.withdrawn_at = NewsState.WITHDRAWN, at
    item.saved_at, item.saved_by = at, by
    return True


def may_delete(item: NewsItem) -> bool:
    """Only what readers never saw: an address once published says for ever what became of it."""
    return item.state is NewsState.DRAFT and item.published_at is None


def delete_draft(session: Session, item_id: int) -> bool:
    item = session.get_one(NewsItem, item_id, populate_existing=True)
    if not may_delete(item):
        return False
    session.execute(delete(DigestChoice).where(DigestChoice.news_id == item_id))
    session.execute(delete(NewsVersion).where(NewsVersion.news_id == item_id))
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
