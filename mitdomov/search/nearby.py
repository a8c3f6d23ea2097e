"""A question whose words stand nowhere together in; the places that have most of them out."""

from collections import defaultdict
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.search import full_text
from mitdomov.search.finding import WORTH, Result, results_of
from mitdomov.search.kinds import Kind
from mitdomov.search.model import SearchEntry
from mitdomov.search.question import read_question
from mitdomov.search.vocabulary import understand

MOST: Final = 5
_MOST_TERMS: Final = 8
_MOST_LIKELY: Final = 100
_SHARE: Final = 0.5
"""Of the words that stand anywhere, so many must a place have, if any place has."""


@dataclass(frozen=True, slots=True)
class Nearby:
    results: tuple[Result, ...] = ()
    """At most five, those with most of the words first."""
    missing: tuple[str, ...] = ()
    """Words that stand nowhere at all, as they were typed."""


def find_nearby(session: Session, query: str) -> Nearby:
    """Nothing for a question of one part, which has nothing to leave out."""
    question = read_question(query)
    terms = question.terms[:_MOST_TERMS]
    if len(terms) < 2:
        return Nearby()
    sought = [understand(session, term) for term in terms]
    without = [understand(session, term).phrase for term in question.without]
    scores = [full_text.matching(session, [each.phrase], without) for each in sought]
    missing = tuple(term.shown for term, found in zip(terms, scores, strict=True) if not found)
    best = _best(session, scores)
    return Nearby(results_of(session, best, sought), missing if best else ())


def _best(session: Session, scores: list[dict[int, float]]) -> list[int]:
    counts: dict[int, int] = defaultdict(int)
    sums: dict[int, float] = defaultdict(float)
    for of_term in scores:
        for number, score in of_term.items():
            counts[number] += 1
            sums[number] += score
    least = min(max(counts.values(), default=0), _SHARE * sum(map(bool, scores)))
    likely = nsmallest(
        _MOST_LIKELY,
        (number for number, count in counts.items() if count >= least),
        key=lambda each: (-counts[each], sums[each]),
    )
    kinds = _kinds(session, likely)
    ranked = sorted(kinds, key=lambda each: (-counts[each], WORTH.get(kinds[each], 1) * sums[each]))
    return ranked[:MOST]


def _kinds(session: Session, numbers: list[int]) -> dict[int, Kind]:
    query = select(SearchEntry.id, SearchEntry.kind).where(SearchEntry.id.in_(numbers))
    return {row.id: row.kind for row in session.execute(query)}
