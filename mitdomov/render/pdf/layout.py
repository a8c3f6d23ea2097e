"""A document tree in; the same tree as the page needs it out: column parts, headings, questions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Final, Literal, cast

from mitdomov.document.tree import (
    Block,
    Bold,
    Callout,
    Document,
    Figure,
    Footnote,
    Heading,
    Inline,
    Inlines,
    Italic,
    Link,
    Table,
    Text,
    plain,
)
from mitdomov.document.walk import inlines_of
from mitdomov.magazine.model import Article, ArticleType

COLUMN_TABLE_WIDTH: Final = 4
"""So many table columns fit into one column of text; a wider table takes the whole page."""
EARLY_LETTERS: Final = 900
"""So much text stands under a large opening picture."""
LONG_TEXT_WORDS: Final = 520
"""About a page: an article this long starts on a new page."""
LEADING: Final = frozenset(
    {ArticleType.FEATURE, ArticleType.TRANSLATION, ArticleType.INTERVIEW, ArticleType.GOOD_PRACTICE}
)
_NUMBER: Final = r"[−–-]?[\d\s,.–\u2060]+(?:%|‰|Kč|h|m²|km|tis\.|mil\.|let|[\s\u2060])*"
FIGURE: Final = re.compile(rf"{_NUMBER}(?:\({_NUMBER}\))?")


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive blocks that share one column block, or a single block over the whole width."""

    blocks: tuple[Block, ...]
    is_wide: bool


def parts(document: Document) -> tuple[Part, ...]:
    """Splits around full-width blocks: `column-span` prints footnotes over text in WeasyPrint.

    Also splits before an early block that cannot be broken: under a large opening picture it fits
    into no column, and WeasyPrint would then move the whole text to the next page.
    """
    early = _early_unbreakable(document.blocks)
    pieces = (document.blocks[:early], document.blocks[early:])
    return tuple(
        Part(tuple(blocks), wide)
        for piece in pieces
        for wide, blocks in groupby(piece, key=_is_wide)
    )


def without_gaps(document: Document) -> Document:
    """Headings follow each other without skipping a level, as PDF/UA-1 (7.4.2) asks."""
    return Document(tuple(_closed_up(document.blocks)))


def unbolded(content: Inlines) -> Inlines:
    return tuple(
        child
        for inline in content
        for child in (inline.children if isinstance(inline, Bold) else (inline,))
    )


def initial(heading: Heading) -> str:
    """The first letter of the person whom a survey's heading names."""
    return plain(heading.content).strip()[:1]


def drop_cap(content: Inlines) -> tuple[str, Inlines]:
    """The first letter with any quote before it, and the rest; "" when text does not come first."""
    match content:
        case (Text(text), *rest) if found := re.match(r"[„»(]?\w", text):
            return found.group(), (Text(text[found.end() :]), *rest)
        case _:
            return "", content


def links_innermost(content: Inlines) -> Inlines:
    """Marks go outside links: an element inside `<a>` loses the link's tag in the PDF."""
    return tuple(made for inline in content for made in _link_inward(inline))


def spaces_inside(content: Inlines) -> Inlines:
    """A space before emphasis moves into it.

    Otherwise WeasyPrint breaks a line that emphasis would have to start after its first word.
    """
    moved = list(content)
    for place, (before, after) in enumerate(pairwise(content)):
        match before, after:
            case Text(text), Bold((Text(inner), *rest)) | Italic((Text(inner), *rest)) if (
                text.endswith(" ")
            ):
                moved[place] = Text(text.removesuffix(" "))
                moved[place + 1] = replace(after, children=(Text(f" {inner}"), *rest))
    return tuple(moved)


def is_figure(content: Inlines) -> bool:
    """Whether a table's cell holds a number, which aligns right."""
    return FIGURE.fullmatch(plain(content)) is not None


def starts_page(article: Article) -> bool:
    """Long articles start at the top of a page, short ones share it."""
    return article.type is ArticleType.EDITORIAL or (
        article.type in LEADING and words(article.body) >= LONG_TEXT_WORDS
    )


def words(document: Document) -> int:
    return sum(
        len(plain(content).split()) for block in document.blocks for content in inlines_of(block)
    )


def _early_unbreakable(blocks: tuple[Block, ...]) -> int:
    """Where the first tall block stands, with its heading; 0 when it comes late enough."""
    letters = 0
    for place, block in enumerate(blocks):
        if isinstance(block, Table | Figure | Callout):
            has_heading = place > 0 and isinstance(blocks[place - 1], Heading)
            return place - has_heading
        letters += sum(len(plain(content)) for content in inlines_of(block))
        if letters > EARLY_LETTERS:
            break
    return 0


def _is_wide(block: Block) -> bool:
    return isinstance(block, Table) and len(block.header) > COLUMN_TABLE_WIDTH


def _closed_up(blocks: tuple[Block, ...]) -> Iterator[Block]:
    open_levels: list[int] = []
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
            continue
        while open_levels and open_levels[-1] >= block.level:
            open_levels.pop()
        open_levels.append(block.level)
        yield replace(block, level=cast("Literal[2, 3, 4]", len(open_levels) + 1))


def _link_inward(inline: Inline) -> Iterator[Inline]:
    if isinstance(inline, Text):
        yield inline
    elif not isinstance(inline, Link):
        yield replace(inline, children=links_innermost(inline.children))
    else:
        for child in inline.children:
            yield from _linked(inline.href, child)


def _linked(href: str, inline: Inline) -> Iterator[Inline]:
    if isinstance(inline, Text):
        yield Link(href, (inline,))
    elif isinstance(inline, Footnote):
        yield inline
    else:
        yield replace(
            inline,
            children=tuple(made for child in inline.children for made in _linked(href, child)),
        )
