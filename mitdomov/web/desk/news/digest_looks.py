"""The letter of news as its readers may get it, inside the frames of the desk's page."""

import re
from enum import StrEnum
from typing import Final

from flask import Blueprint, Response, abort, render_template, request, url_for

from mitdomov.accounts.roles import Right
from mitdomov.bulletin.digests.freezing import NoPublicationError, assemble, pictures_of
from mitdomov.clock import now
from mitdomov.magazine.imaging.error import PictureError
from mitdomov.render.digest.letter import picture_folder, render_digest
from mitdomov.render.digest.values import Digest
from mitdomov.render.errors import RenditionError
from mitdomov.render.letter.letter import Letter
from mitdomov.render.letter.slots import EXAMPLE_VALUES, fill_html, fill_text
from mitdomov.render.media_types import media_type
from mitdomov.render.preview.letter import by_day, by_night
from mitdomov.web.access import needs
from mitdomov.web.desk.news.digest_present import present_draft
from mitdomov.web.headers import letter_policy
from mitdomov.web.instance import settings, store

_IMAGE: Final = re.compile(r'(<img\b[^>]*?\ssrc=")[^"]*(")')


class Look(StrEnum):
    """As addresses spell them."""

    DAY = "den"
    PHONE = "telefon"
    NIGHT = "tma"
    BARE = "bez-obrazku"
    TEXT = "text"


LOOKS: Final = {
    Look.DAY: "600 bodů",
    Look.PHONE: "Telefon",
    Look.NIGHT: "Tmavý režim",
    Look.BARE: "Bez obrázků",
    Look.TEXT: "Prostý text",
}


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/novinky/dopis/nahled", "digest_look", look)
    blueprint.add_url_rule("/novinky/dopis/obrazky/<name>", "digest_picture", picture)


@needs(Right.SEND)
def look() -> Response:
    """The letter as it is kept; nothing of it has to be frozen for that."""
    try:
        asked = Look(request.args.get("podoba", Look.DAY))
    except ValueError:
        abort(404)
    try:
        digest = _present()
        letter = render_digest(digest, public_url=settings().public_url)
    except (NoPublicationError, RenditionError, PictureError) as error:
        return _note("Dopis zatím nejde sestavit", str(error))
    if not digest.items:
        return _note("Dopis je prázdný", "Vyberte aspoň jednu novinku.")
    return _answer(letter, digest, asked)


@needs(Right.SEND)
def picture(name: str) -> Response:
    """What the letter will show once it is frozen."""
    try:
        found = pictures_of(store().blobs, _present())
    except (NoPublicationError, PictureError):
        abort(404)
    data = found.get(name) or abort(404)
    return Response(data, mimetype=media_type(name))


def _present() -> Digest:
    """Raises `NoPublicationError` and `PictureError`."""
    at = now()
    with store().reading() as session:
        kept, draft = present_draft(session)
        number, dated = (kept.id, kept.saved_at) if kept else (0, at)
        public_url = settings().public_url
        return assemble(
            session, store().blobs, number, draft, public_url=public_url, at=dated
        ).digest


def _answer(letter: Letter, digest: Digest, asked: Look) -> Response:
    if asked is Look.TEXT:
        text = fill_text(letter.text, EXAMPLE_VALUES)
        page = render_template("desk/preview/text.html", subject=letter.subject, text=text)
        return _shut(page, "default-src 'none'; style-src 'self'; frame-ancestors 'self'; sandbox")
    here = url_for("desk.digest_picture", name="")
    html = letter.html.replace(picture_folder(digest.number, settings().public_url), here)
    if asked is Look.BARE:
        html = _IMAGE.sub(r"\1data:,\2", html)
    html = by_night(html) if asked is Look.NIGHT else by_day(html)
    html = fill_html(html, EXAMPLE_VALUES).replace("<head>", '<head><base target="_blank">', 1)
    policy = letter_policy(settings().public_url)
    # It keeps its origin, or the browser would not say who asks for the pictures of the desk.
    return _shut(html, policy.replace("sandbox ", "sandbox allow-same-origin "))


def _note(heading: str, sentence: str) -> Response:
    page = render_template("desk/preview/note.html", heading=heading, sentences=[sentence])
    return _shut(page, "default-src 'none'; style-src 'self'; frame-ancestors 'self'; sandbox")


def _shut(page: str, policy: str) -> Response:
    return Response(page, headers={"Content-Security-Policy": policy})
