"""The body of an article as a tree of frozen values: blocks that hold inlines.

Every reader (Markdown, editor, Word) makes this tree and every writer (web, letter, PDF, plain
text) consumes it. It knows no colours, fonts or HTML. Text is Unicode NFC without line ends, other
control characters or those of `unseen`. A tree is in *normal form* (`normal`) when no `Text` is
empty, no two `Text` stand side by side and every top-level block has an id that is unique in its
document.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

Inline: TypeAlias = "Text | Bold | Italic | Link | Footnote | Language | Subscript | Superscript"
Inlines: TypeAlias = "tuple[Inline, ...]"
Flow: TypeAlias = "Paragraph | ItemList"
"""What may stand inside a list item, a quote or a callout; nested blocks carry no id."""
Block: TypeAlias = (
    "Heading | Paragraph | ItemList | Quote | PullQuote | Callout | Figure | Table | Embed"
)


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Bold:
    children: Inlines


@dataclass(frozen=True, slots=True)
class Italic:
    children: Inlines


@dataclass(frozen=True, slots=True)
class Link:
    """`href` has passed `links.is_allowed`: http(s), mailto, tel or internal."""

    href: str
    children: Inlines


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note anchored where it stands; `children` is the text of the note itself."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Language:
    """Words in another language; `lang` is a BCP 47 tag such as `en` or `de-AT`."""

    lang: str
    children: Inlines


@dataclass(frozen=True, slots=True)
class Subscript:
    children: Inlines


@dataclass(frozen=True, slots=True)
class Superscript:
    children: Inlines


@dataclass(frozen=True, slots=True)
class Heading:
    level: Literal[2, 3, 4]
    content: Inlines
    id: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    content: Inlines
    id: str = ""


@dataclass(frozen=True, slots=True)
class ItemList:
    """`items` is one tuple of blocks per item; an ordered list counts from `start`."""

    items: tuple[tuple[Flow, ...], ...]
    is_ordered: bool = False
    start: int = 1
    id: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody else, in full; `source` says whose."""

    blocks: tuple[Flow, ...]
    source: Inlines = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class PullQuote:
    """A sentence lifted out of the article to catch the eye."""

    content: Inlines
    source: Inlines = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Callout:
    """A box beside the text: figures, advice, a definition."""

    blocks: tuple[Flow, ...]
    title: Inlines = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of the issue. `picture` is its file name in the folder `images/`.

    Either `alt` says what the picture shows or `is_decorative` says that nothing is lost without
    it; neither is a finding of the checks, not an error of the tree.
    """

    picture: str
    alt: str = ""
    is_decorative: bool = False
    caption: Inlines = ()
    credit: str = ""
    licence: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A simple table: one header row; each row has as many cells as the header."""

    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    caption: Inlines = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Embed:
    """A link to a recording or webinar elsewhere, shown as click-to-load; `url` is https."""

    url: str
    title: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    blocks: tuple[Block, ...] = ()


def plain(inlines: Iterable[Inline]) -> str:
    """The bare words of `inlines`, without marks and without the text of footnotes."""
    return "".join(
        inline.text
        if isinstance(inline, Text)
        else ""
        if isinstance(inline, Footnote)
        else plain(inline.children)
        for inline in inlines
    )
