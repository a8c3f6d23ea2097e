"""A question that found nothing in; one of near words, each of which finds something, out."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mitdomov.search import full_text
from mitdomov.search.lemmas import is_czech
from mitdomov.search.model import SearchTerm
from mitdomov.search.question import Term, read_question
from mitdomov.search.vocabulary import understand
from mitdomov.search.words import fold

_SHORTEST: Final = 3
"""Nearly every shorter word is near to any other."""
_LONG: Final = 9
"""From so many letters on, two may be wrong, but not the first: of shorter words two letters often
make another, *získat* and *říkat*, *dostupné* and *dostane*."""
_MOST_WORDS: Final = 4
"""Questions with more are not mended: each word costs a walk through the vocabulary."""


def suggest(session: Session, query: str) -> str:
    """Empty when there is nothing near, or when the question cannot be mended word by word."""
    terms = read_question(query).terms
    if not terms or len(terms) > _MOST_WORDS or any(term.is_phrase for term in terms):
        return ""
    words = [_mended(session, term) for term in terms]
    is_same = [fold(word) for word in words] == [term.folded[0] for term in terms]
    return "" if is_same else " ".join(words)


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
    """A word that finds something, or that Czech has, is no mistake; its marks may be mended."""
    (word,) = term.folded
    if full_text.matching(session, [understand(session, term).phrase], ()):
        return _with_marks(session, term)
    if len(word) < _SHORTEST or is_czech(term.small[0]):
        return term.shown
    most = 2 if len(word) >= _LONG else 1
    near = _near(word, most, _vocabulary(session, len(word), most))
    best = [each for off, each in near if off == near[0][0]] if near else []
    if not best:
        return term.shown
    return _shown(session, max(best, key=lambda each: full_text.occurrences(session, each)))


def _with_marks(session: Session, term: Term) -> str:
    """*Socialni* as the texts have it, unless they have it so."""
    (word,), (folded,) = term.small, term.folded
    is_there = session.scalar(select(SearchTerm.form).where(SearchTerm.form == word).limit(1))
    return term.shown if is_there or word != folded else _shown(session, folded)


def _vocabulary(session: Session, length: int, most: int) -> set[str]:
    """What the texts have, and the dictionary forms of it: *bydlet* where they have *bydlí*."""
    found: set[str] = set()
    for column in (SearchTerm.folded, SearchTerm.folded_lemma):
        size = func.length(column)
        query = select(column).where(size.between(length - most, length + most))
        found.update(session.scalars(query.distinct()))
    return found


def _near(word: str, most: int, vocabulary: Iterable[str]) -> list[tuple[int, str]]:
    letters = set(word)
    likely = (each for each in vocabulary if len(letters ^ set(each)) <= 2 * most)
    distances = ((distance(word, each, most), each) for each in likely)
    return sorted(
        (off, each) for off, each in distances if off <= most and (off < 2 or each[0] == word[0])
    )


def _shown(session: Session, folded: str) -> str:
    """With its diacritics."""
    form = session.scalar(
        select(SearchTerm.form).where(SearchTerm.folded == folded).order_by(SearchTerm.form.desc())
    )
    lemma = select(SearchTerm.lemma).where(SearchTerm.folded_lemma == folded).limit(1)
    return form or session.scalar(lemma) or folded
