"""A block in, everything that it says out: its words with their looks, in reading order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final, assert_never

from mitdomov.document.tree import (
    Block,
    Bold,
    Callout,
    Embed,
    Figure,
    Flow,
    Footnote,
    Heading,
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

_Marks = frozenset[str]
_PLAIN: Final[_Marks] = frozenset()
_NAMES: Final[dict[type, str]] = {
    Bold: "bold",
    Italic: "italic",
    Subscript: "sub",
    Superscript: "sup",
}


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    marks: frozenset[str] = _PLAIN


def words_of(block: Block) -> list[Word]:
    """Line feeds end lines, bars end cells; addresses and descriptions are words too."""
    return [word for word in _words(block) if word.text]


def _words(block: Block) -> Iterator[Word]:  # noqa: C901 (one case a kind of block)
    match block:
        case Heading() | Paragraph():
            yield from _run(block.content)
        case ItemList():
            yield from _list(block, "")
        case Quote():
            yield from (*_flows(block.blocks), *_line("\n— ", block.source))
        case PullQuote():
            yield from (*_run(block.content), *_line("\n— ", block.source))
        case Callout():
            yield from (*_run(block.title, frozenset({"bold"})), *_line("\n", (Text(" "),)))
            yield from _flows(block.blocks)
        case Figure():
            yield from _figure(block)
        case Table():
            yield from _table(block)
        case Embed():
            yield Word(f"{block.title}\n{block.url}")
        case _:
            assert_never(block)


def _figure(figure: Figure) -> Iterator[Word]:
    shown = "jen zdobí" if figure.is_decorative else figure.alt
    yield Word(f"{figure.picture}: {shown}")
    yield from _line("\n", figure.caption)
    yield Word("".join(f"\n{part}" for part in (figure.credit, figure.licence) if part))


def _table(table: Table) -> Iterator[Word]:
    yield from _run(table.caption)
    for row in (table.header, *table.rows):
        yield Word("\n")
        yield from chain.from_iterable((*_run(cell), Word(" | ")) for cell in row)


def _list(items: ItemList, indent: str) -> Iterator[Word]:
    for number, item in enumerate(items.items, items.start):
        yield Word(f"\n{indent}{number}. " if items.is_ordered else f"\n{indent}• ")
        yield from _flows(item, f"{indent}  ")


def _flows(blocks: Iterable[Flow], indent: str = "") -> Iterator[Word]:
    for index, block in enumerate(blocks):
        if isinstance(block, ItemList):
            yield from _list(block, indent)
        else:
            yield from _line("\n" if index else "", block.content)


def _line(before: str, inlines: Inlines) -> Iterator[Word]:
    if inlines:
        yield Word(before)
        yield from _run(inlines)


def _run(inlines: Inlines, marks: _Marks = _PLAIN) -> Iterator[Word]:
    for inline in inlines:
        match inline:
            case Text():
                yield Word(inline.text, marks)
            case Footnote():
                noted = marks | {"note"}
                yield from (Word(" (", noted), *_run(inline.children, noted), Word(")", noted))
            case Link():
                yield from _run(inline.children, marks | {"link"})
                yield Word(f" <{inline.href}>", marks | {"link"})
            case Language():
                yield from _run(inline.children, marks | {f"lang-{inline.lang}"})
            case mark:
                yield from _run(mark.children, marks | {_NAMES[type(mark)]})
