"""Everything that readers can open in; the index made anew, in one step, out."""

import logging
from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from mitdomov.database.store import Store
from mitdomov.search import full_text
from mitdomov.search.index import Prepared, replace
from mitdomov.search.model import SearchEntry, SearchState, SearchTerm

VERSION: Final = 4
"""Grows when the same texts would be indexed otherwise: other folding, lemmas or columns."""
_ATTEMPTS: Final = 3

Gather: TypeAlias = Callable[[Store], Iterable[Prepared]]
"""Reads, in transactions of its own, what readers can open now."""

_log = logging.getLogger(__name__)


class BusyIndexError(Exception):
    """Something was published during each attempt; the message is a Czech sentence."""

    def __init__(self) -> None:
        super().__init__("Během práce se pokaždé něco vydalo; zkuste to za chvíli znovu.")


def is_current(session: Session) -> bool:
    """Whether the index was made whole the way that this program makes it."""
    return session.scalar(select(SearchState.version)) == VERSION


def places(session: Session) -> int:
    """How many can be found."""
    return session.scalar(select(func.count()).select_from(SearchEntry)) or 0


def rebuild(store: Store, gather: Gather) -> int:
    """How many places can be found now. Until it is done the search answers from the old index.

    Raises `BusyIndexError`.
    """
    for _ in range(_ATTEMPTS):
        before = _changes(store)
        everything = tuple(gather(store))
        with store.writing() as session:
            if session.scalar(select(SearchState.changes)) != before:
                _log.info("something was published meanwhile; once more")
                continue
            _fill(session, everything)
            return sum(len(prepared.entries) for prepared in everything)
    raise BusyIndexError


def _changes(store: Store) -> int | None:
    with store.reading() as session:
        return session.scalar(select(SearchState.changes))


def _fill(session: Session, everything: Iterable[Prepared]) -> None:
    full_text.empty(session)
    for table in (SearchEntry, SearchTerm):
        session.execute(delete(table), execution_options={"synchronize_session": False})
    for prepared in everything:
        replace(session, prepared)
    session.execute(update(SearchState).values(version=VERSION))
