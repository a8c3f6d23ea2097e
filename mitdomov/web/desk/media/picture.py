"""The bytes of a picture of the library, whole or smaller, for the screens of the desk alone."""

import re
from typing import Final

from flask import Blueprint, Response, abort, request, url_for
from sqlalchemy.orm import Session

from mitdomov.accounts.roles import Right
from mitdomov.database.blobs import BlobDamagedError
from mitdomov.editorial.media.changes import versions
from mitdomov.editorial.media.model import MediaItem
from mitdomov.editorial.media.thumbs import WIDTHS_PX, thumbnail
from mitdomov.web.access import needs
from mitdomov.web.instance import settings, store

_POLICY: Final = "default-src 'none'; sandbox"
_KEPT: Final = "private, max-age=31536000, immutable"
_ASKED_AGAIN: Final = "private, no-cache"
_TAG_CHARS: Final = 12
_VERSION: Final = re.compile(r"[0-9]{1,9}")


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/media/<row:media_id>/obrazek", "media_picture", media_picture)
    blueprint.add_app_template_global(thumb_url, "thumb_url")


def thumb_url(item: MediaItem, width_px: int, look: str = "") -> str:
    """Another address once the picture looks different, so that browsers may keep it."""
    return url_for(
        "desk.media_picture",
        media_id=item.id,
        sirka=width_px,
        podoba=look or None,
        v=item.sha256[:_TAG_CHARS] if not look else str(item.version),
    )


@needs(Right.WRITE)
def media_picture(media_id: int) -> Response:
    """`sirka` makes it smaller; `podoba` is `zdroj` for the uncropped one, or an old version."""
    width_px = request.args.get("sirka", max(WIDTHS_PX), int)
    if width_px not in WIDTHS_PX:
        abort(404)
    with store().reading() as session:
        item = session.get(MediaItem, media_id) or abort(404)
        sha256 = _look(session, item, request.args.get("podoba", ""))
    tag = f"{sha256[:_TAG_CHARS]}-{width_px}"
    answer = Response(status=304)
    if not request.if_none_match.contains(tag):
        try:
            small = thumbnail(store().blobs, settings().data_dir / "thumbnails", sha256, width_px)
        except BlobDamagedError:
            abort(404)
        answer = Response(small.data, mimetype=small.media_type)
        answer.headers["Content-Disposition"] = "inline"
    answer.set_etag(tag)
    is_named = request.args.get("v") == sha256[:_TAG_CHARS]
    answer.headers["Cache-Control"] = _KEPT if is_named else _ASKED_AGAIN
    answer.headers["Content-Security-Policy"] = _POLICY
    return answer


def _look(session: Session, item: MediaItem, look: str) -> str:
    if not look:
        return item.sha256
    if look == "zdroj":
        return item.source_sha256
    if not _VERSION.fullmatch(look):
        abort(404)
    found = [each for each in versions(session, item.id) if each.number == int(look)]
    return found[0].sha256 if found else abort(404)
