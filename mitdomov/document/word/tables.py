"""Tables of mammoth's HTML in; simple tables of the tree, every cell on its own, out."""

from itertools import chain
from typing import Final

from mitdomov.document.tree import Inlines, Table, Text, plain
from mitdomov.document.word.html_nodes import Node
from mitdomov.document.word.inlines import InlineReader
from mitdomov.document.word.report import WordError

MAX_COLUMNS: Final = 64
_Grid = list[list[Inlines]]


def read_table(node: Node, reader: InlineReader) -> Table | None:
    """Nothing when no cell says anything."""
    heads = [row for part in node.nodes() if part.tag == "thead" for row in part.nodes()]
    bodies = [row for part in node.nodes() if part.tag == "tbody" for row in part.nodes()]
    rows = [*heads, *bodies] or list(node.nodes())
    grid = _unfolded(rows, len(heads), reader)
    if not any(map(plain, chain.from_iterable(grid))):
        return None
    if not heads:
        reader.notebook.guess("table-header", _words(grid[0]))
    elif len(heads) == len(grid):
        heads = heads[:1]
    count = max(len(heads), 1)
    return Table(_joined_header(grid[:count]), tuple(map(tuple, grid[count:])))


def only_cell(node: Node) -> Node | None:
    """The cell of a table that has one, as authors draw boxes."""
    cells = [each for each in node.all() if each.tag in {"td", "th"}]
    return cells[0] if len(cells) == 1 else None


def _unfolded(rows: list[Node], head_count: int, reader: InlineReader) -> _Grid:
    """Every row as wide as the widest; merged cells stand in each row that they reach."""
    grid: _Grid = [[] for _ in rows]
    below: dict[tuple[int, int], Inlines] = {}
    for index, row in enumerate(rows):
        for cell in (each for each in row.nodes() if each.tag in {"td", "th"}):
            _fill_from_above(grid[index], index, below)
            _place(cell, index, grid, below, reader, is_head=index < max(head_count, 1))
        _fill_from_above(grid[index], index, below)
    width = max(map(len, grid), default=0)
    return [row + [()] * (width - len(row)) for row in grid]


def _fill_from_above(row: list[Inlines], index: int, below: dict[tuple[int, int], Inlines]) -> None:
    while (content := below.pop((index, len(row)), None)) is not None:
        row.append(content)


def _place(
    cell: Node,
    index: int,
    grid: _Grid,
    below: dict[tuple[int, int], Inlines],
    reader: InlineReader,
    *,
    is_head: bool,
) -> None:
    content = _content(cell, reader)
    columns, lines = _span(cell, "colspan"), _span(cell, "rowspan")
    if columns > 1 or lines > 1:
        reader.notebook.guess("merged-cells", plain(content))
    rest = content if is_head else ()
    row = [content, *[rest] * (columns - 1)]
    for line in range(index + 1, min(index + lines, len(grid))):
        for offset, each in enumerate(row):
            below[line, len(grid[index]) + offset] = each
    grid[index].extend(row)
    if len(grid[index]) > MAX_COLUMNS:
        raise WordError("Tabulka v dokumentu je příliš široká. Rozdělte ji ve Wordu.")


def _content(cell: Node, reader: InlineReader) -> Inlines:
    if any(each.tag == "table" for each in cell.all()):
        reader.notebook.lose("nested-table")
    return reader.read(cell.children)


def _joined_header(rows: _Grid) -> tuple[Inlines, ...]:
    """The rows of a header as one: `2025 – počet`."""
    header = list(rows[0])
    for row in rows[1:]:
        header = [_both(above, below) for above, below in zip(header, row, strict=True)]
    return tuple(header)


def _both(above: Inlines, below: Inlines) -> Inlines:
    if plain(above).strip() == plain(below).strip() or not plain(below).strip():
        return above
    return (*above, Text(" – "), *below) if plain(above).strip() else below


def _span(cell: Node, name: str) -> int:
    return int(cell.attributes.get(name, "1"))


def _words(row: list[Inlines]) -> str:
    """Without empty cells, which would be but bars."""
    words = (" ".join(plain(cell).split()) for cell in row)
    return " | ".join(filter(None, words)) or "(prázdný řádek)"
