"""The Markdown that editors type for a listing in; its tree, typeset, or a Czech sentence out."""

from functools import lru_cache
from typing import Final

from mitdomov.document.links import is_allowed
from mitdomov.document.markdown.reader import MarkdownError, parse
from mitdomov.document.plain_words import in_line, plain_words
from mitdomov.document.text_writer import write_text
from mitdomov.document.tree import Document, Figure
from mitdomov.document.walk import links
from mitdomov.typography.document import typeset_document

MOST_CHARS: Final = 200_000
_NO_LIMIT: Final = 1_000_000


def text_problem(markdown: str) -> str:
    """What is wrong with it, as a Czech sentence with the number of the line; empty if nothing."""
    if len(markdown) > MOST_CHARS:
        return f"Text má přes {MOST_CHARS // 1_000} tisíc znaků; zkraťte jej."
    try:
        document = parse(markdown)
    except MarkdownError as error:
        return str(error)
    if any(isinstance(block, Figure) for block in document.blocks):
        return "Obrázky sem nepatří; dejte je do článku nebo do souboru ke stažení."
    return _link_problem(document)


def _link_problem(document: Document) -> str:
    astray = [link.href for link in links(document) if not _leads_out(link.href)]
    if astray:
        return f"Odkaz „{astray[0]}“ nikam nevede; napište celou adresu, např. https://…"
    return ""


def _leads_out(href: str) -> bool:
    """Slugs lead to articles of the same issue, and a listing is in none."""
    return is_allowed(href) and (":" in href or href.startswith("#"))


@lru_cache(maxsize=512)
def shown_document(markdown: str) -> Document:
    """As readers see it; `markdown` has passed `text_problem`."""
    return typeset_document(parse(markdown))


def plain_text(markdown: str) -> str:
    """As lines without marks, for calendars."""
    return write_text(parse(markdown), width=_NO_LIMIT).strip()


def words_of(markdown: str) -> str:
    """Nothing but its words, for the search."""
    return in_line(plain_words(parse(markdown)))
