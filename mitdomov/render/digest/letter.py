"""A digest in; its letter and the pictures that the letter refers to out.

It has the frame of the issue's letter (`render.letter`): nothing in it differs from reader to
reader but the slots, nothing counts who opens it.
"""

from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby
from typing import Final

import resvg_py

from mitdomov.render.digest.values import Digest
from mitdomov.render.drawing.emblem import emblem_of
from mitdomov.render.drawing.facade import facade_svg
from mitdomov.render.letter import pictures
from mitdomov.render.letter.letter import HTML_LIMIT_BYTES, Letter, LetterTooLongError
from mitdomov.render.letter.setting import letter_html, letter_text
from mitdomov.render.letter.slots import refuse_forged

PREHEADER_CHARS: Final = 140


def render_digest(digest: Digest, *, public_url: str) -> Letter:
    """Raises `SlotError` when a text poses as a slot, and `LetterTooLongError`."""
    refuse_forged(digest, public_url)
    values = _values(digest, public_url)
    html = letter_html("digest.html", values)
    if len(html.encode()) > HTML_LIMIT_BYTES:
        raise LetterTooLongError(
            f"Dopis by měl přes {HTML_LIMIT_BYTES // 1000} kB a poštovní schránky by jej zkrátily. "
            "Vyberte méně novinek."
        )
    return Letter(subject(digest), html, letter_text("digest.txt", values))


def subject(digest: Digest) -> str:
    """A sample says so first."""
    mark = "[Ukázka] " if digest.is_sample else ""
    return " ".join(f"{mark}{digest.subject}".split())


def picture_folder(digest_number: int, public_url: str) -> str:
    """Where the pictures of the letter lie on the public web, with a slash at the end."""
    return f"{public_url}/novinky/dopisy/{digest_number}/"


def digest_drawings(digest: Digest) -> dict[str, bytes]:
    """The files of `picture_folder` that the program draws, by their names."""
    width, height = pictures.FACADE_SIZE_PX
    svg = facade_svg(
        f"novinky {digest.number}", columns=12, rows=3, width=width * 2, height=height * 2
    )
    emblem = emblem_of(digest.publication.eu, height=pictures.EMBLEM_SIZE_PX[1] * 2)
    return {pictures.FACADE: _png(svg), pictures.EMBLEM: _png(emblem)}


def _values(digest: Digest, public_url: str) -> Mapping[str, object]:
    folder = picture_folder(digest.number, public_url)
    return {
        "digest": digest,
        "publication": digest.publication,
        "subject": subject(digest),
        "sample_words": "Ukázka" if digest.is_sample else "",
        # True on every list that a digest may be sent to.
        "subscribed": f"zprávy časopisu {digest.publication.title}",
        "called": f"{digest.publication.title}: {digest.title}",
        "paragraphs": [line.strip() for line in digest.word.splitlines() if line.strip()],
        "groups": [
            (region, colour, list(items))
            for (region, colour), items in groupby(
                digest.items, key=lambda item: (item.region, item.colour)
            )
        ],
        "preheader": _cut(", ".join(item.title for item in digest.items)),
        "news_url": f"{public_url}/novinky/",
        "events_url": f"{public_url}/akce/",
        "picture_address": lambda name: folder + name,
    }


def _cut(text: str) -> str:
    if len(text) <= PREHEADER_CHARS:
        return text
    return text[:PREHEADER_CHARS].rpartition(" ")[0].rstrip(" ,") + "…"


@lru_cache(maxsize=16)
def _png(svg: str) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=svg))
