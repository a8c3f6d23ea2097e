"""An issue's number in; a street of houses at night, with a few lit windows, out: the cover."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mitdomov.render.drawing.facade import (
    NIGHT,
    Palette,
    Rectangle,
    drawn_lot,
    lit_windows,
    shape,
    svg,
    window,
    window_places,
)

SKY: Final = "#1B2A52"
WALLS: Final = ("#24386B", "#2B4178", "#304985", "#223463")
DARK: Final = {
    "#24386B": "#1B2A52",
    "#2B4178": "#1F3060",
    "#304985": "#22356A",
    "#223463": "#18254A",
}
CHIMNEY: Final = "#18254A"
FLOOR: Final = 196
"""Height of a storey in units; a sheet is 2100 × 2970."""
BAY: Final = 175
"""Width of the wall that belongs to one window."""


@dataclass(frozen=True, slots=True)
class House:
    x: float
    bays: int
    floors: int
    wall: str
    is_gabled: bool


def street_svg(number: str, *, width: int, height: int) -> str:
    """A decorative SVG document; the houses stand on its lower edge."""
    drawn = [part for house in _houses(number, width) for part in _house(number, house, height)]
    return svg(width, height, (shape(SKY, Rectangle(0, 0, width, height)), *drawn))


def _houses(number: str, width: int) -> Iterator[House]:
    """From left to right until the street is full; neighbours differ in height and colour."""
    x, before = 0.0, House(0, 0, 0, "", is_gabled=True)
    for place in range(width // BAY):
        if x >= width:
            return
        bays = 3 + drawn_lot(number, "bays", place) % 3
        floors = 7 + drawn_lot(number, "floors", place) % 4
        if floors == before.floors:
            floors += 1 if floors < 10 else -1
        walls = [wall for wall in WALLS if wall != before.wall]
        wall = walls[drawn_lot(number, "wall", place) % len(walls)]
        before = House(x, bays, floors, wall, is_gabled=not before.is_gabled)
        yield before
        x += bays * BAY


def _house(number: str, house: House, ground: int) -> Iterator[str]:
    width, tall = house.bays * BAY, house.floors * FLOOR
    front = Rectangle(house.x, ground - tall, width, tall)
    yield from _roof(house, front)
    yield shape(house.wall, front)
    palette = Palette(house.wall, DARK[house.wall], NIGHT.light, NIGHT.glow)
    lit = lit_windows(f"{number}/{house.x}", columns=house.bays, rows=house.floors)
    for cell, place in window_places(front, columns=house.bays, rows=house.floors):
        yield window(place, palette, is_lit=cell in lit)


def _roof(house: House, front: Rectangle) -> Iterator[str]:
    """A gable with its chimney, or a flat roof with a cornice."""
    if not house.is_gabled:
        yield shape(house.wall, Rectangle(front.x - 12, front.y - 34, front.width + 24, 34))
        return
    peak = front.width * 0.36
    yield shape(CHIMNEY, Rectangle(front.x + front.width * 0.68, front.y - peak * 0.85, 60, peak))
    yield (
        f'<path fill="{house.wall}" d="M{front.x:.2f} {front.y + 1:.2f}'
        f'l{front.width / 2:.2f} -{peak:.2f}l{front.width / 2:.2f} {peak:.2f}z"/>'
    )
