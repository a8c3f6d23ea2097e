"""An issue's number in; a façade with a few lit windows out, always the same for that number.

A hash and no random generator decides which windows are lit, so that the picture does not depend
on the version of Python that draws it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from xml.sax.saxutils import escape

LIT_SHARE: Final = 0.2
"""Few of the windows are lit: a home is not a matter of course."""
SHAPE: Final = 1.25
"""A window's height by its width."""
_INITIAL: Final = (
    '<text x="40" y="67" text-anchor="middle" font-family="Domov Display" font-weight="600" '
    'font-size="50" fill="#1F2430">{}</text>'
)


@dataclass(frozen=True, slots=True)
class Palette:
    wall: str
    dark: str
    """Window without light."""
    light: str
    """Lit window; `glow` is its upper pane."""
    glow: str


NIGHT: Final = Palette(wall="#24386B", dark="#1B2A52", light="#F2B544", glow="#F7CF85")
DAY: Final = Palette(wall="#EFE7D8", dark="#DCD0BA", light="#F2B544", glow="#F7CF85")


@dataclass(frozen=True, slots=True)
class Rectangle:
    x: float
    y: float
    width: float
    height: float

    def path(self) -> str:
        return f"M{self.x:.2f} {self.y:.2f}h{self.width:.2f}v{self.height:.2f}h-{self.width:.2f}z"


def facade_svg(
    number: str,
    *,
    columns: int,
    rows: int,
    width: int,
    height: int,
    palette: Palette = NIGHT,
    lit_share: float = LIT_SHARE,
) -> str:
    """A decorative SVG document of `width` × `height` units."""
    wall = Rectangle(0, 0, width, height)
    lit = lit_windows(number, columns=columns, rows=rows, share=lit_share)
    windows = (
        window(place, palette, is_lit=cell in lit)
        for cell, place in window_places(wall, columns=columns, rows=rows)
    )
    return svg(width, height, (shape(palette.wall, wall), *windows))


def window_svg(initial: str = "", palette: Palette = NIGHT) -> str:
    """One lit window without bars, with a person's initial or as the ground for one."""
    pane = Rectangle(0, 0, 80, 80 * SHAPE)
    letter = _INITIAL.format(escape(initial)) if initial else ""
    glow = shape(palette.glow, Rectangle(0, 0, 80, 28))
    return svg(80, 100, (shape(palette.light, pane), glow, letter))


def lit_windows(
    number: str, *, columns: int, rows: int, share: float = LIT_SHARE
) -> frozenset[tuple[int, int]]:
    """The (column, row) of each lit window: `share` of all, at least one."""
    cells = [(column, row) for row in range(rows) for column in range(columns)]
    ranked = sorted(cells, key=lambda cell: drawn_lot(number, *cell))
    return frozenset(ranked[: max(1, round(share * len(cells)))])


def drawn_lot(*of: object) -> int:
    """A number that looks random but depends on `of` alone, from 0 to 2³² − 1."""
    return int.from_bytes(sha256("/".join(map(str, of)).encode()).digest()[:4])


def window_places(
    wall: Rectangle, *, columns: int, rows: int
) -> Iterator[tuple[tuple[int, int], Rectangle]]:
    """Where each window of an even grid on `wall` stands."""
    cell_width, cell_height = wall.width / columns, wall.height / rows
    width = min(cell_width * 0.6, cell_height * 0.64 / SHAPE)
    for row in range(rows):
        for column in range(columns):
            x = wall.x + (column + 0.5) * cell_width - width / 2
            y = wall.y + (row + 0.5) * cell_height - width * SHAPE / 2
            yield (column, row), Rectangle(x, y, width, width * SHAPE)


def window(place: Rectangle, palette: Palette, *, is_lit: bool) -> str:
    upper, lower = panes(place)
    if not is_lit:
        return shape(palette.dark, *upper, *lower)
    return shape(palette.glow, *upper) + shape(palette.light, *lower)


def panes(place: Rectangle) -> tuple[list[Rectangle], list[Rectangle]]:
    """Two casements under a transom: the panes above it and those below."""
    bar = place.width * 0.06
    half = (place.width - bar) / 2
    transom = place.height * 0.3
    sides = (place.x, place.x + half + bar)
    upper = [Rectangle(x, place.y, half, transom) for x in sides]
    below = place.y + transom + bar
    lower = [Rectangle(x, below, half, place.height - transom - bar) for x in sides]
    return upper, lower


def shape(colour: str, *rectangles: Rectangle) -> str:
    return f'<path fill="{colour}" d="{"".join(each.path() for each in rectangles)}"/>'


def svg(width: int, height: int, shapes: Iterable[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" aria-hidden="true">{"".join(shapes)}</svg>'
    )
