"""A store and a moment in; files among its blobs that nothing names any more out.

Nothing here knows which columns hold names: whatever looks like one, in any column of any table or
inside a blob that is named itself, keeps its blob. So a table of tomorrow cannot be forgotten, and
what is kept needlessly costs room only.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, inspect, literal_column, select, table
from sqlalchemy.orm import Session

from mitdomov.database.blobs import Blobs, Kept
from mitdomov.database.store import Store

_NAME: Final = re.compile(rb"(?=([0-9a-f]{64}))")
"""Wherever it stands, even glued to other letters."""
_ROWS_AT_A_TIME: Final = 500


class NothingNamedError(Exception):
    """No row names any blob that is there; the message is a Czech sentence."""

    def __init__(self) -> None:
        super().__init__(
            "Databáze nezná žádný z uložených souborů, takže k nim nejspíš nepatří. Nic se nemaže; "
            "zkontrolujte MITDOMOV_DATABASE_URL a MITDOMOV_DATA_DIR."
        )


def unused_blobs(store: Store, before: datetime) -> list[Kept]:
    """Last written before `before`; raises `NothingNamedError`.

    Blobs are listed before rows are read: a row that names one later belongs to a writer who made
    that blob young again, or took its name from a row that was read.
    """
    old = list(store.blobs.written_before(before))
    with store.reading() as session:
        named = set(names_in_rows(session))
    present = {each.sha256 for each in old if each.sha256}
    if present and not any(store.blobs.path(sha256).exists() for sha256 in named):
        raise NothingNamedError
    used = _with_what_they_name(store.blobs, named)
    return [each for each in old if each.sha256 not in used]


def names_in_rows(session: Session) -> Iterator[str]:
    """Whatever could be a blob's name, in all tables that the database has."""
    for name in inspect(session.connection()).get_table_names():
        query: Select[Any] = select(literal_column("*")).select_from(table(name))
        rows = session.execute(query.execution_options(yield_per=_ROWS_AT_A_TIME))
        for row in rows:
            yield from _names_in_row(row)


def _names_in_row(row: Iterable[Any]) -> Iterator[str]:
    for value in row:
        if isinstance(value, str):
            yield from _names_in(value.encode(errors="replace"))
        elif isinstance(value, bytes):
            yield from _names_in(value)


def _with_what_they_name(blobs: Blobs, named: set[str]) -> set[str]:
    """A snapshot names its pictures; what those may name counts as well."""
    used, left = set(named), list(named)
    while left:
        try:
            data = blobs.path(left.pop()).read_bytes()
        except FileNotFoundError:
            continue  # a hash of something else
        fresh = set(_names_in(data)) - used
        used |= fresh
        left.extend(fresh)
    return used


def _names_in(data: bytes) -> Iterator[str]:
    for found in _NAME.finditer(data):
        yield found[1].decode()
