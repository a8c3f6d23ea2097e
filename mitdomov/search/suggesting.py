"""A question that found nothing in; one that finds something, made of near words, out."""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mitdomov.search import full_text
from mitdomov.search.finding import find
from mitdomov.search.model import SearchTerm
from mitdomov.search.question import Term, read_question
from mitdomov.search.words import fold

_SHORTEST: Final = 3
"""Nearly every shorter word is near to any other."""
_LONG: Final = 5
"""From so many letters on, two may be wrong."""
_MOST_WORDS: Final = 4
"""Questions with more are not mended: each word costs a walk through the vocabulary."""


def suggest(session: Session, query: str) -> str:
    """Empty when there is nothing near, or when the question cannot be mended word by word."""
    terms = read_question(query).terms
    if not terms or len(terms) > _MOST_WORDS or any(term.is_phrase for term in terms):
        return ""
    words = [_mended(session, term) for term in terms]
    mended = " ".join(words)
    is_same = [fold(word) for word in words] == [term.folded[0] for term in terms]
    if is_same or not find(session, mended).total:
        return ""
    return mended


def distance(one: str, other: str, most: int) -> int:
    """How many letters to add, leave out, change or swap with the next; `most` + 1 when more
    (optimal string alignment)."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    rows: list[list[int]] = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        above, row = rows[-1], [i]
        for j, their in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != their))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == their:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        rows.append(row)
    return min(rows[-1][-1], most + 1)


def _mended(session: Session, term: Term) -> str:
    (word,) = term.folded
    if len(word) < _SHORTEST or full_text.occurrences(session, word):
        return term.shown
    most = 2 if len(word) >= _LONG else 1
    near = _near(word, most, _vocabulary(session, len(word), most))
    best = [each for off, each in near if off == near[0][0]] if near else []
    if not best:
        return term.shown
    return _shown(session, max(best, key=lambda each: full_text.occurrences(session, each)))


def _vocabulary(session: Session, length: int, most: int) -> Sequence[str]:
    size = func.length(SearchTerm.folded)
    query = select(SearchTerm.folded).where(size.between(length - most, length + most))
    return session.scalars(query.distinct()).all()


def _near(word: str, most: int, vocabulary: Iterable[str]) -> list[tuple[int, str]]:
    letters = set(word)
    likely = (each for each in vocabulary if len(letters ^ set(each)) <= 2 * most)
    distances = ((distance(word, each, most), each) for each in likely)
    return sorted(pair for pair in distances if pair[0] <= most)


def _shown(session: Session, folded: str) -> str:
    """With its diacritics."""
    form = session.scalar(
        select(SearchTerm.form).where(SearchTerm.folded == folded).order_by(SearchTerm.form.desc())
    )
    return form or folded
