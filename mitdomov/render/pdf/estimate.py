"""An article in; how many pages of the PDF it will take, by its words and pictures, out.

An estimate costs a millisecond where laying out costs a second; it was fitted to the sample issue.
"""

from typing import Final

from mitdomov.document.tree import Block, Callout, Embed, Figure, PullQuote, Table
from mitdomov.document.walk import inlines_of
from mitdomov.magazine.model import Article, ArticleType
from mitdomov.render.pdf.layout import words

QUARTER: Final = 0.25
"""Estimates are told in quarters of a page: they are no finer."""
_WORDS_ON_A_PAGE: Final = 690
_OPENING: Final = 0.22
"""Label, title, perex and byline."""
_OPENING_PICTURE: Final = 0.46
_FACTS: Final = 0.2
_GATHERED: Final = {ArticleType.NEWS_ITEM: 0.06, ArticleType.EVENT: 0.06}
"""What comes before the text of pieces that stand side by side."""
_GATHERED_PICTURE: Final = 0.14
_ITEM: Final = 0.012
"""Half a line that an item, a row or a note does not fill."""


def estimate_pages(article: Article) -> float:
    """In quarters, at least one; `article` may be typeset or not."""
    if article.type is ArticleType.PROFILE:
        return 1.0  # most of it are the people of the issue, whom the article does not know
    pages = _opening(article) + words(article.body) / _WORDS_ON_A_PAGE
    pages += sum(map(_beside_words, article.body.blocks))
    return max(QUARTER, round(pages / QUARTER) * QUARTER)


def _opening(article: Article) -> float:
    picture, opening = _OPENING_PICTURE, _OPENING
    if article.type in _GATHERED:
        picture, opening = _GATHERED_PICTURE, _GATHERED[article.type]
    facts = _FACTS if article.good_practice else 0.0
    return opening + facts + (picture if article.picture else 0.0)


def _beside_words(block: Block) -> float:
    """What a block takes beside the room of its words."""
    match block:
        case Figure():
            return 0.25
        case Table():
            return 0.05 + len(block.rows) * _ITEM
        case PullQuote() | Callout():
            return 0.05
        case Embed():
            return 0.03
        case _:
            return (sum(1 for _ in inlines_of(block)) - 1) * _ITEM
