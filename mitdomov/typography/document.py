"""A document goes in; its Czech comes out typeset, as if marks and notes did not interrupt it."""

from collections.abc import Iterator
from dataclasses import replace

from mitdomov.document.normal_inlines import normal_inlines
from mitdomov.document.tree import (
    Block,
    Document,
    Embed,
    Figure,
    Footnote,
    Inline,
    Inlines,
    Language,
    Text,
)
from mitdomov.document.walk import map_inlines
from mitdomov.typography.alignment import cut_alike
from mitdomov.typography.czech import typeset
from mitdomov.typography.shield import SHIELD


def typeset_document(document: Document) -> Document:
    """`document` typeset; ids, addresses and words in other languages stay as they are."""
    blocks = tuple(_with_strings_typeset(block) for block in document.blocks)
    return map_inlines(Document(blocks), typeset_inlines)


def typeset_inlines(inlines: Inlines) -> Inlines:
    """One run typeset as one string; each footnote in it is a run of its own."""
    pieces = tuple(_pieces(inlines))
    cut = iter(cut_alike(typeset("".join(pieces)), pieces))
    return normal_inlines(_refilled(inlines, cut))


def _pieces(inlines: Inlines) -> Iterator[str]:
    for inline in inlines:
        if isinstance(inline, Text):
            yield inline.text
        elif _is_foreign(inline):
            yield SHIELD
        elif not isinstance(inline, Footnote):
            yield from _pieces(inline.children)


def _refilled(inlines: Inlines, pieces: Iterator[str]) -> Inlines:
    return tuple(_refilled_inline(inline, pieces) for inline in inlines)


def _refilled_inline(inline: Inline, pieces: Iterator[str]) -> Inline:
    if isinstance(inline, Text):
        return Text(next(pieces))
    if isinstance(inline, Footnote):
        return Footnote(typeset_inlines(inline.children))
    if _is_foreign(inline):
        next(pieces)
        return inline
    return replace(inline, children=_refilled(inline.children, pieces))


def _is_foreign(inline: Inline) -> bool:
    return isinstance(inline, Language) and inline.lang.partition("-")[0].lower() != "cs"


def _with_strings_typeset(block: Block) -> Block:
    match block:
        case Figure():
            return replace(block, alt=typeset(block.alt), credit=typeset(block.credit))
        case Embed():
            return replace(block, title=typeset(block.title))
        case _:
            return block
