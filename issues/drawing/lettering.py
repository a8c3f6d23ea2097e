"""Words in; outlines of Source Sans 3 out, so that a drawing needs no font where it is shown."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

FONTS: Final = Path(__file__).resolve().parent.parent.parent / "assets" / "dist" / "fonts"
CUTS: Final = {400: "Regular", 600: "Semibold"}
ANCHORS: Final = {"start": 0.0, "middle": 0.5, "end": 1.0}


def text(
    x: float,
    y: float,
    words: str,
    size: float,
    *,
    fill: str,
    weight: int = 400,
    anchor: str = "start",
) -> str:
    """`y` is the base line."""
    font = _font(weight)
    scale = size / font["head"].unitsPerEm
    names = [font.getBestCmap()[ord(letter)] for letter in words]
    widths = [font["hmtx"][name][0] * scale for name in names]
    x -= sum(widths) * ANCHORS[anchor]
    glyphs = font.getGlyphSet()
    pen = SVGPathPen(glyphs, ntos=lambda value: f"{value:.2f}")
    for name, width in zip(names, widths, strict=True):
        glyphs[name].draw(TransformPen(pen, (scale, 0, 0, -scale, x, y)))
        x += width
    return f'<path d="{pen.getCommands()}" fill="{fill}"/>'


@lru_cache
def _font(weight: int) -> TTFont:
    return TTFont(FONTS / f"SourceSans3-{CUTS[weight]}.ttf")
