"""A point and a region in; the regions of the country with the point marked, as a drawing, out.

The drawing says how its units and degrees belong together, so that a script can tell which place
was pointed at. Like the readers' map it has no colours of its own.
"""

from typing import Final
from xml.sax.saxutils import quoteattr

from mitdomov.render.drawing.regions_map import HEIGHT, WIDTH, is_inside, path_of, project
from mitdomov.render.drawing.regions_shapes import Point, codes, ring

_PRAGUE: Final = "CZ010"
_RADIUS: Final = 15
_ORIGIN: Final = project((0.0, 0.0))
_UNITS_EAST: Final = project((0.0, 1.0))[0] - _ORIGIN[0]
_UNITS_NORTH: Final = project((1.0, 0.0))[1] - _ORIGIN[1]


def place_map(at: Point | None, region: str, *, label: str) -> str:
    """An SVG element; `region` is the code of the one to stand out, `label` what it shows."""
    x, y = project(at) if at else (-100.0, -100.0)
    outlines = "".join(
        f'<path class="{"wall chosen" if code == region else "wall"}" d="{path_of(ring(code))}"/>'
        for code in sorted(codes(), key=lambda code: code == _PRAGUE)
    )
    return (
        f'<svg class="place-map" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f" aria-label={quoteattr(label)}"
        f' data-east="{_degrees_of(0, 0)[1]:.6f}" data-east-step="{1 / _UNITS_EAST:.9f}"'
        f' data-north="{_degrees_of(0, 0)[0]:.6f}" data-north-step="{1 / _UNITS_NORTH:.9f}">'
        f'{outlines}<circle class="point" cx="{x:.1f}" cy="{y:.1f}" r="{_RADIUS}"/></svg>'
    )


def region_at(at: Point) -> str:
    """The code of the region that a point lies in, to a few kilometres; empty abroad."""
    inside = [code for code in codes() if is_inside(project(at), [project(p) for p in ring(code)])]
    return _PRAGUE if _PRAGUE in inside else next(iter(inside), "")


def _degrees_of(x: float, y: float) -> Point:
    """What `project` takes there."""
    return (y - _ORIGIN[1]) / _UNITS_NORTH, (x - _ORIGIN[0]) / _UNITS_EAST
