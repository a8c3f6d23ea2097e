"""A letter in; the same letter out as some of its readers see it: at night, without pictures.

A page cannot make a browser pretend that the reader prefers a dark screen, so the letter's own
styles for the dark are made to hold always.
"""

import re
from typing import Final

from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.addresses import Addresses
from mitdomov.render.letter.letter import Letter, render_letter

_PREFERS_DARK: Final = re.compile(r"@media\s*\(\s*prefers-color-scheme\s*:\s*dark\s*\)")
_SCHEMES: Final = '<meta name="color-scheme" content="light dark">'


def preview_letter(snapshot: Snapshot, *, public_url: str) -> Letter:
    """As publishing would make it, without the size of the PDF, which is not made yet.

    Raises `RenditionError`.
    """
    return render_letter(snapshot, public_url=public_url, pdf=None)


def by_day(html: str) -> str:
    """Whatever the viewer's own screen prefers."""
    always = _PREFERS_DARK.sub("@media not all", html)
    return always.replace(_SCHEMES, '<meta name="color-scheme" content="light only">')


def by_night(html: str) -> str:
    always = _PREFERS_DARK.sub("@media all", html)
    return always.replace(_SCHEMES, '<meta name="color-scheme" content="dark">')


def with_pictures_at(html: str, folder: str, snapshot: Snapshot, public_url: str) -> str:
    """With the pictures at `folder`: nothing is at the issue's public address yet."""
    return html.replace(Addresses(public_url, snapshot.issue.number).picture(""), folder)
