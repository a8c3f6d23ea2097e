"""A document in; the words that a reader sees, without marks and without where links lead, out."""

from collections.abc import Iterable, Iterator
from typing import Final

from mitdomov.document.tree import Block, Document, Embed, Figure, plain
from mitdomov.document.walk import footnotes, inlines_of

_ENDS: Final = ".!?…:;,“‘)"


def plain_words(document: Document) -> Iterator[str]:
    """Every paragraph, heading, cell and so on by itself, then the footnotes."""
    for block in document.blocks:  # nested blocks come with the block that holds them
        yield from (plain(inlines) for inlines in inlines_of(block))
        yield from _beside(block)
    yield from (plain(note.children) for note in footnotes(document))


def in_line(parts: Iterable[str]) -> str:
    """A heading or a caption, which ends with no sign, does not run into what follows it."""
    line = " ".join(_closed(part.strip()) for part in parts if part.strip())
    return line.removesuffix(" ·")


def _closed(part: str) -> str:
    return part if part[-1] in _ENDS else f"{part} ·"


def _beside(block: Block) -> Iterator[str]:
    if isinstance(block, Figure) and not block.caption:
        yield block.alt
    if isinstance(block, Embed):
        yield block.title
