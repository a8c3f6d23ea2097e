"""An issue's snapshot in; what the search knows of it and its articles out."""

import logging
from collections.abc import Iterable, Iterator
from datetime import date

from mitdomov.czech_words import time_span
from mitdomov.database.blobs import BlobDamagedError
from mitdomov.database.store import Store
from mitdomov.document.plain_words import in_line, plain_words
from mitdomov.editorial.queries import published_issues
from mitdomov.magazine.canonical import from_json
from mitdomov.magazine.model import Article, ArticleType, Contributor, Issue
from mitdomov.magazine.numbers import slug_of
from mitdomov.render.contents import profiled, section_of
from mitdomov.search.index import Entry, Kind, Prepared, prepare

_log = logging.getLogger(__name__)


def published(store: Store) -> Iterator[Prepared]:
    """All the issues that readers see, for an index made anew.

    One whose blob is damaged is left out, so that the others can be found; `mitdomov doctor`
    tells of it.
    """
    with store.reading() as session:
        snapshots = [(number, shown.sha256) for number, shown in published_issues(session)]
    for number, sha256 in snapshots:
        try:
            issue = from_json(store.blobs.get(sha256)).issue
        except (BlobDamagedError, ValueError):
            _log.exception("issue %s cannot be read for the search", number)
            continue
        yield prepared(issue)


def prepared(issue: Issue) -> Prepared:
    """`issue` is typeset, as its snapshot has it. Call it outside of any transaction."""
    return prepare(Kind.ARTICLE, slug_of(issue.number), (whole(issue), *entries(issue)))


def whole(issue: Issue) -> Entry:
    """The issue itself, with the titles of what is in it."""
    sections = dict.fromkeys(section_of(issue, article).title for article in issue.articles)
    titles = (article.title for article in issue.articles)
    return issue_entry(issue.number, issue.theme, issue.dated, titles=(*sections, *titles))


def issue_entry(
    number: str, theme: str, dated: date, *, titles: Iterable[str], description: str = ""
) -> Entry:
    return Entry(
        url=f"/cislo/{slug_of(number)}/",
        title=f"Číslo {number}: {theme}" if theme else f"Číslo {number}",
        text=in_line(titles),
        dated=dated,
        perex=description,
        issue=number,
        kind=Kind.ISSUE,
    )


def entries(issue: Issue) -> tuple[Entry, ...]:
    """One for each article."""
    people = {person.slug: person for person in issue.contributors}
    return tuple(_entry(issue, article, people) for article in issue.articles)


def _entry(issue: Issue, article: Article, people: dict[str, Contributor]) -> Entry:
    slugs = dict.fromkeys((*article.authors, *article.translators))
    return Entry(
        url=f"/cislo/{slug_of(issue.number)}/clanky/{article.slug}/",
        title=article.title,
        text=in_line(_texts(issue, article)),
        dated=issue.dated,
        perex=article.perex,
        authors=tuple(people[slug].name for slug in slugs if slug in people),
        section=section_of(issue, article).title,
        issue=issue.number,
    )


def _texts(issue: Issue, article: Article) -> Iterator[str]:
    """In the order of the article's page, so that an extract reads on."""
    if article.event:
        yield time_span(article.event.starts_at, article.event.ends_at)
        yield article.event.place
        yield article.event.organiser
    if article.good_practice:
        facts = article.good_practice
        yield f"{facts.place}. {facts.problem} {facts.solution}"
        yield from (f"{figure} {what}" for figure, what in facts.numbers)
    if article.picture:
        yield article.picture.caption or article.picture.alt
    yield from plain_words(article.body)
    if article.original:
        original = article.original
        yield from (original.title, ", ".join(original.authors), original.publication)
    if article.type is ArticleType.PROFILE:  # elsewhere a profile would outweigh the article
        yield from (f"{person.name}: {person.profile}" for person in profiled(issue, article))
