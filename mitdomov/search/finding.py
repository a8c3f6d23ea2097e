"""A question and filters in; the places that answer it, best first, with extracts out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Final, NamedTuple

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.search import full_text
from mitdomov.search.extracts import beginning, extracts, mark, whole
from mitdomov.search.facets import Facets, Filters, Place, facets_of
from mitdomov.search.full_text import Columns
from mitdomov.search.kinds import Kind
from mitdomov.search.model import SearchEntry
from mitdomov.search.question import Question, read_question
from mitdomov.search.vocabulary import Sought, understand

PER_PAGE: Final = 20
WORTH: Final = {
    Kind.NEWS: 0.7,
    Kind.EVENT: 0.7,
    Kind.MATERIAL: 0.7,
    Kind.WEBINAR: 0.7,
    Kind.IMPLEMENTER: 0.2,
}
"""Of a score, beside that of issues, articles and old pages: the shorter a text, the more bm25
makes of a word in it, and rows of the directory are the shortest."""


@dataclass(frozen=True, slots=True)
class Result:
    """A place found; what is `Markup` has what was sought between `<mark>` and `</mark>`."""

    url: str
    kind: Kind
    title: Markup
    extracts: tuple[Markup, ...]
    authors: tuple[str, ...]
    section: str
    issue: str
    dated: date


@dataclass(frozen=True, slots=True)
class Found:
    total: int
    results: tuple[Result, ...]
    """Those of one page, at most twenty."""
    facets: Facets
    """What the results can be narrowed to, with counts."""
    page: int = 1
    pages: int = 1


class _Ranked(NamedTuple):
    id: int
    score: float
    place: Place
    is_named: bool
    """Whether it is the issue whose number was asked for."""


def find(
    session: Session,
    query: str,
    *,
    kind: Kind | None = None,
    year: int | None = None,
    section: str = "",
    author: str = "",
    page: int = 1,
) -> Found:
    """Every string is a question; a page too far is the last.

    A question without words finds nothing, unless a filter says what to list; the facets then
    tell of everything there is.
    """
    question = read_question(query)
    filters = Filters(kind, year, section, author)
    sought = [understand(session, term) for term in question.terms]
    ranked = _ranked(session, question, sought)
    facets = facets_of([each.place for each in ranked], filters)
    kept = [each for each in ranked if filters.let_through(each.place)]
    if not sought and (filters == Filters() or question.without):
        return Found(0, (), facets)
    pages = max(1, ceil(len(kept) / PER_PAGE))
    page = min(max(1, page), pages)
    shown = kept[(page - 1) * PER_PAGE : page * PER_PAGE]
    results = results_of(session, [each.id for each in shown], sought)
    return Found(len(kept), results, facets, page, pages)


def _ranked(session: Session, question: Question, sought: Sequence[Sought]) -> list[_Ranked]:
    """The issue that was named first, then the best, the newer first among those as good."""
    columns = (SearchEntry.id, SearchEntry.kind, SearchEntry.dated, SearchEntry.section)
    query = select(*columns, SearchEntry.authors, SearchEntry.issue)
    scores: dict[int, float] | None = None
    if sought:
        without = [understand(session, term).phrase for term in question.without]
        scores = full_text.matching(session, [each.phrase for each in sought], without)
        if len(scores) < full_text.MOST_BY_NAME:
            query = query.where(SearchEntry.id.in_(scores))
    ranked = [
        _Ranked(
            number,
            WORTH.get(kind, 1.0) * scores[number] if scores else 0.0,
            Place(kind, dated, section, authors),
            kind is Kind.ISSUE and issue == question.issue,
        )
        for number, kind, dated, section, authors, issue in session.execute(query)
        if scores is None or number in scores
    ]
    return sorted(ranked, key=_order)


def _order(each: _Ranked) -> tuple[bool, float, int, int]:
    return not each.is_named, each.score, -each.place.dated.toordinal(), each.id


def results_of(
    session: Session, ids: Sequence[int], sought: Sequence[Sought]
) -> tuple[Result, ...]:
    """In the order of `ids`, with what was sought marked."""
    if not ids:
        return ()
    words = full_text.read(session, ids)
    rows = session.scalars(select(SearchEntry).where(SearchEntry.id.in_(ids)))
    by_id = {row.id: row for row in rows}
    return tuple(_result(by_id[number], words[number], sought) for number in ids)


def _result(entry: SearchEntry, words: Columns, sought: Sequence[Sought]) -> Result:
    title = mark(entry.title, words.title, words.title_lemmas, sought)
    return Result(
        url=entry.url,
        kind=entry.kind,
        title=whole(title),
        extracts=_extracts(entry, words, sought),
        authors=tuple(entry.authors),
        section=entry.section,
        issue=entry.issue,
        dated=entry.dated,
    )


def _extracts(entry: SearchEntry, words: Columns, sought: Sequence[Sought]) -> tuple[Markup, ...]:
    """From the text; from the perex, or the text's beginning, when the text has nothing of it."""
    text = mark(entry.text, words.text, words.text_lemmas, sought)
    found = extracts(text)
    if found:
        return found
    perex = mark(entry.perex, words.perex, words.perex_lemmas, sought)
    opening = beginning(perex if entry.perex else text)
    return (opening,) if opening else ()
