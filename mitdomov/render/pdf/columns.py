"""A block of a column in; the same block out, placed so that the lines of all columns stand level.

WeasyPrint knows no baseline grid, and keeps at the top of a column the space that belongs between
two blocks (CSS Fragmentation 3, 5.2, asks to drop it).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, Final

from mitdomov.render.pdf.boxes import attribute

COLUMNS: Final = "columns"
"""Class of the template's boxes in which running text stands in columns."""
_NEARLY_PX: Final = 0.5

_one_build_at_a_time = Lock()


@contextmanager
def level_columns() -> Iterator[None]:
    """While it lasts, a column starts at its top and what is no text takes up whole lines."""
    from weasyprint.layout import block

    with _one_build_at_a_time:
        lay_out = block.block_level_layout

        def level(
            context: Any,
            box: Any,
            bottom_space: float,
            skip_stack: Any,
            containing_block: Any,
            *others: Any,
            **more: Any,
        ) -> Any:
            if not _is_column(containing_block):
                return lay_out(
                    context, box, bottom_space, skip_stack, containing_block, *others, **more
                )
            if skip_stack is None and _stands_first(box, containing_block):
                box = _without_margin_above(box)
            made = lay_out(
                context, box, bottom_space, skip_stack, containing_block, *others, **more
            )
            if made[0] is not None and made[1] is None:
                made[0].margin_bottom += lacking(
                    _end(made[0], containing_block), containing_block.style["line_height"].value
                )
            return made

        block.block_level_layout = level
        try:
            yield
        finally:
            block.block_level_layout = lay_out


def lacking(length_px: float, line_px: float) -> float:
    """To the next whole line; nothing when there is hardly anything lacking."""
    left = -length_px % line_px
    return 0.0 if min(left, line_px - left) < _NEARLY_PX else left


def _is_column(box: Any) -> bool:
    return getattr(box, "is_column", False) and COLUMNS in attribute(box, "class").split()


def _stands_first(box: Any, column: Any) -> bool:
    return float(box.position_y) <= float(column.content_box_y()) + _NEARLY_PX


def _without_margin_above(box: Any) -> Any:
    from weasyprint.css.properties import ZERO_PIXELS

    above = box.copy()
    above.style = box.style.copy()
    above.style["margin_top"] = ZERO_PIXELS
    return above


def _end(box: Any, column: Any) -> float:
    """Where the block with the space below it ends, in px from the top of the column."""
    bottom = box.border_box_y() + box.border_height() + box.margin_bottom
    return float(bottom - column.content_box_y())
