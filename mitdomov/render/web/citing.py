"""An article, a piece of news or an issue in; how to cite it by ČSN ISO 690:2022, as inlines, out.

The order for a contribution to an online serial is: creators, title, `Online`, secondary creators,
title of the serial in italics, year and number, pages, update, ISSN, address, date of citing.
"""

from datetime import date
from typing import Final

from mitdomov import czech_words
from mitdomov.document.tree import Inlines, Italic, Text
from mitdomov.magazine.model import Article, Issue, Publication
from mitdomov.render.addresses import Addresses
from mitdomov.render.credits import NBSP, bylines, translated_by
from mitdomov.render.pdf.facts import PdfFacts
from mitdomov.render.web.mended import updated_on
from mitdomov.render.web.person_names import inverted, names_of

READ_ON: Final = "RRRR-MM-DD"
"""What readers replace with the day on which they read the page, which only they know."""
_MOST_NAMES: Final = 3
"""Of more creators the first one stands for all (ČSN ISO 690:2022, 4.3.6)."""


def cite_article(
    article: Article,
    issue: Issue,
    publication: Publication,
    addresses: Addresses,
    pdf: PdfFacts | None = None,
) -> Inlines:
    creators = _creators(tuple(map(inverted, names_of(bylines(article, issue)))))
    translation = translated_by(article, issue)
    opening = _sentences(creators, article.title, "Online", translation)
    return (
        Text(f"{opening} "),
        Italic((Text(publication.title),)),
        Text(
            _rest(
                issue,
                publication,
                updated_on(issue, article),
                addresses.article(article.slug),
                _pages(article, pdf),
            )
        ),
    )


def cite_issue(issue: Issue, publication: Publication, addresses: Addresses) -> Inlines:
    """The whole issue; its theme stands where an article has its title."""
    return (
        Italic((Text(f"{publication.title}: {issue.theme}"),)),
        Text(
            f". Online. {_sentence(publication.publisher)}"
            f"{_rest(issue, publication, issue.updated_on, addresses.issue).removeprefix('.')}"
        ),
    )


def cite_news(
    author: str,
    title: str,
    publication: Publication,
    address: str,
    *,
    published_on: date,
    updated_on: date | None,
) -> Inlines:
    """News belongs to no number, so publisher and day stand in its place; `author` may be empty."""
    updated = f"Aktualizováno {czech_words.short_date(updated_on)}" if updated_on else ""
    told = f"{publication.publisher}, {czech_words.short_date(published_on)}"
    return (
        Text(f"{_sentences(inverted(author), title, 'Online')} "),
        Italic((Text(publication.title),)),
        Text(f". {_sentences(told, updated)} {_source(address)}"),
    )


def pages_of(article: Article, pdf: PdfFacts | None) -> str:
    """`12–15`, `7`, or nothing while nobody knows."""
    span = pdf.spans.get(article.slug) if pdf else None
    if span is None:
        return ""
    return str(span.first) if span.first == span.last else f"{span.first}–{span.last}"


def _pages(article: Article, pdf: PdfFacts | None) -> str:
    pages = pages_of(article, pdf)
    return f"s.{NBSP}{pages}" if pages else ""


def _rest(
    issue: Issue, publication: Publication, updated_on: date, address: str, pages: str = ""
) -> str:
    number, _, year = issue.number.partition("/")
    place = ", ".join(part for part in (year, f"č.{NBSP}{number}", pages) if part)
    is_mended = updated_on > issue.dated
    updated = f"Aktualizováno {czech_words.short_date(updated_on)}" if is_mended else ""
    issn = f"ISSN{NBSP}{publication.issn}" if publication.issn else ""
    told = _sentences(place, updated, issn)
    return f". {told} {_source(address)}"


def _source(address: str) -> str:
    return f"Dostupné z: {address}. [cit. {READ_ON}]."


def _creators(names: tuple[str, ...]) -> str:
    if len(names) > _MOST_NAMES:
        return f"{names[0]} et al."
    *firsts, last = names or ("",)
    return f"{'; '.join(firsts)} a{NBSP}{last}" if firsts else last


def _sentences(*parts: str) -> str:
    return " ".join(_sentence(part) for part in parts if part)


def _sentence(text: str) -> str:
    """Closed by a full stop, unless it closes itself."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."
