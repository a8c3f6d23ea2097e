"""A table of WordprocessingML in; its rows and cells, and where each stands, out."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from mitdomov.document.word.finding import below, value

MAX_COLUMNS: Final = 24


def rows_of(table: Element) -> Iterator[Element]:
    """Deleted rows are left out; rows may stand in a content control."""
    for child in table:
        if child.tag == "w:tr" and below(child, "w:trPr", "w:del") is None:
            yield child
        elif child.tag in {"w:sdt", "w:sdtContent", "w:customXml", "w:ins"}:
            yield from rows_of(child)


def is_of_cells(table: Element) -> bool:
    """A table of one cell is a box, whose lists stay lists."""
    return sum(1 for row in rows_of(table) for _ in cells_of(row)) != 1


def cells_of(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == "w:tc":
            yield child
        elif child.tag in {"w:sdt", "w:sdtContent", "w:customXml"}:
            yield from cells_of(child)


def columns(said: str) -> int:
    """0 for what is no number of columns."""
    is_number = said.isascii() and said.isdigit() and len(said) < 3
    return int(said) if is_number and int(said) <= MAX_COLUMNS else 0


def gap(row: Element) -> str:
    """The columns that a row leaves out at its beginning (ECMA-376, 17.4.15)."""
    return "<w:tc><w:p/></w:tc>" * columns(value(row, "w:trPr", "w:gridBefore"))


def merge_kind(merge: Element) -> str:
    return "restart" if merge.get("w:val") == "restart" else "continue"
