"""A snapshot in; the picture that other sites show with a link to the issue out (Open Graph)."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from mitdomov.magazine.model import Issue, Publication
from mitdomov.magazine.snapshot import Snapshot, SnapshotPicture
from mitdomov.render.drawing.cover_words import Masthead, ThemeBox, masthead, theme_box
from mitdomov.render.drawing.facade import Rectangle, shape
from mitdomov.render.drawing.palette import MASTHEAD
from mitdomov.render.drawing.poster import photograph, png, png_within
from mitdomov.render.drawing.street import SKY, street_svg

NAME: Final = "sdileni.png"
WIDTH_PX: Final = 1200
HEIGHT_PX: Final = 630
MAX_BYTES: Final = 300_000
"""Some networks leave out what is larger."""
_STREET: Final = (5600, 2170)
"""In the units of a street; no roof reaches the masthead."""
_SCALE: Final = WIDTH_PX / _STREET[0]
_PANEL_PX: Final = 560
"""Width of the night beside a photograph."""
_MASTHEAD: Final = Masthead(left=64, right=WIDTH_PX - 64, baseline=126, size_px=104)
_BESIDE: Final = Masthead(left=48, right=_PANEL_PX - 40, baseline=112, size_px=76)
_SIZES: Final = (60, 54, 48, 43, 38, 34, 30, 26)
_BOX: Final = ThemeBox(
    left=64, bottom=578, words_px=760, sizes_px=_SIZES, most_lines=4, label_px=21
)
_BOX_BESIDE: Final = ThemeBox(
    left=48, bottom=582, words_px=500, sizes_px=_SIZES[2:], most_lines=6, label_px=19
)


def share_picture(snapshot: Snapshot) -> bytes:
    """A PNG of 1200 × 630 px and at most 300 kB: the cover's street or its photograph."""
    cover = snapshot.issue.cover.picture
    picture = snapshot.pictures[cover] if cover else None
    return _drawn(_Words(snapshot.issue, snapshot.publication), picture)


class _Words:
    """What of an issue the picture shows, so that it is drawn once and not for every article."""

    def __init__(self, issue: Issue, publication: Publication) -> None:
        self.issue, self.publication = issue, publication
        self._key = (
            *(issue.number, issue.season, issue.theme, issue.is_sample),
            *(publication.title, publication.subtitle),
        )

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Words) and self._key == other._key


@lru_cache(maxsize=8)
def _drawn(words: _Words, picture: SnapshotPicture | None) -> bytes:
    parts = _with_photograph(words, picture) if picture else _with_street(words)
    return png_within(png(WIDTH_PX, HEIGHT_PX, parts), MAX_BYTES)


def _with_street(words: _Words) -> Iterator[str]:
    width, height = _STREET
    top = HEIGHT_PX - height * _SCALE
    yield shape(SKY, Rectangle(0, 0, WIDTH_PX, HEIGHT_PX))
    street = street_svg(words.issue.number, width=width, height=height)
    yield f'<g transform="translate(0 {top:.2f}) scale({_SCALE:.5f})">{street}</g>'
    yield from masthead(words.issue, words.publication, _MASTHEAD)
    yield from theme_box(words.issue.theme, _BOX)


def _with_photograph(words: _Words, picture: SnapshotPicture) -> Iterator[str]:
    yield shape(MASTHEAD, Rectangle(0, 0, WIDTH_PX, HEIGHT_PX))
    yield photograph(picture, Rectangle(_PANEL_PX, 0, WIDTH_PX - _PANEL_PX, HEIGHT_PX))
    yield from masthead(words.issue, words.publication, _BESIDE)
    yield from theme_box(words.issue.theme, _BOX_BESIDE)
