"""A piece of news as readers will see it, for editors alone; pictures that no reader sees yet."""

from typing import Final

from flask import Blueprint, Response, abort, redirect
from werkzeug.wrappers import Response as AnyResponse

from mitdomov.accounts.roles import Right
from mitdomov.bulletin.news.model import NewsItem
from mitdomov.bulletin.news.writing import as_edited
from mitdomov.editorial.media.pictures import media_named
from mitdomov.web.access import needs
from mitdomov.web.desk.media.picture import thumb_url
from mitdomov.web.instance import store
from mitdomov.web.public.news.item import item_page
from mitdomov.web.public.news.pictures import picture_answer

_PICTURE_WIDTH_PX: Final = 640
_FRAME_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox",
    )
)


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/novinky/<row:number>/nahled", "news_preview", preview)
    blueprint.add_url_rule("/novinky/pictures/<name>", "news_picture", picture)
    blueprint.add_url_rule("/novinky/obrazky/<file>", "news_figure", figure)


@needs(Right.WRITE)
def preview(number: int) -> Response:
    """Of the text that editors have; shut in, for a frame and for a window of its own."""
    with store().reading() as session:
        item = session.get(NewsItem, number) or abort(404)
        page = item_page(session, as_edited(session, item), is_preview=True)
    return Response(page, headers={"Content-Security-Policy": _FRAME_POLICY})


@needs(Right.WRITE)
def picture(name: str) -> Response:
    """As the page of the item names it."""
    return picture_answer(name, is_open=True)


@needs(Right.WRITE)
def figure(file: str) -> AnyResponse:
    """As the text names it, small enough for the editor."""
    with store().reading() as session:
        item = media_named(session, file, None) or abort(404)
        return redirect(thumb_url(item, _PICTURE_WIDTH_PX))
