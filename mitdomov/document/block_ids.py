"""Ids of blocks: from the words of a block to a name that is safe in HTML and in addresses.

An id depends on the block alone, so that editing one block moves no other block's anchor,
translation or comment; marks do not count, so that setting a word in bold keeps them too.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from mitdomov.document.tree import Block, Embed, Figure, Inline, Inlines, Text
from mitdomov.document.walk import inlines_of

_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,79}")


def is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


def derived_ids(blocks: Iterable[Block]) -> Iterator[str]:
    """The id that each block has unless another is given; equal blocks are told apart by order."""
    seen: Counter[str] = Counter()
    for block in blocks:
        name = _name(block)
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name}-{seen[name]}"


def with_ids(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """`blocks` with given ids kept, absent, unusable and repeated ones replaced by derived ones."""
    taken: set[str] = set()
    given = [_first_use(block.id, taken) for block in blocks]
    return tuple(
        replace(block, id=kept or _free(derived, taken))
        for block, kept, derived in zip(blocks, given, derived_ids(blocks), strict=True)
    )


def _first_use(name: str, taken: set[str]) -> str:
    if name in taken or not is_id(name):
        return ""
    taken.add(name)
    return name


def _free(name: str, taken: set[str]) -> str:
    """`name`, or `name` with a suffix when somebody gave another block that very id."""
    while name in taken:
        name += "-x"
    taken.add(name)
    return name


def _name(block: Block) -> str:
    words = "\0".join([type(block).__name__, _file_or_url(block), *map(_words, inlines_of(block))])
    return "b-" + hashlib.sha256(words.encode()).hexdigest()[:10]


def _file_or_url(block: Block) -> str:
    match block:
        case Figure():
            return block.picture
        case Embed():
            return block.url
        case _:
            return ""


def _words(inlines: Inlines) -> str:
    """With the words of notes, which `tree.plain` leaves out."""
    return "".join(map(_inline_words, inlines))


def _inline_words(inline: Inline) -> str:
    return inline.text if isinstance(inline, Text) else _words(inline.children)
