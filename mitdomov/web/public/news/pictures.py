"""The pictures of news and of their letters: a name in, bytes that never change under it out."""

import re
from typing import Final

from flask import Blueprint, Response, abort, send_file
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mitdomov.bulletin.digests.freezing import letter_picture
from mitdomov.bulletin.news.model import NewsItem, NewsState
from mitdomov.database.blobs import BlobDamagedError
from mitdomov.editorial.media.model import MediaItem
from mitdomov.editorial.media.thumbs import thumbnail
from mitdomov.web.instance import settings, store
from mitdomov.web.public.news.showing import TAG_CHARS, WIDTHS_PX

_NAME: Final = re.compile(
    rf"[\w.-]{{1,100}}-(?P<id>[0-9]{{1,9}})-(?P<tag>[0-9a-f]{{{TAG_CHARS}}})-(?P<width>[0-9]{{3,4}})"
    r"\.(jpg|png)",
    re.ASCII,
)
_FOR_EVER: Final = 31_536_000


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/novinky/pictures/<name>", "news_picture", news_picture)
    blueprint.add_url_rule("/novinky/dopisy/<row:number>/<name>", "digest_picture", digest_picture)


def news_picture(name: str) -> Response:
    """Only what a published piece of news shows, in the widths that its page asks for."""
    return picture_answer(name, is_open=False)


def picture_answer(name: str, *, is_open: bool) -> Response:
    """`is_open` for editors, who may look at every picture of the library."""
    found = _NAME.fullmatch(name) or abort(404)
    width_px = int(found["width"])
    if width_px not in WIDTHS_PX:
        abort(404)
    with store().reading() as session:
        media = session.get(MediaItem, int(found["id"])) or abort(404)
        if not media.sha256.startswith(found["tag"]) or not (is_open or _is_shown(session, media)):
            abort(404)
    try:
        small = thumbnail(store().blobs, settings().data_dir / "thumbnails", media.sha256, width_px)
    except BlobDamagedError:
        abort(404)
    answer = Response(small.data, mimetype=small.media_type)
    answer.set_etag(f"{media.sha256[:TAG_CHARS]}-{width_px}")
    answer.cache_control.public = True
    answer.cache_control.max_age = _FOR_EVER
    return answer


def digest_picture(number: int, name: str) -> Response:
    """What letters in mailboxes refer to, for as long as they lie there."""
    with store().reading() as session:
        found = letter_picture(session, number, name) or abort(404)
    return send_file(
        store().blobs.path(found.sha256),
        mimetype=found.media_type,
        download_name=name,
        etag=found.sha256,
        conditional=True,
        max_age=86_400,
    )


def _is_shown(session: Session, media: MediaItem) -> bool:
    query = select(NewsItem.id).where(
        NewsItem.state == NewsState.PUBLISHED,
        or_(
            NewsItem.picture == media.file,
            NewsItem.body.contains(f"]({media.file}", autoescape=True),
        ),
    )
    return session.scalar(query.limit(1)) is not None
