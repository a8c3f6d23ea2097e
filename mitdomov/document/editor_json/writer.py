"""A document in, the JSON out that the editor (ProseMirror) opens; blocks keep their ids.

What the editor's schema asks for beyond the tree stands there empty: a first paragraph in each
item, a source below each quote, a title above each callout, a caption above each table.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final, assert_never

from mitdomov.document.normal import normal
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

_Json = dict[str, Any]
_PLAIN_MARKS: Final[dict[type, str]] = {
    Bold: "bold",
    Italic: "italic",
    Subscript: "subscript",
    Superscript: "superscript",
}


def write(document: Document) -> _Json:
    """Raises `ValueError` for what `normal` refuses."""
    return _node("doc", content=[block_to_json(each) for each in normal(document).blocks] or _ROOM)


def block_to_json(block: Block) -> _Json:
    """One block of a document in normal form."""
    node = _block(block)
    node.setdefault("attrs", {})["id"] = block.id
    return node


def _block(block: Block) -> _Json:  # noqa: C901 (one case a kind of block)
    match block:
        case Paragraph() | ItemList():
            return _flow(block)
        case Heading():
            return _run("heading", block.content, level=block.level)
        case Quote():
            content = [*_flows(block.blocks), _run("quoteSource", block.source)]
            return _node("quote", content=content)
        case PullQuote():
            content = [_run("paragraph", block.content), _run("quoteSource", block.source)]
            return _node("pullQuote", content=content)
        case Callout():
            content = [_run("calloutTitle", block.title), *_flows(block.blocks)]
            return _node("callout", content=content)
        case Figure():
            return _figure(block)
        case Table():
            return _table(block)
        case Embed():
            return _node("embed", url=block.url, title=block.title)
        case _:
            assert_never(block)


def _figure(figure: Figure) -> _Json:
    return _run(
        "figure",
        figure.caption,
        picture=figure.picture,
        alt=figure.alt,
        isDecorative=figure.is_decorative,
        credit=figure.credit,
        licence=figure.licence,
    )


def _table(table: Table) -> _Json:
    rows = [_row("tableHeader", table.header), *(_row("tableCell", row) for row in table.rows)]
    content = [_run("tableCaption", table.caption), _node("table", content=rows)]
    return _node("captionedTable", content=content)


def _row(kind: str, cells: Iterable[Inlines]) -> _Json:
    return _node(
        "tableRow", content=[_node(kind, content=[_run("paragraph", cell)]) for cell in cells]
    )


def _flow(block: Flow) -> _Json:
    if isinstance(block, Paragraph):
        return _run("paragraph", block.content)
    items = [_node("listItem", content=_item(item)) for item in block.items]
    if block.is_ordered:
        return _node("orderedList", content=items, start=block.start)
    return _node("bulletList", content=items)


def _item(blocks: tuple[Flow, ...]) -> list[_Json]:
    begins_with_words = bool(blocks) and isinstance(blocks[0], Paragraph)
    return [*([] if begins_with_words else _ROOM), *map(_flow, blocks)]


def _flows(blocks: Iterable[Flow]) -> list[_Json]:
    return [_flow(block) for block in blocks] or [*_ROOM]


def _run(kind: str, inlines: Inlines, **attributes: object) -> _Json:
    return _node(kind, content=list(_inlines(inlines, ())), **attributes)


def _inlines(inlines: Inlines, marks: tuple[_Json, ...]) -> Iterator[_Json]:
    for inline in inlines:
        match inline:
            case Text():
                yield _marked({"type": "text", "text": inline.text}, marks)
            case Footnote():
                yield _marked(_run("footnote", inline.children), marks)
            case mark:
                yield from _inlines(mark.children, (*marks, _mark(mark)))


def _marked(node: _Json, marks: tuple[_Json, ...]) -> _Json:
    return node | {"marks": list(marks)} if marks else node


def _mark(mark: Inline) -> _Json:
    match mark:
        case Link(href=href):
            return {"type": "link", "attrs": {"href": href}}
        case Language(lang=lang):
            return {"type": "language", "attrs": {"lang": lang}}
        case _:
            return {"type": _PLAIN_MARKS[type(mark)]}


def _node(kind: str, *, content: "list[_Json] | None" = None, **attributes: object) -> _Json:
    node: _Json = {"type": kind}
    if attributes:
        node["attrs"] = attributes
    if content:
        node["content"] = content
    return node


_ROOM: Final[list[_Json]] = [{"type": "paragraph"}]
"""Where the schema wants a block and the tree has none."""
