"""Pixels and the place that a picture has in the PDF in; how sharp it prints there out."""

from enum import StrEnum
from typing import Final

SHARP_DPI: Final = 300
POOR_DPI: Final = 150
"""Below it the checks of an issue warn as well."""
_MM_PER_INCH: Final = 25.4


class Where(StrEnum):
    COVER = "cover"
    PORTRAIT = "portrait"
    HEAD = "head"
    FIGURE = "figure"


_SIZES_MM: Final[dict[Where, tuple[float, float]]] = {
    Where.COVER: (210.0, 181.0),
    Where.PORTRAIT: (26.0, 32.5),
    Where.HEAD: (174.0, 0.0),
    Where.FIGURE: (83.0, 0.0),
}
"""Width and height of the frame that the picture fills, in `templates/pdf/styles`; a height of 0
is whatever the picture needs.
"""


def sharp_width_mm(width_px: int, dpi: int = SHARP_DPI) -> int:
    """The widest print that still has `dpi`."""
    return int(width_px / dpi * _MM_PER_INCH)


def dpi_at(where: Where, width_px: int, height_px: int) -> int:
    """What is left of the resolution in print; the scarcer direction counts."""
    width_mm, height_mm = _SIZES_MM[where]
    across = width_px / width_mm
    down = height_px / height_mm if height_mm else across
    return int(min(across, down) * _MM_PER_INCH)


def width_mm(where: Where) -> int:
    return int(_SIZES_MM[where][0])
