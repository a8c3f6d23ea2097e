"""Opens the place where an instance keeps its state: rows in a database, bytes in blobs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session

from mitdomov.database import public_version  # noqa: F401 - it watches what is written
from mitdomov.database.blobs import Blobs

BUSY_TIMEOUT_MS: Final = 10_000
_READS: Final = "mitdomov_reads"


@dataclass(frozen=True, slots=True)
class Store:
    """State of one instance. Open `reading` or `writing`, never one inside the other.

    A writing transaction takes SQLite's write lock at its start (BEGIN IMMEDIATE), so that what
    it read is still true when it writes. Keep it short: no SMTP and no rendering inside.
    """

    engine: Engine
    blobs: Blobs

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that commits at the end of the block, or rolls back on any exception."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            session.connection()  # begins now, not at the first statement
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one consistent state and keeps nothing."""
        with Session(reading(self.engine), expire_on_commit=False) as session:
            yield session


def open_store(
    database_url: str, data_dir: Path, *, busy_timeout_ms: int = BUSY_TIMEOUT_MS
) -> Store:
    """The state at `database_url`, with blobs in `data_dir`/blobs; creates the directories."""
    data_dir.mkdir(parents=True, exist_ok=True)
    engine = connect(database_url, busy_timeout_ms=busy_timeout_ms)
    return Store(engine=engine, blobs=Blobs(data_dir / "blobs"))


def connect(database_url: str, *, busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> Engine:
    """`busy_timeout_ms` is how long a writer waits for SQLite's lock before it gives up."""
    engine = create_engine(database_url, pool_pre_ping=True, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", partial(_prepare_sqlite, busy_timeout_ms))
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def reading(engine: Engine) -> Engine:
    """The same engine, whose transactions do not take SQLite's write lock."""
    return engine.execution_options(**{_READS: True})


def _prepare_sqlite(busy_timeout_ms: int, connection: Any, _record: Any) -> None:
    # The driver would open transactions by itself, too late for a write lock; `begin` does it.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {busy_timeout_ms}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin_sqlite(connection: Connection) -> None:
    reads = connection.get_execution_options().get(_READS, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
