"""A width in; the emblem of the European Union as SVG out, by the geometry of its graphics guide.

A blue field of 3:2 with twelve upright five-pointed stars on a circle whose radius is a third of
the field's height; the points of each star lie on a circle of one eighteenth of that height.
"""

from html import escape
from math import cos, pi, sin
from typing import Final

from mitdomov.magazine.model import EuPublicity

BLUE: Final = "#003399"
GOLD: Final = "#FFCC00"
STARS: Final = 12
INNER: Final = 0.381966
"""Ratio of a regular pentagram's inner to its outer radius, 1 / φ²."""


def emblem_svg(*, height: float = 100, title: str = "Vlajka Evropské unie") -> str:
    """A whole SVG document, `height` units tall and half as wide again."""
    width = height * 1.5
    stars = "".join(_star(height, 2 * pi * hour / STARS) for hour in range(STARS))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" role="img">'
        f"<title>{title}</title>"
        f'<path fill="{BLUE}" d="M0 0H{width:g}V{height:g}H0z"/>'
        f'<path fill="{GOLD}" d="{stars}"/></svg>'
    )


def emblem_of(eu: EuPublicity, *, height: float = 100) -> str:
    """As `emblem_svg`: the publisher's own emblem, or the one that we draw."""
    if not eu.emblem:
        return emblem_svg(height=height)
    width = height * 1.5
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" role="img">'
        f"<title>Vlajka Evropské unie</title>"
        f'<image width="{width:g}" height="{height:g}" href="{escape(eu.emblem)}"/></svg>'
    )


def _star(height: float, angle: float) -> str:
    """Path of the star at `angle` of the clock-face, always upright."""
    x = height * 0.75 + height / 3 * sin(angle)
    y = height / 2 - height / 3 * cos(angle)
    corners = []
    for corner in range(10):
        radius = height / 18 * (INNER if corner % 2 else 1)
        turn = pi * corner / 5
        corners.append(f"{x + radius * sin(turn):.3f} {y - radius * cos(turn):.3f}")
    return f"M{'L'.join(corners)}z"
