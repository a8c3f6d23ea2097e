"""Who is where in; a map of the country as a façade out, in which a lit window is one of them.

Windows stand on an even grid, like those of a house; each place lights the free window that is
nearest to it within its region, until none is free. The map has no colours of its own: the page's
style gives them to its classes, for light, dark and print.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, radians
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from mitdomov.render.drawing.facade import Rectangle, panes
from mitdomov.render.drawing.regions_shapes import NAMES, Point, codes, country, ring

WIDTH: Final = 960
_MARGIN: Final = 14
_WEST, _EAST, _SOUTH, _NORTH = 12.09, 18.85, 48.56, 51.05
_NARROWING: Final = cos(radians(49.8))
"""A degree of longitude by a degree of latitude in the middle of the country."""
_SCALE: Final = (WIDTH - 2 * _MARGIN) / ((_EAST - _WEST) * _NARROWING)
HEIGHT: Final = round((_NORTH - _SOUTH) * _SCALE + 2 * _MARGIN)
_COLUMN: Final = 17.0
_ROW: Final = 20.0
_PANE_WIDTH: Final = 9.0
_PANE_HEIGHT: Final = 11.5
_PRAGUE: Final = "CZ010"
_SMALL: Final = 0.6
"""Windows of Prague by those of other regions: many live on little ground."""
_LETTER_WIDTH: Final = 8.6
_LINE_HEIGHT: Final = 24.0
"""Of the names of regions, under which there are no windows."""

Cell = tuple[int, int]
"""Column and row of a window."""
Place = tuple[float, float]
"""In units of the map, to the right and down."""
_LONGEST: Final = {
    "CZ010": "Praha",
    "CZ052": "Královéhradecký",
    "CZ063": "Vysočina",
    "CZ072": "Zlínský",
    "CZ080": "Moravskoslezský",
}


@dataclass(frozen=True, slots=True)
class MapRegion:
    """A region as the page tells of it."""

    code: str
    name: str
    """Short, as it is written over the region."""
    href: str
    """Empty when there is nothing to lead to."""
    label: str
    """What a screen reader says of the link, e.g. `Zlínský kraj: 3 realizátoři`."""


@dataclass(frozen=True, slots=True)
class MapPlace:
    code: str
    """Of the region."""
    at: Point | None
    """Degrees north and east; None when nobody wrote it down."""


def regions_map(
    regions: Sequence[MapRegion], places: Iterable[MapPlace], *, title: str, description: str
) -> str:
    """An SVG element for a page's HTML, with a link for each region; texts may hold anything."""
    lit = lit_cells(places)
    parts = (
        f'<svg class="czechia" viewBox="0 0 {WIDTH} {HEIGHT}" role="group"',
        ' aria-labelledby="_mapa-nazev" aria-describedby="_mapa-popis">',
        f'<title id="_mapa-nazev">{escape(title)}</title>',
        f'<desc id="_mapa-popis">{escape(description)}</desc>',
        *(_region(each, lit.get(each.code, ())) for each in _prague_last(regions)),
        f'<path class="outline" d="{path_of(country())}"/>',
        "</svg>",
    )
    return "".join(parts)


def lit_cells(places: Iterable[MapPlace]) -> Mapping[str, tuple[Cell, ...]]:
    """The windows that are lit, by region: one for each place, until all of them are."""
    free = {code: set(cells) for code, cells in windows().items()}
    found: dict[str, list[Cell]] = {}
    for place in sorted(places, key=lambda each: (each.at is None, each.at or (0, 0), each.code)):
        if left := free.get(place.code):
            cell = _nearest(place, left)
            left.remove(cell)
            found.setdefault(place.code, []).append(cell)
    return {code: tuple(cells) for code, cells in found.items()}


@lru_cache(maxsize=1)
def windows() -> Mapping[str, tuple[Cell, ...]]:
    """The windows of each region that stand in it whole, and not under a name."""
    outlines = {code: [project(each) for each in ring(code)] for code in codes()}
    return {
        code: tuple(
            cell
            for cell in _grid(outline, _scale_of(code))
            if _is_free(_corners(code, cell), code, outlines)
        )
        for code, outline in outlines.items()
    }


def project(point: Point) -> Place:
    """To the units of the map, downwards; equirectangular, true in the middle of the country."""
    north, east = point
    return (
        _MARGIN + (east - _WEST) * _NARROWING * _SCALE,
        _MARGIN + (_NORTH - north) * _SCALE,
    )


