"""A term of a question in; what it may look like in the texts out.

Dictionary forms come from the vocabulary of the texts themselves, which also knows what a word
typed without diacritics may be.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mitdomov.search.full_text import Phrase
from mitdomov.search.lemmas import is_stem, lemma_of, stem_of
from mitdomov.search.model import SearchTerm
from mitdomov.search.question import Term
from mitdomov.search.words import fold

_MOST_LEMMAS: Final = 16


@dataclass(frozen=True, slots=True)
class Sought:
    """A term with the dictionary forms of its word; a phrase has none: it is meant as it stands."""

    folded: tuple[str, ...]
    is_prefix: bool
    lemmas: frozenset[str]

    @property
    def phrase(self) -> Phrase:
        return Phrase(self.folded, self.is_prefix, tuple(sorted(self.lemmas)))


def understand(session: Session, term: Term) -> Sought:
    lemmas = frozenset() if term.is_phrase else lemmas_of(session, term.small[0])
    return Sought(term.folded, term.is_prefix, lemmas)


def lemmas_of(session: Session, word: str) -> frozenset[str]:
    """`word` is in small letters. One that the texts know exactly so is that word; otherwise any
    that it is without diacritics: *byt* is no form of *být*, but *byti* may be one of *bytí*."""
    folded = fold(word)
    known = session.execute(
        select(SearchTerm.form, SearchTerm.lemma).where(
            or_(SearchTerm.folded == folded, SearchTerm.folded_lemma == folded)
        )
    ).all()
    exactly = {lemma for form, lemma in known if word in (form, lemma)}
    meant = exactly or {lemma for _, lemma in known} or {_guessed(session, word)}
    return frozenset(sorted(_with_kin(session, meant))[:_MOST_LEMMAS])


def _guessed(session: Session, word: str) -> str:
    """A dictionary form that no text has leads nowhere, such as *najmout* of *najmu*, by which
    *nájmu* is meant; the stem may."""
    lemma = lemma_of(word)
    is_there = session.scalar(select(SearchTerm.lemma).where(SearchTerm.lemma == lemma).limit(1))
    return lemma if is_there else stem_of(word)


def _with_kin(session: Session, lemmas: set[str]) -> set[str]:
    """With the stems of those that the dictionary has, and the dictionary forms of those that are
    stems; two words of the dictionary are never taken for one."""
    stems = {lemma for lemma in lemmas if is_stem(lemma)}
    of_stems = select(SearchTerm.lemma).where(SearchTerm.stem.in_(stems)).distinct()
    found = set(session.scalars(of_stems)) if stems else set()
    return lemmas | {stem_of(lemma) for lemma in lemmas} | found
