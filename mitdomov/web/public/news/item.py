"""The page of one piece of news; of a withdrawn one a kind sentence (410)."""

from typing import Any

from flask import Blueprint, abort, render_template
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from mitdomov.bulletin.news.model import NewsItem, NewsState
from mitdomov.bulletin.news.publishing import media_by_name
from mitdomov.bulletin.news.queries import item_at, neighbours, path_of
from mitdomov.bulletin.news.text import pictures_in, text_of
from mitdomov.clock import PRAGUE
from mitdomov.document.tree import Inlines
from mitdomov.editorial.media.model import MediaItem
from mitdomov.magazine.model import Publication
from mitdomov.render import page_helpers
from mitdomov.render.web.citing import cite_news
from mitdomov.render.web.person_names import creator
from mitdomov.web.instance import settings, store
from mitdomov.web.public.frame import frame
from mitdomov.web.public.keeping import kept
from mitdomov.web.public.news.showing import (
    DESK_ROOT,
    ROOT,
    Listed,
    address,
    copies_of,
    listed,
    with_known_pictures,
)


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/novinky/<slug>/", "news_item", news_item)


@kept
def news_item(slug: str) -> str | tuple[str, int] | AnyResponse:
    with store().reading() as session:
        item = item_at(session, slug) or abort(404)
        if item.state is NewsState.WITHDRAWN:
            return _gone(session, item), 410
        return item_page(session, item)


def item_page(session: Session, item: NewsItem, *, is_preview: bool = False) -> str:
    """Also as a preview for editors, who may look at what no reader sees yet."""
    news = listed(item)
    media = media_by_name(session, pictures_in(text_of(item)))
    values = frame(session, updated_on=item.updated_at or item.published_at)
    canonical = f"{settings().public_url}{path_of(item)}"
    return render_template(
        "public/news/item.html",
        news=news,
        item=item,
        around=neighbours(session, item) if item.published_at else None,
        has_picture=item.picture in media,
        picture=copies_of(media),
        address=address,
        body=with_known_pictures(news.text.body, media),
        root=DESK_ROOT if is_preview else ROOT,
        lift=page_helpers.lift(news.text.body),
        canonical=canonical,
        image=_image(item, media),
        data=_machine_readable(news, values["publication"], canonical, _image(item, media)),
        is_preview=is_preview,
        citation=_citation(news, values["publication"], canonical),
        **values,
    )


def _gone(session: Session, item: NewsItem) -> str:
    return render_template(
        "public/news/gone.html",
        withdrawn_at=item.withdrawn_at,
        **frame(session, updated_on=item.withdrawn_at),
    )


def _image(item: NewsItem, media: dict[str, MediaItem]) -> str:
    """Absolute; empty when the item has no picture."""
    if item.picture not in media:
        return ""
    return f"{settings().public_url}{ROOT}pictures/{copies_of(media)(item.picture)[-1].name}"


def _citation(news: Listed, publication: Publication | None, canonical: str) -> Inlines:
    """Nothing while the item has no day."""
    item, text = news.item, news.text
    if publication is None or item.published_at is None:
        return ()
    return cite_news(
        text.author,
        text.title,
        publication,
        canonical,
        published_on=item.published_at.astimezone(PRAGUE).date(),
        updated_on=item.updated_at.astimezone(PRAGUE).date() if item.updated_at else None,
    )


def _machine_readable(
    news: Listed, publication: Publication | None, canonical: str, image: str
) -> dict[str, Any] | None:
    """JSON-LD: schema.org NewsArticle."""
    published_at = news.item.published_at
    if publication is None or published_at is None:
        return None
    publisher = {"@type": "Organization", "name": publication.publisher}
    author = creator(news.item.author) if news.item.author else publisher
    changed = news.item.updated_at or published_at
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": canonical,
        "url": canonical,
        "headline": news.text.title,
        "description": news.text.perex,
        "articleSection": news.region.title,
        "inLanguage": "cs",
        "isAccessibleForFree": True,
        "datePublished": published_at.astimezone(PRAGUE).isoformat(timespec="seconds"),
        "dateModified": changed.astimezone(PRAGUE).isoformat(timespec="seconds"),
        "author": author,
        "publisher": publisher,
        **({"image": image} if image else {}),
        **({"isBasedOn": news.item.source_url} if news.item.source_url else {}),
    }
