"""What stands inside the frames of a preview: the letter, its text, and files of the web edition.

Each answer is shut in by a policy of its own: no script runs in it, no form leaves it, and it shows
nothing but files of this preview. It keeps its origin, or the browser would not say who asks for
the next picture.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from flask import Response, abort, render_template, request

from mitdomov.magazine.findings import Finding
from mitdomov.render.addresses import Addresses
from mitdomov.render.errors import RenditionError
from mitdomov.render.letter.slots import EXAMPLE_VALUES, fill_html, fill_text
from mitdomov.render.media_types import media_type
from mitdomov.render.preview.assembling import Assembled
from mitdomov.render.preview.edition import PICTURES, edition_file
from mitdomov.render.preview.letter import by_day, by_night, preview_letter, with_pictures_at
from mitdomov.web.desk.previews.places import words
from mitdomov.web.instance import settings

_SHUT: Final = (
    "default-src 'none'",
    "base-uri 'self'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox",
)
_LETTER_POLICY: Final = "; ".join(
    (*_SHUT, "style-src 'unsafe-inline'", "img-src 'self' data:")  # a letter carries its styles
)
_WEB_POLICY: Final = "; ".join((*_SHUT, "style-src 'self'", "img-src 'self'", "font-src 'self'"))
_OUTWARD: Final = re.compile(r'<a\b(?=[^>]*\shref="(?:https?:|mailto:|tel:))')
_IMAGE: Final = re.compile(r'(<img\b[^>]*?\ssrc=")[^"]*(")')

PDF_POLICY: Final = "frame-ancestors 'self'"
"""Anything stricter keeps the browser's own viewer from showing it."""


class Look(StrEnum):
    """How a reader may get the letter."""

    DAY = "den"
    NIGHT = "tma"
    BARE = "bez-obrazku"
    TEXT = "text"


def asked_look() -> Look:
    try:
        return Look(request.args.get("podoba", Look.DAY))
    except ValueError:
        abort(404)


def letter_frame(assembled: Assembled, look: Look, web_folder: str, article: str = "") -> Response:
    """`web_folder` is the address of the preview's web edition, with a slash at its end; `article`
    the slug of the one that the address can jump to by `#clanek`."""
    public_url = settings().public_url
    try:
        letter = preview_letter(assembled.snapshot, public_url=public_url)
    except RenditionError as error:
        return note_frame("Dopis zatím nejde sestavit", [str(error)])
    if look is Look.TEXT:
        text = fill_text(letter.text, EXAMPLE_VALUES)
        page = render_template("desk/preview/text.html", subject=letter.subject, text=text)
        return _response(page.encode(), "a.html", _WEB_POLICY)
    html = with_pictures_at(letter.html, web_folder + PICTURES, assembled.snapshot, public_url)
    html = fill_html(_looked_at(html, look), EXAMPLE_VALUES)
    link = f'href="{Addresses(public_url, assembled.snapshot.issue.number).article(article)}"'
    # Not on the link itself: a frame that lands on what can be focused takes the focus of the page.
    html = re.sub(rf"<a\b[^>]*{re.escape(link)}", r'<span id="clanek"></span>\g<0>', html, count=1)
    framed = html.replace("<head>", '<head><base target="_blank">', 1)
    return _response(framed.encode(), "a.html", _LETTER_POLICY)


def web_frame(assembled: Assembled, path: str) -> Response:
    """A page, picture, style or font of the web edition."""
    for left in assembled.left_out:
        if path == f"clanky/{left.slug}/":
            return refusal_frame(left.findings)
    name = f"{path}index.html" if not path or path.endswith("/") else path
    data = edition_file(assembled.snapshot, name, public_url=settings().public_url)
    if data is None:
        return note_frame("Tohle v náhledu není", ["Stránky PDF najdete v podobě PDF."], 404)
    if name.endswith(".html"):
        # A foreign page would not open inside the frame.
        data = _OUTWARD.sub('<a target="_blank" rel="noopener"', data.decode()).encode()
    return _response(data, name, _WEB_POLICY)


def note_frame(heading: str, sentences: list[str], status: int = 200) -> Response:
    """In place of what cannot be shown."""
    page = render_template("desk/preview/note.html", heading=heading, sentences=sentences)
    response = _response(page.encode(), "a.html", _WEB_POLICY)
    response.status_code = status
    return response


def refusal_frame(findings: Iterable[Finding]) -> Response:
    return note_frame("Náhled zatím nejde sestavit", [words(finding) for finding in findings], 422)


def _looked_at(html: str, look: Look) -> str:
    if look is Look.NIGHT:
        return by_night(html)
    if look is Look.BARE:
        return by_day(_IMAGE.sub(r"\1data:,\2", html))
    return by_day(html)


def _response(data: bytes, name: str, policy: str) -> Response:
    return Response(
        data, content_type=media_type(name), headers={"Content-Security-Policy": policy}
    )
