"""A PDF with the blank ends of its pages in; façades drawn there out.

A façade is an artifact (ISO 32000-1, 14.8.2.2): assistive technology passes over it.
"""

from collections.abc import Iterator, Mapping
from typing import Final

import pikepdf

from mitdomov.render.drawing.facade import Palette, Rectangle, lit_windows, panes, window_places

PX: Final = 0.75
"""Points in a pixel of CSS."""
OVERHANG_PX: Final = 12.6
"""So far the wall reaches beyond the type area, for its outer windows to stand at the edge."""
LEFT_PX: Final = 18 / 25.4 * 96 - OVERHANG_PX
WIDTH_PX: Final = 174 / 25.4 * 96 + 2 * OVERHANG_PX
COLUMNS: Final = 12
ROW_PX: Final = 62
SPACE_PX: Final = 56
"""Between text and façade."""
LEAST_ROWS: Final = 3
PAPER: Final = Palette(wall="#FFFFFF", dark="#F1EBDF", light="#F2B544", glow="#F7CF85")

FOOT_PX: Final = 12
"""Between façade and notes."""

Blanks = Mapping[int, tuple[float, float]]
"""By index of a page: from where to where it is empty, in px from the top."""


def draw_friezes(pdf: pikepdf.Pdf, blanks: Blanks, number: str) -> None:
    """The same input draws the same; `number` is the issue's."""
    for index, (top, bottom) in blanks.items():
        rows = int((bottom - top - SPACE_PX - FOOT_PX) // ROW_PX)
        if rows >= LEAST_ROWS:
            page = pdf.pages[index]
            height = float(page.mediabox[3]) / PX
            wall = Rectangle(LEFT_PX, bottom - FOOT_PX - rows * ROW_PX, WIDTH_PX, rows * ROW_PX)
            drawn = "\n".join(_facade(f"{number}/{index}", wall, rows, height))
            page.contents_add(f"/Artifact BMC q\n{drawn}\nQ EMC\n".encode(), prepend=True)


def _facade(seed: str, wall: Rectangle, rows: int, sheet_px: float) -> Iterator[str]:
    lit = lit_windows(seed, columns=COLUMNS, rows=rows, share=0.08)
    for cell, place in window_places(wall, columns=COLUMNS, rows=rows):
        upper, lower = panes(place)
        is_lit = cell in lit
        yield _filled(PAPER.glow if is_lit else PAPER.dark, upper, sheet_px)
        yield _filled(PAPER.light if is_lit else PAPER.dark, lower, sheet_px)


def _filled(colour: str, rectangles: list[Rectangle], sheet_px: float) -> str:
    channels = " ".join(f"{int(colour[i : i + 2], 16) / 255:.3f}" for i in (1, 3, 5))
    paths = " ".join(
        f"{each.x * PX:.2f} {(sheet_px - each.y - each.height) * PX:.2f} "
        f"{each.width * PX:.2f} {each.height * PX:.2f} re"
        for each in rectangles
    )
    return f"{channels} rg {paths} f"
