"""Words in columns in, rows that match an expression out: the one module that knows FTS5.

https://sqlite.org/fts5.html. Words are folded and lemmatised before they come here, parted by
single spaces; the tokenizer `ascii` keeps every one of them whole.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Final, NamedTuple

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

_WORDS: Final = ("title", "perex", "names", "text")
_LEMMAS: Final = tuple(f"{column}_lemmas" for column in _WORDS)
_COLUMNS: Final = ", ".join((*_WORDS, *_LEMMAS))
_WEIGHTS: Final = "12.0, 6.0, 4.0, 1.0, 6.0, 3.0, 2.0, 0.5"
"""A title says more than a perex, that more than names, those more than the text; the very form
that was asked for more than another of the same word."""

MOST_BY_NAME: Final = 500
"""From so many rows on it is cheaper to read the whole table than to name them."""

_PUT: Final = text(
    f"INSERT INTO search_words (rowid, {_COLUMNS}) VALUES (:rowid, "  # noqa: S608 - our own names
    + ", ".join(f":{name}" for name in (*_WORDS, *_LEMMAS))
    + ")"
)
_DROP: Final = text("DELETE FROM search_words WHERE rowid = :rowid")
_READ: Final = text(
    f"SELECT rowid, {_COLUMNS} FROM search_words WHERE rowid IN :rowids"  # noqa: S608
).bindparams(bindparam("rowids", expanding=True))
_MATCH: Final = text(
    f"SELECT rowid, bm25(search_words, {_WEIGHTS}) FROM search_words "  # noqa: S608
    "WHERE search_words MATCH :expression"
)
_COUNT: Final = text(
    "SELECT sum(cnt) FROM search_vocabulary WHERE term = :word"
    " AND col IN ('title', 'perex', 'names', 'text')"
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The words of an entry, folded; parted by spaces, one for each word of the shown text."""

    title: str
    perex: str
    names: str
    text: str
    title_lemmas: str
    """Lemmas with their diacritics, one for each word of `title`; and so on."""
    perex_lemmas: str
    names_lemmas: str
    text_lemmas: str


class Phrase(NamedTuple):
    """Words one after another, the last of them perhaps only begun; or any of the lemmas."""

    words: tuple[str, ...]
    is_prefix: bool = False
    lemmas: tuple[str, ...] = ()


def put(session: Session, rows: Mapping[int, Columns]) -> None:
    names = (*_WORDS, *_LEMMAS)
    values = [
        {"rowid": rowid, **dict(zip(names, astuple(columns), strict=True))}
        for rowid, columns in rows.items()
    ]
    if values:
        session.execute(_PUT, values)


def drop(session: Session, rowids: Iterable[int]) -> None:
    values = [{"rowid": rowid} for rowid in rowids]
    if values:
        session.execute(_DROP, values)


def empty(session: Session) -> None:
    session.execute(text("DELETE FROM search_words"))


def read(session: Session, rowids: Iterable[int]) -> dict[int, Columns]:
    found = session.execute(_READ, {"rowids": list(rowids)})
    return {rowid: Columns(*columns) for rowid, *columns in found}


def occurrences(session: Session, word: str) -> int:
    """How many times a folded word stands in all the texts."""
    return int(session.scalar(_COUNT, {"word": word}) or 0)


def matching(
    session: Session, phrases: Sequence[Phrase], without: Sequence[Phrase]
) -> dict[int, float]:
    """The rows that hold every one of `phrases` and none of `without`, the best the lowest."""
    expression = " AND ".join(map(_expression, phrases))
    if without:
        expression = f"({expression}) NOT ({' OR '.join(map(_expression, without))})"
    found = session.execute(_MATCH, {"expression": expression})
    return {rowid: float(score) for rowid, score in found}


def _expression(phrase: Phrase) -> str:
    words = (
        f"{_filter(_WORDS)} : {_quoted(' '.join(phrase.words))}{'*' if phrase.is_prefix else ''}"
    )
    lemmas = [f"{_filter(_LEMMAS)} : {_quoted(lemma)}" for lemma in phrase.lemmas]
    return f"({' OR '.join((words, *lemmas))})"


def _filter(columns: Iterable[str]) -> str:
    return f"{{{' '.join(columns)}}}"


def _quoted(words: str) -> str:
    """Nothing but letters and digits comes here; the quotes make it a string whatever it says."""
    return '"' + words.replace('"', '""') + '"'
