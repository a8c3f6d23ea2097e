"""A body of WordprocessingML in; the same text in our few styles, as mammoth shall see it, out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final
from xml.etree.ElementTree import Element

from mitdomov.document.word.changes import texts_of
from mitdomov.document.word.finding import below, value
from mitdomov.document.word.languages import primary
from mitdomov.document.word.lists import Counted, Lists
from mitdomov.document.word.numbering import Numbering
from mitdomov.document.word.pieces import Format, Piece, joined, marker, text_piece
from mitdomov.document.word.roles import HEADINGS, Role
from mitdomov.document.word.rows import (
    MAX_COLUMNS,
    cells_of,
    columns,
    gap,
    is_of_cells,
    merge_kind,
    rows_of,
)
from mitdomov.document.word.runs import Context, RunReader
from mitdomov.document.word.styles import ListPlace, list_place, own_depth, paragraph_role

MAX_DEPTH_OF_LISTS: Final = 5
_THROUGH: Final = frozenset({"w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:sdtContent"})
_LISTABLE: Final = frozenset({Role.BODY, Role.BOX, Role.QUOTE})


@dataclass(slots=True)
class Canonical:
    """Writes part after part; what it needs to remember between blocks stands here."""

    context: Context
    numbering: Numbering
    links: list[str] = field(default_factory=list)
    _held: list[Piece] = field(default_factory=list)
    """Pieces of a paragraph whose end was deleted; the next paragraph begins with them."""
    _is_in_cell: bool = False
    _lists: Lists = field(init=False)
    _runs: RunReader = field(init=False)

    def __post_init__(self) -> None:
        self._runs = RunReader(self.context)
        self._lists = Lists(self.numbering)

    def blocks(self, elements: Iterable[Element], *, is_box: bool = False) -> Iterator[str]:
        for element in elements:
            if element.tag == "w:p":
                yield from self._paragraph(element, is_box=is_box)
            elif element.tag == "w:tbl":
                yield from self._unheld(is_box=is_box)
                yield self._table(element)
            elif element.tag == "w:sdt":
                yield from self._control(element, is_box=is_box)
            elif element.tag in _THROUGH:
                yield from self.blocks(element, is_box=is_box)
            elif element.tag == "mc:AlternateContent":
                yield from self.blocks(next(iter(element), ()), is_box=is_box)
            elif element.tag in {"w:altChunk", "w:subDoc"}:
                self.context.notebook.lose("object")
        yield from self._unheld(is_box=is_box)

    def _unheld(self, *, is_box: bool) -> Iterator[str]:
        """What waits for a next paragraph where none comes."""
        pieces, self._held = self._held, []
        if pieces:
            yield _styled((Role.BOX if is_box else Role.BODY).value, self._joined(pieces))
            self._lists.interrupt()

    def _control(self, element: Element, *, is_box: bool) -> Iterator[str]:
        gallery = value(element, "w:sdtPr", "w:docPartObj", "w:docPartGallery")
        if gallery == "Table of Contents":
            self.context.notebook.lose("contents")
        else:
            yield from self.blocks(element.findall("w:sdtContent"), is_box=is_box)

    def _paragraph(self, element: Element, *, is_box: bool) -> Iterator[str]:
        properties = element.find("w:pPr")
        role = paragraph_role(properties, self.context.styles)
        pieces = [*self._held, *self._runs.read(element, self._format(properties, role))]
        self._held = []
        if _goes_on(properties):
            self._held = pieces
            return
        if any(piece.text == "\t" for piece in pieces[1:]):
            self.context.notebook.lose("tab")
        waiting, self._runs.boxes = self._runs.boxes, []
        if role is Role.CONTENTS:
            self.context.notebook.lose("contents")
        elif self._is_to_be_written(pieces, role) or self._is_numbered_cell(properties):
            yield self._written(pieces, properties, role, is_box=is_box)
        for box in waiting:
            blocks = list(self.blocks(box, is_box=True))
            if any("<w:t " in block for block in blocks):
                self.context.notebook.guess("box")
            yield from blocks

    def _is_to_be_written(self, pieces: list[Piece], role: Role) -> bool:
        """Blanks part no list."""
        if role not in _LISTABLE:
            return bool(pieces)
        return any(piece.is_marker or not piece.text.isspace() for piece in pieces)

    def _is_numbered_cell(self, properties: Element | None) -> bool:
        """Its number may be all that it says."""
        return self._is_in_cell and self._place(properties) is not None

    def _format(self, properties: Element | None, role: Role) -> Format:
        styles = self.context.styles
        style = value(properties, "w:pStyle") or styles.default_paragraph
        is_body = role is Role.BODY
        return Format(
            is_bold=is_body and styles.is_on(style, "w:b"),
            is_italic=is_body and styles.is_on(style, "w:i"),
            language=primary(styles.language_of(style) or styles.language),
        )

    def _written(
        self, pieces: list[Piece], properties: Element | None, role: Role, *, is_box: bool
    ) -> str:
        name = Role.BOX.value if is_box else role.value
        place = self._place(properties)
        item = self._lists.counted(place)
        if place and item and self._is_item(item, role):
            depth, start = self._lists.entered(replace(place, depth=0) if is_box else place, item)
            if start is not None:
                pieces.insert(0, marker(f"start-{start}", pieces[0].format))
            if depth >= MAX_DEPTH_OF_LISTS:
                self.context.notebook.lose("deep-list")
            name = _list_style(depth, is_ordered=item.level.is_ordered, is_box=is_box)
        else:
            if item:
                self._label(item, pieces, role)
            self._lists.interrupt()
        if is_box and role in HEADINGS:
            name = "box-title"
        return _styled(name, self._joined(pieces))

    def _is_item(self, item: Counted, role: Role) -> bool:
        if role not in _LISTABLE or self._is_in_cell or item.is_worded:
            return False
        if not item.is_plain:
            self.context.notebook.guess("list-marks", item.label)
        return True

    def _label(self, item: Counted, pieces: list[Piece], role: Role) -> None:
        """What no list of ours can show stays as words, but for bare numbers of headings."""
        is_number = role not in _LISTABLE and not item.is_worded
        if is_number and item.level.is_ordered:
            self.context.notebook.lose("heading-number", item.label)
        elif not is_number:
            format_ = pieces[0].format if pieces else Format()
            pieces.insert(0, text_piece(f"{item.label} ", format_))

    def _joined(self, pieces: list[Piece]) -> str:
        return joined(pieces, self.context.plain_languages, self.context.notebook, self.links)

    def _place(self, properties: Element | None) -> ListPlace | None:
        name = value(properties, "w:pStyle") or self.context.styles.default_paragraph
        own, by_style = list_place(properties), self.context.styles.list_place(name)
        if own or by_style is None:
            return own
        depth = own_depth(properties)
        return by_style if depth is None else replace(by_style, depth=depth)

    def _table(self, table: Element) -> str:
        self._lists.interrupt()
        was_in_cell = self._is_in_cell
        self._is_in_cell = was_in_cell or is_of_cells(table)
        rows = "".join(self._row(row) for row in rows_of(table))
        self._is_in_cell = was_in_cell
        self._lists.interrupt()
        return f"<w:tbl>{rows}</w:tbl>"

    def _row(self, row: Element) -> str:
        is_header = below(row, "w:trPr", "w:tblHeader") is not None
        every = list(cells_of(row))
        for cell in every[MAX_COLUMNS:]:
            self.context.notebook.lose("wide-table", " ".join(texts_of([cell])))
        cells = "".join([gap(row), *map(self._cell, every[:MAX_COLUMNS])])
        head = "<w:trPr><w:tblHeader/></w:trPr>" if is_header else ""
        return f"<w:tr>{head}{cells}</w:tr>"

    def _cell(self, cell: Element) -> str:
        merge = below(cell, "w:tcPr", "w:vMerge")
        width = columns(value(cell, "w:tcPr", "w:gridSpan")) or 1
        kind = "" if merge is None else f'<w:vMerge w:val="{merge_kind(merge)}"/>'
        blocks = list(self.blocks(cell))
        if self._is_in_cell and sum("<w:t " in block for block in blocks) > 1:
            self.context.notebook.guess("cell-paragraphs")
        content = "".join(blocks) or "<w:p/>"
        return f'<w:tc><w:tcPr><w:gridSpan w:val="{width}"/>{kind}</w:tcPr>{content}</w:tc>'


def _list_style(depth: int, *, is_ordered: bool, is_box: bool) -> str:
    kind = "ol" if is_ordered else "ul"
    if is_box:
        return f"box-{kind}"
    return f"{kind}-{min(depth + 1, MAX_DEPTH_OF_LISTS)}"


def _goes_on(properties: Element | None) -> bool:
    """Its end was deleted, or it is the big first letter of the next (ECMA-376, 17.3.1.11)."""
    frame = below(properties, "w:framePr")
    is_letter = frame is not None and frame.get("w:dropCap", "none") != "none"
    return is_letter or below(properties, "w:rPr", "w:del") is not None


def _styled(name: str, content: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr>{content}</w:p>'
