"""The editor's JSON in, a document in normal form out, and what of it could not be kept.

A mistake costs a mark or a picture, never words: those of a refused link stay as text.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from mitdomov.document.editor_json.nodes import EditorJsonError, Node, node_of
from mitdomov.document.links import is_allowed, is_picture, is_recording
from mitdomov.document.normal import MAX_LIST_DEPTH, MAX_LIST_START, is_language, normal
from mitdomov.document.tree import (
    Block,
    Bold,
    Callout,
    Document,
    Embed,
    Figure,
    Flow,
    Footnote,
    Heading,
    Inline,
    Inlines,
    Italic,
    ItemList,
    Language,
    Link,
    Paragraph,
    PullQuote,
    Quote,
    Subscript,
    Superscript,
    Table,
    Text,
)

_LEVELS: Final[dict[int, Literal[2, 3, 4]]] = {2: 2, 3: 3, 4: 4}
_LISTS: Final = ("bulletList", "orderedList")
_FLOWS: Final = ("paragraph", *_LISTS)
_PLAIN_MARKS: Final[dict[str, Callable[[Inlines], Inline]]] = {
    "bold": Bold,
    "italic": Italic,
    "subscript": Subscript,
    "superscript": Superscript,
}
_SHOWN_CHARS: Final = 80


@dataclass(frozen=True, slots=True)
class Read:
    document: Document
    mistakes: tuple[str, ...] = ()
    """Czech sentences: what was not kept, and why."""


def read(value: object) -> Read:
    """Raises `EditorJsonError` when `value` is not what the editor sends."""
    root = node_of(value)
    if root.type != "doc":
        raise EditorJsonError("Odeslaný text nemá podobu, kterou editor ukládá. Obnovte stránku.")
    reader = _Reader()
    blocks = tuple(reader.block(node) for node in root.content)
    return Read(normal(Document(blocks)), tuple(dict.fromkeys(reader.mistakes)))


class _Reader:
    def __init__(self) -> None:
        self.mistakes: list[str] = []

    def block(self, node: Node) -> Block:  # noqa: C901 (one case a kind of block)
        name = node.words("id")
        match node.type:
            case "paragraph":
                return Paragraph(self._run(node), name)
            case "bulletList" | "orderedList":
                return self._list(node, 1, name)
            case "heading":
                return Heading(_LEVELS.get(node.number("level", 2), 2), self._run(node), name)
            case "quote":
                return Quote(self._flows(node), self._first(node, "quoteSource"), name)
            case "pullQuote":
                words = self._first(node, "paragraph")
                return PullQuote(words, self._first(node, "quoteSource"), name)
            case "callout":
                return Callout(self._flows(node), self._first(node, "calloutTitle"), name)
            case "figure":
                return self._figure(node, name)
            case "captionedTable":
                return self._table(node, name)
            case "embed":
                return self._embed(node, name)
            case _:
                raise _unknown(node)

    def _figure(self, node: Node, name: str) -> Block:
        caption = self._run(node)
        picture = node.words("picture")
        if not is_picture(picture):
            self._complain(f"Obrázek „{picture}“ v knihovně není, zůstal jen jeho popisek.")
            return Paragraph(caption or (Text(node.words("alt")),), name)
        return Figure(
            picture=picture,
            alt=node.words("alt"),
            is_decorative=node.claim("isDecorative"),
            caption=caption,
            credit=node.words("credit"),
            licence=node.words("licence"),
            id=name,
        )

    def _embed(self, node: Node, name: str) -> Block:
        url, title = node.words("url"), node.words("title")
        if is_recording(url):
            return Embed(url, title, name)
        self._complain(f"Adresa záznamu „{url:.{_SHOWN_CHARS}}“ musí začínat https://.")
        return Paragraph((Text(f"{title} {url}"),), name)

    def _table(self, node: Node, name: str) -> Block:
        rows = [
            [self._first(cell, "paragraph") for cell in row.all_of("tableHeader", "tableCell")]
            for table in node.all_of("table")
            for row in table.all_of("tableRow")
        ]
        width = max(map(len, rows), default=0)
        if not width:
            return Paragraph(self._first(node, "tableCaption"), name)
        header, *others = [(*row, *[()] * (width - len(row))) for row in rows]
        return Table(header, tuple(others), self._first(node, "tableCaption"), name)

    def _list(self, node: Node, depth: int, name: str = "") -> ItemList:
        return ItemList(
            items=tuple(self._flows(item, depth) for item in node.all_of("listItem")),
            is_ordered=node.type == "orderedList",
            start=min(max(node.number("start", 1), 0), MAX_LIST_START),
            id=name,
        )

    def _flows(self, node: Node, depth: int = 0) -> tuple[Flow, ...]:
        return tuple(
            flow for child in node.all_of(*_FLOWS) for flow in self._flow(child, depth + 1)
        )

    def _flow(self, node: Node, depth: int) -> Iterable[Flow]:
        if node.type == "paragraph":
            return (Paragraph(self._run(node)),)
        if depth <= MAX_LIST_DEPTH:
            return (self._list(node, depth),)
        self._complain(f"Seznam vnořený hlouběji než {MAX_LIST_DEPTH}krát se stal odstavci.")
        return (flow for item in node.content for flow in self._flows(item, depth))

    def _first(self, node: Node, kind: str) -> Inlines:
        """The inlines of the first `kind` in `node`, joined with those of any others."""
        found = [self._run(child) for child in node.all_of(kind)]
        return tuple(inline for run in found for inline in (*run, Text(" ")))

    def _run(self, node: Node) -> Inlines:
        return tuple(inline for child in node.content for inline in self._inline(child))

    def _inline(self, node: Node) -> Inlines:
        match node.type:
            case "text":
                inlines: Inlines = (Text(node.text),)
            case "hardBreak":
                inlines = (Text(" "),)
            case "footnote":
                inlines = (Footnote(self._run(node)),)
            case _:
                raise _unknown(node)
        for mark in reversed(node.marks):
            inlines = self._marked(mark, inlines)
        return inlines

    def _marked(self, mark: Node, inlines: Inlines) -> Inlines:
        match mark.type:
            case "link":
                return self._link(mark.words("href"), inlines)
            case "language" if is_language(mark.words("lang")):
                return (Language(mark.words("lang"), inlines),)
            case "language":
                self._complain(f"Jazyk „{mark.words('lang'):.{_SHOWN_CHARS}}“ není kód jazyka.")
                return inlines
            case plain if plain in _PLAIN_MARKS:
                return (_PLAIN_MARKS[plain](inlines),)
            case _:
                raise _unknown(mark)

    def _link(self, href: str, inlines: Inlines) -> Inlines:
        if is_allowed(href):
            return (Link(href, inlines),)
        self._complain(
            f"Odkaz na „{href:.{_SHOWN_CHARS}}“ jsme zrušili, slova zůstala. "
            "Odkaz začíná https://, http://, mailto: nebo tel:."
        )
        return inlines

    def _complain(self, sentence: str) -> None:
        self.mistakes.append(sentence)


def _unknown(node: Node) -> EditorJsonError:
    return EditorJsonError(f"Text obsahuje prvek „{node.type:.40}“, který časopis nemá.")
