"""The newest news in; what the feed says of each out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import render_template
from sqlalchemy.orm import Session

from mitdomov.bulletin.news.model import NewsItem
from mitdomov.bulletin.news.publishing import media_by_name
from mitdomov.bulletin.news.queries import path_of, published
from mitdomov.bulletin.news.text import pictures_in, text_of
from mitdomov.render import page_helpers
from mitdomov.web.instance import settings
from mitdomov.web.public.news.showing import ROOT, address, copies_of, listed

NEWEST: Final = 30


@dataclass(frozen=True, slots=True)
class FeedEntry:
    path: str
    title: str
    perex: str
    html: str
    """The whole text, with absolute addresses."""
    author: str
    region: str
    published_at: datetime
    updated_at: datetime


def feed_entries(session: Session) -> list[FeedEntry]:
    """Newest first."""
    return [_entry(session, item) for item in published(session, limit=NEWEST)]


def _entry(session: Session, item: NewsItem) -> FeedEntry:
    news = listed(item)
    published_at = item.published_at or item.saved_at
    html = render_template(
        "public/news/text.html",
        text=news.text,
        picture=copies_of(media_by_name(session, pictures_in(text_of(item)))),
        address=address,
        root=f"{settings().public_url}{ROOT}",
        helpers=page_helpers,
        lift=page_helpers.lift(news.text.body),
    )
    return FeedEntry(
        path=path_of(item),
        title=news.text.title,
        perex=news.text.perex,
        html=html,
        author=item.author,
        region=news.region.title,
        published_at=published_at,
        updated_at=item.updated_at or published_at,
    )
