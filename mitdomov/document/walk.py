"""Walks over a document: from the tree to its blocks, runs of inlines, notes and links."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import assert_never

from mitdomov.document.tree import (
    Block,
    Callout,
    Document,
    Embed,
    Figure,
    Flow,
    Footnote,
    Heading,
    Inline,
    Inlines,
    ItemList,
    Link,
    Paragraph,
    PullQuote,
    Quote,
    Table,
    Text,
)

Change = Callable[[Inlines], Inlines]


def blocks_of(document: Document) -> Iterator[Block]:
    """Every block in reading order, each before the blocks that it holds."""
    return _with_nested(document.blocks)


def inlines_of(block: Block) -> Iterator[Inlines]:  # noqa: C901 (one case a kind of block)
    """Every run of inlines in `block`, also in the blocks that it holds, in reading order.

    A title or a table's caption comes before what it heads, the source of a quote after it.
    """
    match block:
        case Heading() | Paragraph():
            yield block.content
        case ItemList():
            yield from _nested_inlines(block)
        case Quote():
            yield from (*_nested_inlines(block), block.source)
        case Callout():
            yield from (block.title, *_nested_inlines(block))
        case PullQuote():
            yield from (block.content, block.source)
        case Figure():
            yield block.caption
        case Table():
            yield from (block.caption, *block.header, *chain.from_iterable(block.rows))
        case Embed():
            return
        case _:
            assert_never(block)


def footnotes(document: Document) -> tuple[Footnote, ...]:
    """The notes in the order of their anchors: the first is number 1."""
    return tuple(inline for inline in _all_inlines(document) if isinstance(inline, Footnote))


def links(document: Document) -> tuple[Link, ...]:
    """The links in reading order, those in notes where the note is anchored."""
    return tuple(inline for inline in _all_inlines(document) if isinstance(inline, Link))


def map_inlines(document: Document, change: Change) -> Document:
    """`document` with every run of inlines (see `inlines_of`) replaced by `change` of it.

    A run is handed over whole, marks and notes inside it: `change` goes into them itself.
    """
    return Document(tuple(_map_block(block, change) for block in document.blocks))


def _with_nested(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from _with_nested(_nested(block))


def _nested(block: Block) -> Iterator[Flow]:
    match block:
        case ItemList(items=items):
            for item in items:
                yield from item
        case Quote(blocks=blocks) | Callout(blocks=blocks):
            yield from blocks
        case _:
            return


def _nested_inlines(block: Block) -> Iterator[Inlines]:
    for nested in _nested(block):
        yield from inlines_of(nested)


def _all_inlines(document: Document) -> Iterator[Inline]:
    for block in document.blocks:
        for run in inlines_of(block):
            yield from _with_children(run)


def _with_children(inlines: Inlines) -> Iterator[Inline]:
    for inline in inlines:
        yield inline
        if not isinstance(inline, Text):
            yield from _with_children(inline.children)


def _map_block(block: Block, change: Change) -> Block:  # noqa: C901 (one case a kind of block)
    match block:
        case Paragraph() | ItemList():
            return _map_flow(block, change)
        case Heading():
            return replace(block, content=change(block.content))
        case Quote():
            return replace(
                block, blocks=_map_flows(block.blocks, change), source=change(block.source)
            )
        case Callout():
            return replace(
                block, title=change(block.title), blocks=_map_flows(block.blocks, change)
            )
        case PullQuote():
            return replace(block, content=change(block.content), source=change(block.source))
        case Figure():
            return replace(block, caption=change(block.caption))
        case Table():
            return replace(
                block,
                caption=change(block.caption),
                header=tuple(map(change, block.header)),
                rows=tuple(tuple(map(change, row)) for row in block.rows),
            )
        case Embed():
            return block
        case _:
            assert_never(block)


def _map_flow(block: Flow, change: Change) -> Flow:
    if isinstance(block, Paragraph):
        return replace(block, content=change(block.content))
    return replace(block, items=tuple(_map_flows(item, change) for item in block.items))


def _map_flows(blocks: tuple[Flow, ...], change: Change) -> tuple[Flow, ...]:
    return tuple(_map_flow(block, change) for block in blocks)
