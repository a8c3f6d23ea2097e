"""A term of a question in; what it may look like in the texts out.

Dictionary forms come from the vocabulary of the texts themselves, which also knows what a word
typed without diacritics may be.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mitdomov.search.full_text import Phrase
from mitdomov.search.lemmas import lemma_of
from mitdomov.search.model import SearchTerm
from mitdomov.search.question import Term
from mitdomov.search.words import fold

_MOST_LEMMAS: Final = 8


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
    if not known:
        return frozenset((lemma_of(word),))
    exactly = {lemma for form, lemma in known if word in (form, lemma)}
    return frozenset(sorted(exactly or {lemma for _, lemma in known})[:_MOST_LEMMAS])
