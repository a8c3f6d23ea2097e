"""mammoth's HTML in; blocks of the tree, each with what its style said of it, out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from mitdomov.document.tree import (
    Block,
    Callout,
    Flow,
    Heading,
    Inline,
    Inlines,
    ItemList,
    Paragraph,
    PullQuote,
    Quote,
    Table,
    Text,
    plain,
)
from mitdomov.document.word.html_nodes import Node
from mitdomov.document.word.inlines import InlineReader, start_of
from mitdomov.document.word.tables import only_cell, read_table

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4"})


@dataclass(frozen=True, slots=True)
class Title:
    """A heading of the first level or the title; it may become the article's title."""

    content: Inlines
    is_title: bool


@dataclass(frozen=True, slots=True)
class Lead:
    """A paragraph that says it is a perex (`is_certain`) or a subtitle."""

    content: Inlines
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Caption:
    content: Inlines


@dataclass(frozen=True, slots=True)
class PictureHere:
    number: int


Found: TypeAlias = "Block | Title | Lead | Caption | PictureHere"


def read_blocks(root: Node, reader: InlineReader) -> Iterator[Found]:
    for node in root.nodes():
        yield from _found(node, reader)
        if reader.pictures and node.tag not in {"p", "aside"}:
            reader.notebook.guess("moved-picture")
        yield from _pictures(reader)


def _pictures(reader: InlineReader) -> Iterator[PictureHere]:
    met, reader.pictures = reader.pictures, []
    yield from map(PictureHere, met)


def _found(node: Node, reader: InlineReader) -> Iterator[Found]:  # noqa: C901 (one case a kind)
    match node.tag:
        case "h1":
            yield Title(reader.read(node.children), node.kind == "title")
        case "h2":
            yield Heading(2, reader.read(node.children))
        case "h3":
            yield Heading(3, reader.read(node.children))
        case "h4":
            yield Heading(4, reader.read(node.children))
        case "ul" | "ol":
            yield from _lists(node, reader)
        case "blockquote" if node.kind == "pull":
            yield PullQuote(_joined(node, reader))
        case "blockquote":
            yield Quote(tuple(_flows(node, reader)))
        case "aside":
            yield _box(node, reader)
        case "table":
            yield from _table(node, reader)
        case "p":
            yield from _paragraphs(node, reader)
        case _:
            yield Paragraph(reader.read(node.children))


def _paragraphs(node: Node, reader: InlineReader) -> Iterator[Found]:
    content = reader.read(node.children)
    match node.kind:
        case "subtitle" | "perex":
            yield Lead(content, node.kind == "perex")
        case "caption":
            # the picture itself may stand in the paragraph of its caption
            yield from _pictures(reader)
            yield Caption(content)
        case _:
            yield from map(Paragraph, _parted(content, reader))


def _parted(content: Inlines, reader: InlineReader) -> Iterator[Inlines]:
    """Two line breaks in a row are how some people end a paragraph; one becomes a space."""
    if "\n" in plain(content):
        reader.notebook.guess("line-break")
    breaks = 0
    current: list[Inline] = []
    for inline in content:
        is_break = isinstance(inline, Text) and inline.text == "\n"
        breaks = breaks + 1 if is_break else 0
        if breaks == 2:
            yield tuple(current)
            current = []
        else:
            current.append(inline)
    yield tuple(current)


def _table(node: Node, reader: InlineReader) -> Iterator[Found]:
    if (cell := only_cell(node)) is not None:
        reader.notebook.guess("box-table")
        yield _box(cell, reader)
        return
    table: Table | None = read_table(node, reader)
    if table is not None:
        yield table


def _box(node: Node, reader: InlineReader) -> Block:
    title: Inlines = ()
    first = next(node.nodes(), None)
    if first is not None and first.tag in _HEADINGS:
        title = reader.read(first.children)
        node = Node(children=[child for child in node.children if child is not first])
    return Callout(tuple(_flows(node, reader)), title)


def _flows(node: Node, reader: InlineReader) -> Iterator[Flow]:
    """What a quote, a box or a list item holds; loose text in it is a paragraph."""
    loose: list[Node | str] = []
    for child in node.children:
        if isinstance(child, Node) and child.tag in {"p", "ul", "ol", "table", "aside", *_HEADINGS}:
            yield from _loose(loose, reader)
            loose = []
            yield from _flow(child, reader)
        else:
            loose.append(child)
    yield from _loose(loose, reader)


def _loose(children: list[Node | str], reader: InlineReader) -> Iterator[Flow]:
    content = reader.read(children)
    if content:
        yield Paragraph(content)


def _flow(node: Node, reader: InlineReader) -> Iterator[Flow]:
    if node.tag in {"ul", "ol"}:
        yield from _lists(node, reader)
    elif node.tag == "table":
        reader.notebook.lose("nested-table")
        rows = (each for each in node.all() if each.tag == "tr")
        yield from (Paragraph(_joined(row, reader)) for row in rows)
    elif node.tag == "aside":
        yield from _flows(node, reader)
    else:
        yield Paragraph(reader.read(node.children))


def _lists(node: Node, reader: InlineReader) -> Iterator[ItemList]:
    """One list, or several where the numbers begin anew or go on after a break."""
    items: list[tuple[Flow, ...]] = []
    is_ordered, start = node.tag == "ol", 1
    for item in node.nodes():
        if (new := _own_start(item)) is not None:
            yield from _list(items, start, is_ordered=is_ordered)
            items, start = [], new
        items.append(tuple(_flows(item, reader)))
    yield from _list(items, start, is_ordered=is_ordered)


def _own_start(item: Node) -> int | None:
    """Of the item's own first words, not of a list in it."""
    own = [child for child in item.nodes() if child.tag not in {"ul", "ol"}]
    return start_of(Node(children=list(own)))


def _list(items: list[tuple[Flow, ...]], start: int, *, is_ordered: bool) -> Iterator[ItemList]:
    if items:
        yield ItemList(tuple(items), is_ordered, start if is_ordered else 1)


def _joined(node: Node, reader: InlineReader) -> Inlines:
    return reader.read(node.children)
