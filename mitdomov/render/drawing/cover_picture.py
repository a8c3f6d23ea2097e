"""A snapshot in; its cover as one picture in the shape of a page out, as e-readers shelve it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from mitdomov.magazine.snapshot import Snapshot, SnapshotPicture
from mitdomov.render.drawing.cover_words import Masthead, ThemeBox, masthead, theme_box
from mitdomov.render.drawing.facade import Rectangle, shape
from mitdomov.render.drawing.palette import MASTHEAD
from mitdomov.render.drawing.poster import jpeg, photograph, png
from mitdomov.render.drawing.street import SKY, street_svg

WIDTH_PX: Final = 1200
HEIGHT_PX: Final = 1600
_BAND_PX: Final = 330
"""Height of the night above a photograph."""
_STREET: Final = (2100, 2240)
_SCALE: Final = WIDTH_PX / _STREET[0]
_MASTHEAD: Final = Masthead(left=80, right=WIDTH_PX - 80, baseline=200, size_px=152)
_BOX: Final = ThemeBox(
    left=80,
    bottom=HEIGHT_PX - 130,
    words_px=880,
    sizes_px=(96, 84, 74, 65, 57, 50, 44),
    most_lines=6,
    label_px=30,
)


@dataclass(frozen=True, slots=True)
class CoverPicture:
    name: str
    media_type: str
    alt: str
    data: bytes = field(repr=False)
    width_px: int = WIDTH_PX
    height_px: int = HEIGHT_PX


def cover_picture(snapshot: Snapshot) -> CoverPicture:
    """A drawn cover is a PNG, a photograph a JPEG."""
    cover = snapshot.issue.cover.picture
    if not cover:
        drawing = png(WIDTH_PX, HEIGHT_PX, _with_street(snapshot))
        return CoverPicture("obalka.png", "image/png", _alt(snapshot), drawing)
    parts = _with_photograph(snapshot, snapshot.pictures[cover])
    return CoverPicture(
        "obalka.jpg", "image/jpeg", _alt(snapshot), jpeg(png(WIDTH_PX, HEIGHT_PX, parts))
    )


def _alt(snapshot: Snapshot) -> str:
    """All the words that stand on the cover, and what the photograph shows."""
    issue, publication = snapshot.issue, snapshot.publication
    words = [
        f"Obálka: {publication.title} {issue.number}",
        "ukázkové číslo" if issue.is_sample else "",
        publication.subtitle,
        f"Téma čísla: {issue.theme}",
        issue.cover.alt or "Domy v noci, v několika oknech se svítí",
    ]
    return ". ".join(each.rstrip(".") for each in words if each) + "."


def _with_street(snapshot: Snapshot) -> Iterator[str]:
    width, height = _STREET
    top = HEIGHT_PX - height * _SCALE
    yield shape(SKY, Rectangle(0, 0, WIDTH_PX, HEIGHT_PX))
    street = street_svg(snapshot.issue.number, width=width, height=height)
    yield f'<g transform="translate(0 {top:.2f}) scale({_SCALE:.5f})">{street}</g>'
    yield from _words(snapshot)


def _with_photograph(snapshot: Snapshot, picture: SnapshotPicture) -> Iterator[str]:
    yield shape(MASTHEAD, Rectangle(0, 0, WIDTH_PX, HEIGHT_PX))
    yield photograph(picture, Rectangle(0, _BAND_PX, WIDTH_PX, HEIGHT_PX - _BAND_PX))
    yield from _words(snapshot)


def _words(snapshot: Snapshot) -> Iterator[str]:
    yield from masthead(snapshot.issue, snapshot.publication, _MASTHEAD)
    yield from theme_box(snapshot.issue.theme, _BOX)
