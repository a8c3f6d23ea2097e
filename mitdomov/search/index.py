"""Entries of one group in; the index replaced as one step out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from mitdomov.search import full_text
from mitdomov.search.full_text import Columns
from mitdomov.search.kinds import Kind
from mitdomov.search.lemmas import lemma_of, stem_of
from mitdomov.search.model import SearchEntry, SearchState, SearchTerm
from mitdomov.search.words import clean, fold, small, words_in

__all__ = ["Entry", "Kind", "Prepared", "prepare", "replace"]

_ADD_TERM: Final = insert(SearchTerm.__table__).on_conflict_do_nothing()  # type: ignore[arg-type]
_LONGEST_TERM: Final = 60
"""What is longer is an address or a table without spaces; nobody asks for it by another form."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place that the search can lead to."""

    url: str
    """Path on the public site, e.g. `/cislo/1-2026/clanky/prvni-klice/`; unique."""
    title: str
    text: str
    """All its words, plain."""
    dated: date
    perex: str = ""
    authors: tuple[str, ...] = ()
    """Names as readers see them, translators included."""
    section: str = ""
    """The section's title."""
    issue: str = ""
    """The issue's number, e.g. `1/2026`."""
    kind: Kind | None = None
    """When it is not the group's."""


class Term(NamedTuple):
    form: str
    lemma: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """Entries with their words folded and lemmatised, which takes time and needs no database."""

    kind: Kind
    group: str
    """What is replaced together: an issue's slug, or the item's own."""
    entries: tuple[Entry, ...]
    columns: tuple[Columns, ...] = field(default=(), repr=False)
    """One for each entry."""
    terms: frozenset[Term] = field(default=frozenset(), repr=False)


def prepare(kind: Kind, group: str, entries: tuple[Entry, ...]) -> Prepared:
    """Call it outside of any transaction."""
    cleaned = tuple(map(_cleaned, entries))
    terms: set[Term] = set()
    columns = tuple(_columns(entry, terms) for entry in cleaned)
    return Prepared(kind, group, cleaned, columns, frozenset(terms))


def replace(session: Session, prepared: Prepared) -> None:
    """Whatever the group had before is found no more; no entries remove the group."""
    lost = _remove(session, prepared)
    _add(session, prepared)
    _forget(session, lost - {fold(term.form) for term in prepared.terms})
    session.execute(update(SearchState).values(changes=SearchState.changes + 1))


def _cleaned(entry: Entry) -> Entry:
    return Entry(
        url=entry.url,
        title=clean(entry.title),
        text=clean(entry.text),
        dated=entry.dated,
        perex=clean(entry.perex),
        authors=tuple(map(_name, entry.authors)),
        section=_name(entry.section),
        issue=entry.issue,
        kind=entry.kind,
    )


def _name(text: str) -> str:
    """With plain spaces, so that it is the same name however an issue was typeset."""
    return " ".join(clean(text).split())


def _columns(entry: Entry, terms: set[Term]) -> Columns:
    names = " ".join((*entry.authors, entry.section))
    parts = (entry.title, entry.perex, names, entry.text)
    words = [words_in(part) for part in parts]
    lemmas = [[lemma_of(word) for word in part] for part in words]
    for part, their_lemmas in zip(words, lemmas, strict=True):
        terms.update(_terms(part, their_lemmas))
    folded = (" ".join(map(fold, part)) for part in words)
    return Columns(*folded, *(" ".join(part) for part in lemmas))


def _terms(words: Iterable[str], lemmas: Iterable[str]) -> Iterator[Term]:
    for word, lemma in zip(words, lemmas, strict=True):
        if len(word) <= _LONGEST_TERM and not word.isdecimal():
            yield Term(small(word), lemma)


def _remove(session: Session, prepared: Prepared) -> set[str]:
    """The folded words that the removed entries had."""
    in_group = SearchEntry.group == _group(prepared)
    same_place = SearchEntry.url.in_([entry.url for entry in prepared.entries])
    ids = session.scalars(select(SearchEntry.id).where(or_(in_group, same_place))).all()
    if not ids:
        return set()
    had = full_text.read(session, ids).values()
    full_text.drop(session, ids)
    session.execute(
        delete(SearchEntry).where(SearchEntry.id.in_(ids)),
        execution_options={"synchronize_session": False},
    )
    parts = (part for each in had for part in (each.title, each.perex, each.names, each.text))
    return {word for part in parts for word in part.split()}


def _add(session: Session, prepared: Prepared) -> None:
    rows = [_row(prepared, entry) for entry in prepared.entries]
    session.add_all(rows)
    session.flush()
    columns = zip(rows, prepared.columns, strict=True)
    full_text.put(session, {row.id: each for row, each in columns})
    terms = [
        {
            "form": term.form,
            "lemma": term.lemma,
            "folded": fold(term.form),
            "folded_lemma": fold(term.lemma),
            "stem": stem_of(term.lemma),
        }
        for term in sorted(prepared.terms)
    ]
    if terms:
        session.connection().execute(_ADD_TERM, terms)


def _group(prepared: Prepared) -> str:
    """An issue's slug alone may be that of a piece of news, too."""
    return f"{prepared.kind}:{prepared.group}"


def _row(prepared: Prepared, entry: Entry) -> SearchEntry:
    return SearchEntry(
        url=entry.url,
        kind=entry.kind or prepared.kind,
        group=_group(prepared),
        title=entry.title,
        perex=entry.perex,
        authors=list(entry.authors),
        section=entry.section,
        issue=entry.issue,
        dated=entry.dated,
        text=entry.text,
    )


def _forget(session: Session, words: set[str]) -> None:
    """A name that stands nowhere any more must not be left in the vocabulary."""
    gone = [word for word in sorted(words) if not full_text.occurrences(session, word)]
    for start in range(0, len(gone), 500):
        some = gone[start : start + 500]
        session.execute(
            delete(SearchTerm).where(SearchTerm.folded.in_(some)),
            execution_options={"synchronize_session": False},
        )
