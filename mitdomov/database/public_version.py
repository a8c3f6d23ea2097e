"""Changes to rows that readers see in; a number that tells kept pages from stale ones out.

A model marks itself with `__is_public__ = True`. Whatever transaction adds, changes or deletes one
of its rows raises the number, so that nobody who writes need think of the pages that show it.
"""

import sqlite3
from itertools import chain
from threading import Lock
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import CheckConstraint, event, update
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, mapped_column

from mitdomov.database.base import Base

_TABLE: Final = "public_version"
_CHANGED: Final = "mitdomov_public_changed"
_PATIENCE_SECONDS: Final = 0.2
"""How long a page waits for a locked database before it does without."""


class PublicVersion(Base):
    __tablename__ = _TABLE
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    number: Mapped[int]


class PublicVersions:
    """Tells the number to one process, cheaply: pages ask it on every request.

    SQLite counts the commits of other connections (`PRAGMA data_version`), which costs
    microseconds; the row is read only when there was one.
    """

    def __init__(self, database: str | None) -> None:
        """`database` is the file's path; without one there is never a number."""
        self._database = database
        self._lock = Lock()
        self._watching: sqlite3.Connection | None = None
        self._commits = -1
        self._number: int | None = None

    def current(self) -> int | None:
        """The number now; None when the database cannot tell it, as when it is gone."""
        with self._lock:
            try:
                return self._ask()
            except sqlite3.Error:
                self._watching = None
                return None

    def _ask(self) -> int | None:
        if self._watching is None:
            self._watching = self._connect()
            self._commits = -1
        commits = self._watching.execute("PRAGMA data_version").fetchone()[0]
        if commits != self._commits:
            found = self._watching.execute(f"SELECT number FROM {_TABLE}").fetchone()  # noqa: S608 - a name of our own
            self._number = found[0] if found else None
            self._commits = commits
        return self._number

    def _connect(self) -> sqlite3.Connection:
        if not self._database:
            raise sqlite3.OperationalError("no file")
        uri = f"file:{quote(self._database)}?mode=ro"
        return sqlite3.connect(uri, uri=True, timeout=_PATIENCE_SECONDS, check_same_thread=False)


def _is_public(of: Any) -> bool:
    """A model, or a row, which may know better."""
    return bool(getattr(of, "__is_public__", False))


@event.listens_for(Session, "before_flush")
def _watch_rows(session: Session, _context: Any, _instances: Any) -> None:
    if any(_is_public(row) for row in chain(session.new, session.dirty, session.deleted)):
        session.info[_CHANGED] = True


@event.listens_for(Session, "do_orm_execute")
def _watch_statements(state: ORMExecuteState) -> None:
    changes = state.is_insert or state.is_update or state.is_delete
    if changes and state.bind_mapper is not None and _is_public(state.bind_mapper.class_):
        state.session.info[_CHANGED] = True


@event.listens_for(Session, "before_commit")
def _raise_number(session: Session) -> None:
    session.flush()
    if session.info.pop(_CHANGED, False):
        session.execute(update(PublicVersion).values(number=PublicVersion.number + 1))


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_CHANGED, None)
