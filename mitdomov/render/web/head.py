"""An issue or an article in; what the head of its page tells machines out, as names and contents.

Open Graph (ogp.me) for networks that show a link, `citation_…` (Highwire Press) for Google Scholar
and for programs that gather references.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from mitdomov.magazine.model import Article
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.addresses import Addresses
from mitdomov.render.contents import section_of
from mitdomov.render.credits import bylines, contributors_of
from mitdomov.render.pdf.facts import PdfFacts
from mitdomov.render.web.bare import bare
from mitdomov.render.web.mended import updated_on
from mitdomov.render.web.structured_data import SHARE_PICTURE, is_institution

_PICTURE_SIZE: Final = (1200, 630)


class Meta(NamedTuple):
    attribute: str
    """`name` or `property`."""
    key: str
    content: str


def issue_head(snapshot: Snapshot, addresses: Addresses) -> tuple[Meta, ...]:
    issue, publication = snapshot.issue, snapshot.publication
    title = f"{publication.title} {issue.number}: {issue.theme}"
    page = _Page(title, f"{publication.subtitle}.", addresses.issue, "website")
    return tuple(_open_graph(snapshot, addresses, page))


def article_head(
    snapshot: Snapshot, article: Article, addresses: Addresses, pdf: PdfFacts | None
) -> tuple[Meta, ...]:
    address = addresses.article(article.slug)
    page = _Page(article.title, article.perex or article.title, address, "article")
    return (
        *_open_graph(snapshot, addresses, page),
        *_of_article(snapshot, article),
        *_citation(snapshot, article, addresses, pdf),
    )


@dataclass(frozen=True, slots=True)
class _Page:
    title: str
    description: str
    url: str
    kind: str


def _open_graph(snapshot: Snapshot, addresses: Addresses, page: _Page) -> Iterator[Meta]:
    issue, publication = snapshot.issue, snapshot.publication
    width, height = _PICTURE_SIZE
    yield from _properties(
        ("og:title", page.title),
        ("og:type", page.kind),
        ("og:description", page.description),
        ("og:url", page.url),
        ("og:site_name", publication.title),
        ("og:locale", "cs_CZ"),
        ("og:image", addresses.picture(SHARE_PICTURE)),
        ("og:image:width", str(width)),
        ("og:image:height", str(height)),
        ("og:image:alt", f"Obálka čísla {issue.number} časopisu {publication.title}"),
    )
    yield Meta("name", "twitter:card", "summary_large_image")


def _of_article(snapshot: Snapshot, article: Article) -> Iterator[Meta]:
    issue = snapshot.issue
    yield from _properties(
        ("article:published_time", issue.dated.isoformat()),
        ("article:modified_time", updated_on(issue, article).isoformat()),
        ("article:section", section_of(issue, article).title),
        *(("article:author", line.name) for line in bylines(article, issue)),
    )


def _citation(
    snapshot: Snapshot, article: Article, addresses: Addresses, pdf: PdfFacts | None
) -> Iterator[Meta]:
    issue, publication = snapshot.issue, snapshot.publication
    number, _, year = issue.number.partition("/")
    span = pdf.spans.get(article.slug) if pdf else None
    told = [
        ("title", article.title),
        *_authors(snapshot, article),
        *(("translator", each.name) for each in contributors_of(issue, article.translators)),
        ("publication_date", issue.dated.strftime("%Y/%m/%d")),
        ("online_date", issue.dated.strftime("%Y/%m/%d")),
        ("journal_title", publication.title),
        ("publisher", publication.publisher),
        ("issn", publication.issn),
        ("year", year),
        ("issue", number),
        ("firstpage", str(span.first) if span else ""),
        ("lastpage", str(span.last) if span else ""),
        ("language", "cs"),
        ("fulltext_html_url", addresses.article(article.slug)),
        ("pdf_url", addresses.pdf if pdf else ""),
    ]
    yield from (Meta("name", f"citation_{key}", bare(text)) for key, text in told if text)


def _authors(snapshot: Snapshot, article: Article) -> Iterator[tuple[str, str]]:
    """An institution belongs to the author before it."""
    for line in bylines(article, snapshot.issue):
        yield "author", line.name
        if is_institution(line.affiliation):
            yield "author_institution", line.affiliation


def _properties(*told: tuple[str, str]) -> Iterator[Meta]:
    return (Meta("property", key, bare(text)) for key, text in told if text)
