"""A text in; which blocks beside paragraphs, headings and lists its editor offers, out.

A text that has others, from Markdown or from before, keeps them: the editor then knows them too.
"""

from typing import Final

from mitdomov.document.tree import Document

_NAMES: Final = {
    "Quote": "quote",
    "PullQuote": "pullQuote",
    "Callout": "callout",
    "Figure": "figure",
    "Table": "captionedTable",
    "Embed": "embed",
}
"""As the editor's schema calls them."""
OF_ARTICLES: Final = tuple(_NAMES.values())
OF_NEWS: Final = ("quote", "figure", "captionedTable")
"""A short text: no boxes, no pull quotes, and a recording is a link."""


def offered(body: Document, usual: tuple[str, ...]) -> tuple[str, ...]:
    """`usual`, and whatever `body` has besides."""
    found = (_NAMES.get(type(block).__name__, "") for block in body.blocks)
    return tuple(dict.fromkeys((*usual, *filter(None, found))))
