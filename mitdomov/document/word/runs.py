"""The inside of paragraphs in; the same as a few plain kinds of pieces out."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias
from xml.etree.ElementTree import Element

from mitdomov.document.word.drawings import DRAWINGS, Drawn, boxes, drawn
from mitdomov.document.word.equations import signs_of, text_of
from mitdomov.document.word.fields import address_of, is_internal
from mitdomov.document.word.finding import value
from mitdomov.document.word.languages import primary
from mitdomov.document.word.looks import note_drawn, note_links, note_looks
from mitdomov.document.word.notebook import Notebook
from mitdomov.document.word.pieces import Format, Piece, attribute, marker, text_piece
from mitdomov.document.word.relationships import Relationships
from mitdomov.document.word.report import WordError
from mitdomov.document.word.styles import Styles, property_of
from mitdomov.document.word.symbols import spelled

_CONTENTS: Final = re.compile(r"\s*TOC\b")
_THROUGH: Final = frozenset(
    {"w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:sdt", "w:sdtContent", "w:dir", "w:bdo"}
    | {"w:rubyBase", "w:rt"}
)
_MAX_FIELDS: Final = 20
_MARKS: Final = frozenset({"w:t", "w:sym"})


Handler: TypeAlias = Callable[["RunReader", Element, Format], Iterator[Piece]]


@dataclass(slots=True)
class Field:
    """A complex field: its code until it is separated from its result (ECMA-376, 17.16.18)."""

    code: str = ""
    is_code: bool = True


@dataclass(slots=True)
class Context:
    """What holds for a whole part."""

    styles: Styles
    relationships: Relationships
    notebook: Notebook
    notes: frozenset[tuple[str, str]] = frozenset()
    """(kind, id) of the notes that may be referred to."""
    plain_languages: frozenset[str] = frozenset({"cs"})
    """Those that need no mark."""
    pictures: list[tuple[str, Drawn]] = field(default_factory=list)
    """(name of the part, what was drawn), in order; markers count from 0."""


@dataclass(slots=True)
class RunReader:
    """Reads paragraph after paragraph, since fields may span them."""

    context: Context
    fields: list[Field] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """Text boxes met; whoever reads paragraphs empties this."""

    def read(self, children: Iterable[Element], format_: Format) -> Iterator[Piece]:
        for child in children:
            if child.tag == "w:r":
                yield from self._run(child, format_)
            elif child.tag == "w:hyperlink":
                yield from self._hyperlink(child, format_)
            elif child.tag == "w:fldSimple":
                yield from self._simple_field(child, format_)
            elif child.tag in _THROUGH:
                yield from self.read(child, format_)
            elif child.tag == "mc:AlternateContent":
                ways = (list(self.read(way, format_)) for way in child)
                yield from next(filter(None, ways), [])
            elif child.tag.startswith("m:"):
                yield from self._equation(child, format_)

    def _hyperlink(self, element: Element, format_: Format) -> Iterator[Piece]:
        href = self.context.relationships.links.get(element.get("r:id", ""), "")
        if href and (anchor := element.get("w:anchor")):
            href = f"{href}#{anchor}"
        if not href and element.get("w:anchor"):
            self.context.notebook.lose("anchor")
        yield from self.read(element, replace(format_, link=href))

    def _simple_field(self, element: Element, format_: Format) -> Iterator[Piece]:
        code = element.get("w:instr", "")
        self._note_field(code)
        if not _CONTENTS.match(code):
            yield from self.read(element, replace(format_, link=address_of(code) or format_.link))

    def _note_field(self, code: str) -> None:
        if _CONTENTS.match(code):
            self.context.notebook.lose("contents")
        elif is_internal(code):
            self.context.notebook.lose("anchor")

    def _equation(self, element: Element, format_: Format) -> Iterator[Piece]:
        signs = signs_of(element)
        self.context.notebook.lose("equation", text_of(signs))
        space = " " if element.tag == "m:oMathPara" else ""
        yield text_piece(space, format_)
        for sign in signs:
            yield text_piece(sign.text, replace(format_, raised=sign.raised or format_.raised))
        yield text_piece(space, format_)

    def _run(self, run: Element, outer: Format) -> Iterator[Piece]:
        format_ = self._format(run, outer)
        for child in _without_own_mark(run):
            if child.tag == "w:fldChar":
                self._field_mark(child.get("w:fldCharType", ""))
            elif child.tag == "w:instrText" and self.fields:
                self.fields[-1].code += child.text or ""
            elif not self._is_hidden(run, child):
                yield from self._content(child, format_)

    def _content(self, child: Element, format_: Format) -> Iterator[Piece]:
        if handler := _CONTENTS_OF_RUNS.get(child.tag):
            yield from handler(self, child, format_)
        elif child.tag in DRAWINGS:
            yield from self._drawing(child, format_)
        elif child.tag in _THROUGH:
            yield from self.read(child, format_)

    def _is_hidden(self, run: Element, child: Element) -> bool:
        if any(each.is_code or _CONTENTS.match(each.code) for each in self.fields):
            return True
        is_hidden = property_of(run.find("w:rPr"), "w:vanish") is True
        if is_hidden and child.text:
            self.context.notebook.lose("hidden", child.text)
        return is_hidden

    def _field_mark(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(Field())
            if len(self.fields) > _MAX_FIELDS:
                raise WordError("Pole dokumentu jsou poškozená. Převeďte je ve Wordu na text.")
        elif self.fields and kind == "separate":
            self.fields[-1].is_code = False
            self._note_field(self.fields[-1].code)
        elif self.fields and kind == "end":
            self.fields.pop()

    def _format(self, run: Element, outer: Format) -> Format:
        properties = run.find("w:rPr")
        style = value(properties, "w:rStyle")
        styles = self.context.styles
        links = (address_of(each.code) for each in reversed(self.fields) if not each.is_code)
        link = outer.link or next(filter(None, links), "")
        note_looks(properties, self.context.notebook, is_link=bool(link))
        return Format(
            link,
            _either(properties, "w:b", styles.is_on(style, "w:b") or outer.is_bold),
            _either(properties, "w:i", styles.is_on(style, "w:i") or outer.is_italic),
            (value(properties, "w:vertAlign") or styles.raised(style)),
            primary(value(properties, "w:lang") or styles.language_of(style)) or outer.language,
        )

    def _drawing(self, element: Element, format_: Format) -> Iterator[Piece]:
        self.boxes.extend(boxes(element))
        links = self.context.relationships.links
        note_links(element, links, self.context.notebook, around=format_.link)
        for each in drawn(element):
            if each.loss:
                self.context.notebook.lose(each.loss, " ".join(each.alt.split()))
            elif each.picture in self.context.relationships.external_ids:
                self.context.notebook.lose("remote-picture")
            elif part := self.context.relationships.pictures.get(each.picture):
                note_drawn(each, self.context.notebook)
                self.context.pictures.append((part, each))
                yield marker(f"picture-{len(self.context.pictures) - 1}", format_)
            else:
                self.context.notebook.lose("missing-picture")

    def text(self, element: Element, format_: Format) -> Iterator[Piece]:
        if element.text:
            yield text_piece(element.text, format_)

    def tab(self, _element: Element, format_: Format) -> Iterator[Piece]:
        yield text_piece("\t", format_)

    def line_break(self, element: Element, format_: Format) -> Iterator[Piece]:
        if element.get("w:type", "textWrapping") == "textWrapping":
            yield Piece(format_, "<w:br/>", " ")

    def no_break_hyphen(self, _element: Element, format_: Format) -> Iterator[Piece]:
        yield text_piece("\u2011", format_)

    def symbol(self, element: Element, format_: Format) -> Iterator[Piece]:
        char = element.get("w:char", "")
        is_code = re.fullmatch("[0-9A-Fa-f]{1,6}", char)
        if is_code and (sign := spelled(element.get("w:font", ""), int(char, 16))):
            yield text_piece(sign, format_)
        else:
            self.context.notebook.lose("symbol")

    def ruby(self, element: Element, format_: Format) -> Iterator[Piece]:
        """How to say a word, above it in the file; behind it in brackets here."""
        yield from self.read(element.findall("w:rubyBase"), format_)
        yield text_piece(" (", format_)
        yield from self.read(element.findall("w:rt"), format_)
        yield text_piece(")", format_)

    def note(self, element: Element, format_: Format) -> Iterator[Piece]:
        kind, name = element.tag[2:].removesuffix("Reference"), element.get("w:id", "")
        if (kind, name) in self.context.notes:
            yield Piece(format_, f'<w:{kind}Reference w:id="{attribute(name)}"/>')


_CONTENTS_OF_RUNS: Final[dict[str, Handler]] = {
    "w:t": RunReader.text,
    "w:tab": RunReader.tab,
    "w:ptab": RunReader.tab,
    "w:br": RunReader.line_break,
    "w:cr": RunReader.line_break,
    "w:noBreakHyphen": RunReader.no_break_hyphen,
    "w:sym": RunReader.symbol,
    "w:ruby": RunReader.ruby,
    "w:footnoteReference": RunReader.note,
    "w:endnoteReference": RunReader.note,
}


def _without_own_mark(run: Element) -> Iterable[Element]:
    """The author's own mark of a note follows its place (ECMA-376, 17.11.13); ours are numbers."""
    has_own = any(_is_own(each) for each in run)
    return (each for each in run if each.tag not in _MARKS) if has_own else run


def _is_own(child: Element) -> bool:
    return child.get("w:customMarkFollows", "0") in {"1", "true", "on"}


def _either(properties: Element | None, tag: str, otherwise: bool) -> bool:  # noqa: FBT001
    said = property_of(properties, tag)
    return otherwise if said is None else said
