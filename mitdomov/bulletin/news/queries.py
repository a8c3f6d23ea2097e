"""Asks the news that readers see: pages of the list, one item with its neighbours, what is new."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from mitdomov.bulletin.news.model import NewsItem, NewsState
from mitdomov.bulletin.news.regions import region_of
from mitdomov.bulletin.news.text import NewsText, Shown, shown_kept, text_of
from mitdomov.clock import PRAGUE
from mitdomov.document.plain_words import in_line, plain_words
from mitdomov.search.index import Entry, Prepared

_NEWEST_FIRST = (NewsItem.published_at.desc(), NewsItem.id.desc())


@dataclass(frozen=True, slots=True)
class Neighbours:
    older: NewsItem | None
    newer: NewsItem | None


def path_of(item: NewsItem) -> str:
    """On the public site, for ever."""
    return f"/novinky/{item.slug}/"


def shown_item(item: NewsItem) -> Shown:
    """Typeset, its body as a tree."""
    return shown_kept(text_of(item))


def count_published(session: Session, region: str = "") -> int:
    return session.scalars(select(func.count(NewsItem.id)).where(_is_shown(region))).one()


def published(
    session: Session, region: str = "", *, limit: int | None = None, offset: int = 0
) -> Sequence[NewsItem]:
    """Newest first."""
    query = select(NewsItem).where(_is_shown(region)).order_by(*_NEWEST_FIRST)
    return session.scalars(query.limit(limit).offset(offset)).all()


def item_at(session: Session, slug: str) -> NewsItem | None:
    """Published or withdrawn; drafts have no address."""
    query = select(NewsItem).where(
        NewsItem.slug == slug, NewsItem.state.in_((NewsState.PUBLISHED, NewsState.WITHDRAWN))
    )
    return session.scalar(query)


def neighbours(session: Session, item: NewsItem) -> Neighbours:
    """By date, whatever their region."""
    older = _is_shown("") & _before(item)
    newer = _is_shown("") & ~_before(item) & (NewsItem.id != item.id)
    query = select(NewsItem).limit(1)
    return Neighbours(
        session.scalar(query.where(older).order_by(*_NEWEST_FIRST)),
        session.scalar(query.where(newer).order_by(NewsItem.published_at.asc(), NewsItem.id.asc())),
    )


def last_change(session: Session) -> datetime | None:
    """When readers last began to see something else among the news."""
    query = select(func.max(NewsItem.saved_at)).where(NewsItem.state != NewsState.DRAFT)
    return session.scalar(query)


def entries(slug: str, text: NewsText, published_at: datetime | None) -> tuple[Entry, ...]:
    """What the search knows of an item with this text; nothing of one that was never published."""
    if published_at is None:
        return ()
    words = shown_kept(text)
    return (
        Entry(
            url=f"/novinky/{slug}/",
            title=words.title,
            text=in_line(plain_words(words.body)),
            dated=published_at.astimezone(PRAGUE).date(),
            perex=words.perex,
            authors=(text.author,) if text.author else (),
            section=region_of(text.region).title,
        ),
    )


def found_at(prepared: Prepared, item: NewsItem) -> Prepared:
    """`prepared` of the item's text before its address and its day were certain."""
    found = (
        replace(each, url=path_of(item), dated=_day(item.published_at) or each.dated)
        for each in prepared.entries
    )
    return replace(prepared, group=str(item.id), entries=tuple(found))


def entries_of_news(session: Session) -> dict[str, tuple[Entry, ...]]:
    """By the group of each, its id: everything that a search made anew must know."""
    return {
        str(item.id): entries(item.slug, text_of(item), item.published_at)
        for item in published(session)
    }


def addresses(session: Session) -> list[tuple[str, datetime | None]]:
    """Paths with the moment of their last change, for the sitemap."""
    found = [(path_of(item), item.updated_at or item.published_at) for item in published(session)]
    return [("/novinky/", last_change(session)), *found] if found else []


def _is_shown(region: str) -> ColumnElement[bool]:
    shown = NewsItem.state == NewsState.PUBLISHED
    return shown & (NewsItem.region == region) if region else shown


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(PRAGUE).date() if moment else None


def _before(item: NewsItem) -> ColumnElement[bool]:
    return (NewsItem.published_at < item.published_at) | (
        (NewsItem.published_at == item.published_at) & (NewsItem.id < item.id)
    )
