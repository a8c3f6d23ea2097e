"""Shapes in; SVG text out. A sheet is 1200 × 800 units, y grows downwards."""

from collections.abc import Iterable, Sequence
from typing import Final

from drawing import lettering

WIDTH: Final = 1200
HEIGHT: Final = 800

INK: Final = "#1F2430"
QUIET: Final = "#565B66"
NIGHT: Final = "#24386B"
DEEP: Final = "#1B2A52"
BRICK: Final = "#A63A26"
RUST: Final = "#7D2C1D"
LAMP: Final = "#F2B544"
GLOW: Final = "#F7CF85"
TEAL: Final = "#1F5C66"
MOSS: Final = "#4E5F22"
LEAF: Final = "#7C8B4A"
WARM: Final = "#F7F2E9"
SAND: Final = "#EFE7D8"
CLAY: Final = "#DCD0BA"
LINE: Final = "#D9D2C5"
WOOD: Final = "#C2935C"
DARK_WOOD: Final = "#9C7040"
WHITE: Final = "#FFFFFF"

Point = tuple[float, float]


def rect(x: float, y: float, width: float, height: float, fill: str, *, round_: float = 0) -> str:
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" '
        f'rx="{round_:g}" fill="{fill}"/>'
    )


def shape(points: Sequence[Point], fill: str) -> str:
    return f'<polygon points="{_points(points)}" fill="{fill}"/>'


def line(points: Sequence[Point], stroke: str, width: float, *, dash: str = "") -> str:
    return (
        f'<polyline points="{_points(points)}" fill="none" stroke="{stroke}" '
        f'stroke-width="{width:g}" stroke-linecap="round" stroke-linejoin="round" '
        f'stroke-dasharray="{dash or "none"}"/>'
    )


def curve(path: str, *, fill: str = "none", stroke: str = "none", width: float = 0) -> str:
    return (
        f'<path d="{path}" fill="{fill}" stroke="{stroke}" stroke-width="{width:g}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def circle(x: float, y: float, radius: float, fill: str) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{fill}"/>'


def ring(x: float, y: float, radius: float, stroke: str, width: float) -> str:
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="none" stroke="{stroke}" '
        f'stroke-width="{width:g}"/>'
    )


def text(
    x: float,
    y: float,
    words: str,
    size: float,
    *,
    fill: str = INK,
    weight: int = 400,
    anchor: str = "start",
) -> str:
    return lettering.text(x, y, words, size, fill=fill, weight=weight, anchor=anchor)


def turned(degrees: float, x: float, y: float, parts: Iterable[str]) -> str:
    return f'<g transform="rotate({degrees:g} {x:g} {y:g})">{"".join(parts)}</g>'


def moved(x: float, y: float, parts: Iterable[str]) -> str:
    return f'<g transform="translate({x:g} {y:g})">{"".join(parts)}</g>'


def window(x: float, y: float, width: float, height: float, *, lit: bool, dark: str) -> str:
    """Two casements under a transom, as on the cover."""
    gap, transom = width * 0.06, height * 0.3
    half = (width - gap) / 2
    upper, lower = (GLOW, LAMP) if lit else (dark, dark)
    return "".join(
        rect(left, y, half, transom, upper)
        + rect(left, y + transom + gap, half, height - transom - gap, lower)
        for left in (x, x + half + gap)
    )


def tree(x: float, ground: float, size: float, fill: str = LEAF) -> str:
    trunk = rect(x - size * 0.05, ground - size * 0.6, size * 0.1, size * 0.6, DARK_WOOD)
    crown = curve(
        f"M{x - size * 0.4:g} {ground - size * 0.62:g}"
        f"a{size * 0.4:g} {size * 0.46:g} 0 1 1 {size * 0.8:g} 0"
        f"a{size * 0.4:g} {size * 0.3:g} 0 1 1 {-size * 0.8:g} 0z",
        fill=fill,
    )
    return trunk + crown


def sheet(ground: str, parts: Iterable[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}">{rect(0, 0, WIDTH, HEIGHT, ground)}{"".join(parts)}'
        "</svg>"
    )


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)
