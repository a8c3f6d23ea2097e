"""What can be found, as rows, and the vocabulary of it all.

The words themselves lie beside it in the full-text table `search_words` (see `full_text`).
"""

from datetime import date

from sqlalchemy import JSON, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from mitdomov.database.base import Base
from mitdomov.search.kinds import Kind


class SearchEntry(Base):
    """A place to be led to; texts as they are shown in extracts."""

    __tablename__ = "search_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    """Also the rowid in `search_words`."""
    url: Mapped[str] = mapped_column(String(500), unique=True)
    kind: Mapped[Kind]
    group: Mapped[str] = mapped_column(String(240), index=True)
    """What is replaced together."""
    title: Mapped[str]
    perex: Mapped[str]
    authors: Mapped[list[str]] = mapped_column(JSON)
    section: Mapped[str]
    issue: Mapped[str] = mapped_column(String(20))
    dated: Mapped[date]
    text: Mapped[str]


class SearchTerm(Base):
    """A form that some text has, with its dictionary form: what a query without diacritics, or in
    another form, is understood by."""

    __tablename__ = "search_term"

    form: Mapped[str] = mapped_column(String(200), primary_key=True)
    """In small letters."""
    lemma: Mapped[str] = mapped_column(String(200), primary_key=True)
    folded: Mapped[str] = mapped_column(String(200), index=True)
    folded_lemma: Mapped[str] = mapped_column(String(200), index=True)
    stem: Mapped[str] = mapped_column(String(200), index=True)
    """Of the lemma; it is the lemma itself for a word that the dictionary does not have."""


class SearchState(Base):
    """One row."""

    __tablename__ = "search_state"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    version: Mapped[int]
    """Which way of making the index it was made in whole; 0 before the first."""
    changes: Mapped[int]
    """How many times it was changed; by that a rebuild knows that something came between."""