def is_inside(at: Place, outline: Sequence[Place]) -> bool:
    """Whether a ray to the right crosses the outline an odd number of times."""
    x, y = at
    is_inside = False
    for (x1, y1), (x2, y2) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            is_inside = not is_inside
    return is_inside


def path_of(points: Sequence[Point]) -> str:
    """For the attribute `d` of a closed line through them."""
    at = [project(each) for each in points]
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in at) + "z"


def _prague_last(regions: Sequence[MapRegion]) -> list[MapRegion]:
    """It stands inside of another, and would be hidden by it."""
    return sorted(regions, key=lambda each: each.code == _PRAGUE)


def _region(region: MapRegion, lit: Sequence[Cell]) -> str:
    unlit = (cell for cell in windows()[region.code] if cell not in lit)
    dark = [_place(region.code, cell) for cell in unlit]
    glowing = [panes(_place(region.code, cell)) for cell in lit]
    x, y = project(NAMES[region.code])
    opening = f"<a href={quoteattr(region.href)}" if region.href else '<g role="img"'
    closing = "</a>" if region.href else "</g>"
    return (
        f'{opening} class="region" aria-label={quoteattr(region.label)}>'
        f"<title>{escape(region.label)}</title>"
        f'<path class="wall" d="{path_of(ring(region.code))}"/>'
        f'<path class="dark" d="{_rectangles(dark)}"/>'
        f'<path class="glow" d="{_rectangles(each for upper, _ in glowing for each in upper)}"/>'
        f'<path class="light" d="{_rectangles(each for _, lower in glowing for each in lower)}"/>'
        f'<text x="{x:.0f}" y="{y:.0f}">{escape(region.name)}</text>{closing}'
    )


def _nearest(place: MapPlace, free: Iterable[Cell]) -> Cell:
    x, y = project(place.at or _middle(place.code))
    scale = _scale_of(place.code)

    def distance(cell: Cell) -> tuple[float, Cell]:
        at = _centre(cell, scale)
        return hypot(at[0] - x, at[1] - y), cell

    return min(free, key=distance)


def _middle(code: str) -> Point:
    """Where those stand whose place nobody wrote down: below the name of their region."""
    north, east = NAMES[code]
    return north - 0.14, east


def _scale_of(code: str) -> float:
    return _SMALL if code == _PRAGUE else 1.0


def _grid(outline: Sequence[Place], scale: float) -> Iterator[Cell]:
    """The cells between the outermost points of an outline."""
    across, down = zip(*outline, strict=True)
    columns, rows = _steps(across, _COLUMN * scale), _steps(down, _ROW * scale)
    yield from ((column, row) for row in rows for column in columns)


def _steps(found: Sequence[float], step: float) -> range:
    return range(int(min(found) / step), int(max(found) / step) + 1)


def _centre(cell: Cell, scale: float) -> Place:
    return (cell[0] + 0.5) * _COLUMN * scale, (cell[1] + 0.5) * _ROW * scale


def _place(code: str, cell: Cell) -> Rectangle:
    scale = _scale_of(code)
    x, y = _centre(cell, scale)
    width, height = _PANE_WIDTH * scale, _PANE_HEIGHT * scale
    return Rectangle(x - width / 2, y - height / 2, width, height)


def _corners(code: str, cell: Cell) -> list[Place]:
    """With a little wall around the window."""
    of, rim = _place(code, cell), 2 * _scale_of(code)
    across = (of.x - rim, of.x + of.width + rim)
    return [(x, y) for x in across for y in (of.y - rim, of.y + of.height + rim)]


def _is_free(corners: Sequence[Place], code: str, outlines: Mapping[str, Sequence[Place]]) -> bool:
    if not all(is_inside(at, outlines[code]) for at in corners):
        return False
    if any(_is_under_a_name(at) for at in corners):
        return False
    return code == _PRAGUE or not any(is_inside(at, outlines[_PRAGUE]) for at in corners)


def _is_under_a_name(at: Place) -> bool:
    return any(
        abs(at[0] - x) < len(name) * _LETTER_WIDTH / 2 and abs(at[1] - y + 5) < _LINE_HEIGHT / 2
        for name, (x, y) in _names()
    )


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, Place], ...]:
    """What stands over each region has about as many letters as this."""
    return tuple((_LONGEST.get(code, "Středočeský"), project(at)) for code, at in NAMES.items())


def _rectangles(found: Iterable[Rectangle]) -> str:
    return "".join(
        f"M{each.x:.1f} {each.y:.1f}h{each.width:.1f}v{each.height:.1f}h-{each.width:.1f}z"
        for each in found
    )
