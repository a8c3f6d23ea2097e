"""A body of WordprocessingML in; the same text in our few styles, as mammoth shall see it, out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final
from xml.etree.ElementTree import Element

from mitdomov.document.word.finding import below, value
from mitdomov.document.word.languages import primary
from mitdomov.document.word.numbering import Level, Numbering
from mitdomov.document.word.pieces import Format, Piece, joined, marker
from mitdomov.document.word.roles import HEADINGS, Role
from mitdomov.document.word.runs import Context, RunReader
from mitdomov.document.word.styles import ListPlace, list_place, paragraph_role

MAX_DEPTH_OF_LISTS: Final = 5
MAX_COLUMNS: Final = 24
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
    _counts: dict[str, int] = field(default_factory=dict)
    _list: str = ""
    """The number of the list that the last block belonged to."""
    _runs: RunReader = field(init=False)

    def __post_init__(self) -> None:
        self._runs = RunReader(self.context)

    def blocks(self, elements: Iterable[Element], *, is_box: bool = False) -> Iterator[str]:
        for element in elements:
            if element.tag == "w:p":
                yield from self._paragraph(element, is_box=is_box)
            elif element.tag == "w:tbl":
                self._list = ""
                yield self._table(element)
            elif element.tag == "w:sdt":
                yield from self._control(element, is_box=is_box)
            elif element.tag in _THROUGH:
                yield from self.blocks(element, is_box=is_box)
            elif element.tag == "mc:AlternateContent":
                yield from self.blocks(next(iter(element), ()), is_box=is_box)
            elif element.tag in {"w:altChunk", "w:subDoc"}:
                self.context.notebook.lose("object")

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
        if below(properties, "w:rPr", "w:del") is not None:
            self._held = pieces
            return
        if any(piece.text == "\t" for piece in pieces[1:]):
            self.context.notebook.lose("tab")
        waiting, self._runs.boxes = self._runs.boxes, []
        if role is Role.CONTENTS:
            self.context.notebook.lose("contents")
        elif pieces:
            yield self._written(pieces, properties, role, is_box=is_box)
        for box in waiting:
            self.context.notebook.guess("box")
            yield from self.blocks(box, is_box=True)

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
        place = self._place(properties) if role in _LISTABLE else None
        level = self.numbering.level(place) if place else None
        if place and level:
            if start := self._start(place, level):
                pieces.insert(0, marker(f"start-{start}", pieces[0].format))
            name = _list_style(place, level, is_box=is_box)
        elif any(piece.text.strip() for piece in pieces):
            self._list = ""
        if is_box and role in HEADINGS:
            name = "box-title"
        return _styled(name, self._joined(pieces))

    def _joined(self, pieces: list[Piece]) -> str:
        return joined(pieces, self.context.plain_languages, self.context.notebook, self.links)

    def _place(self, properties: Element | None) -> ListPlace | None:
        name = value(properties, "w:pStyle") or self.context.styles.default_paragraph
        own, by_style = list_place(properties), self.context.styles.list_place(name)
        return own or by_style

    def _start(self, place: ListPlace, level: Level) -> int:
        """The number at which a list begins or goes on here; 0 in its midst or without numbers."""
        if place.depth:
            return 0
        is_midst, self._list = self._list == place.number, place.number
        if not level.is_ordered:
            return 0
        count = self._counts.get(place.number, level.start)
        self._counts[place.number] = count + 1
        return 0 if is_midst else count

    def _table(self, table: Element) -> str:
        rows = "".join(self._row(row) for row in _rows(table))
        self._list = ""
        return f"<w:tbl>{rows}</w:tbl>"

    def _row(self, row: Element) -> str:
        is_header = below(row, "w:trPr", "w:tblHeader") is not None
        cells = "".join(map(self._cell, islice(_cells(row), MAX_COLUMNS)))
        head = "<w:trPr><w:tblHeader/></w:trPr>" if is_header else ""
        return f"<w:tr>{head}{cells}</w:tr>"

    def _cell(self, cell: Element) -> str:
        merge = below(cell, "w:tcPr", "w:vMerge")
        width = value(cell, "w:tcPr", "w:gridSpan")
        if not (width.isascii() and width.isdigit() and 0 < int(width) <= MAX_COLUMNS):
            width = "1"
        kind = "" if merge is None else f'<w:vMerge w:val="{_merge(merge)}"/>'
        content = "".join(self.blocks(cell)) or "<w:p/>"
        return f'<w:tc><w:tcPr><w:gridSpan w:val="{width}"/>{kind}</w:tcPr>{content}</w:tc>'


def _rows(table: Element) -> Iterator[Element]:
    """Deleted rows are left out; rows may stand in a content control."""
    for child in table:
        if child.tag == "w:tr" and below(child, "w:trPr", "w:del") is None:
            yield child
        elif child.tag in {"w:sdt", "w:sdtContent", "w:customXml", "w:ins"}:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == "w:tc":
            yield child
        elif child.tag in {"w:sdt", "w:sdtContent", "w:customXml"}:
            yield from _cells(child)


def _merge(merge: Element) -> str:
    return "restart" if merge.get("w:val") == "restart" else "continue"


def _list_style(place: ListPlace, level: Level, *, is_box: bool) -> str:
    kind = "ol" if level.is_ordered else "ul"
    if is_box:
        return f"box-{kind}"
    return f"{kind}-{min(place.depth + 1, MAX_DEPTH_OF_LISTS)}"


def _styled(name: str, content: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr>{content}</w:p>'
