"""Normal form: from any document to the one document that says the same, as `tree` defines it.

What cannot be mended without losing something is a broken promise of whoever built the tree and
raises `ValueError`: an address that `links` refuses, a row of the wrong width, lists too deep.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Final, assert_never

from mitdomov.document.block_ids import with_ids
from mitdomov.document.links import is_allowed, is_picture, is_recording
from mitdomov.document.normal_inlines import normal_inlines, normal_text
from mitdomov.document.tree import (
    Block,
    Callout,
    Document,
    Embed,
    Figure,
    Flow,
    Heading,
    Inline,
    Inlines,
    ItemList,
    Language,
    Link,
    Paragraph,
    PullQuote,
    Quote,
    Table,
    Text,
)

MAX_LIST_DEPTH: Final = 8
"""How many lists may stand in one another."""
MAX_LIST_START: Final = 999_999_999
"""CommonMark 0.31, section 5.2: an ordered list's number has at most nine digits."""
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def normal(document: Document) -> Document:
    """Normal form of `document`; applying it twice changes nothing. Raises `ValueError`."""
    blocks = map(normal_block, document.blocks)
    return Document(with_ids(tuple(block for block in blocks if block is not None)))


def normal_block(block: Block) -> "Block | None":
    """`block` in normal form but for its id; nothing when it says nothing. Raises `ValueError`."""
    found = _block(block)
    return None if _is_empty(found) else found


def is_language(tag: str) -> bool:
    """Whether `tag` has the form of a BCP 47 tag."""
    return _LANGUAGE.fullmatch(tag) is not None


def _block(block: Block) -> Block:  # noqa: C901 (one case a kind of block)
    match block:
        case Paragraph() | ItemList():
            return replace(_flow(block, 1), id=block.id)
        case Heading():
            return replace(block, content=_run(block.content))
        case Quote():
            return replace(block, blocks=_flows(block.blocks, 1), source=_run(block.source))
        case Callout():
            return replace(block, blocks=_flows(block.blocks, 1), title=_run(block.title))
        case PullQuote():
            return replace(block, content=_run(block.content), source=_run(block.source))
        case Figure():
            return _figure(block)
        case Table():
            return _table(block)
        case Embed():
            _promise(is_recording(block.url), block.url)
            return replace(block, title=normal_text(block.title))
        case _:
            assert_never(block)


def _figure(figure: Figure) -> Figure:
    _promise(is_picture(figure.picture), figure.picture)
    return replace(
        figure,
        alt=normal_text(figure.alt),
        caption=_run(figure.caption),
        credit=normal_text(figure.credit),
        licence=normal_text(figure.licence),
    )


def _table(table: Table) -> Table:
    _promise(bool(table.header), "a table without columns")
    _promise(all(len(row) == len(table.header) for row in table.rows), "a row of the wrong width")
    return replace(
        table,
        header=tuple(map(_run, table.header)),
        rows=tuple(tuple(map(_run, row)) for row in table.rows),
        caption=_run(table.caption),
    )


def _flow(block: Flow, depth: int) -> Flow:
    if isinstance(block, Paragraph):
        return Paragraph(_run(block.content))
    _promise(depth <= MAX_LIST_DEPTH, f"more than {MAX_LIST_DEPTH} lists in one another")
    _promise(0 <= block.start <= MAX_LIST_START, f"a list that starts at {block.start}")
    items = (_flows(item, depth + 1) for item in block.items)
    return ItemList(
        items=tuple(item for item in items if item),
        is_ordered=block.is_ordered,
        start=block.start if block.is_ordered else 1,
    )


def _flows(blocks: Iterable[Flow], depth: int) -> tuple[Flow, ...]:
    flows = (_flow(block, depth) for block in blocks)
    return tuple(flow for flow in flows if not _is_empty(flow))


def _run(inlines: Inlines) -> Inlines:
    run = normal_inlines(inlines)
    for inline in _marks(run):
        if isinstance(inline, Link):
            _promise(is_allowed(inline.href), inline.href)
        elif isinstance(inline, Language):
            _promise(is_language(inline.lang), inline.lang)
    return run


def _marks(inlines: Inlines) -> Iterator[Inline]:
    for inline in inlines:
        if not isinstance(inline, Text):
            yield inline
            yield from _marks(inline.children)


def _is_empty(block: Block) -> bool:
    match block:
        case Heading() | Paragraph():
            return not block.content
        case ItemList():
            return not block.items
        case Quote():
            return not (block.blocks or block.source)
        case Callout():
            return not (block.blocks or block.title)
        case PullQuote():
            return not (block.content or block.source)
        case Table():
            return not any((block.caption, *block.header, *chain.from_iterable(block.rows)))
        case Figure() | Embed():
            return False
        case _:
            assert_never(block)


def _promise(is_kept: bool, what: str) -> None:  # noqa: FBT001 (an assertion of this module)
    if not is_kept:
        raise ValueError(f"No place for this in a document: {what}")
