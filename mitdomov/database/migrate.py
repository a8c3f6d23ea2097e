"""Brings the database of an instance to the schema that this program knows (Alembic).

Alembic is loaded when something is to be brought: most commands find the schema current.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Engine, event, inspect, make_url, text

from mitdomov.database.store import connect, reading
from mitdomov.places import MIGRATIONS

if TYPE_CHECKING:
    from alembic.config import Config

HEAD: Final = max(path.name[:4] for path in MIGRATIONS.glob("versions/[0-9]*.py"))
"""The revision of the newest migration, by which its file's name begins."""


class NewerSchemaError(Exception):
    """The data were written by a newer program; the message is a Czech sentence."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"Data uložila novější verze programu (schéma {revision}, tato verze zná nejvýše "
            f"{HEAD}). Spusťte novější verzi programu, nebo obnovte zálohu "
            "pořízenou touto verzí."
        )


class NoFullTextError(Exception):
    """SQLite was built without FTS5; the message is a Czech sentence."""

    def __init__(self) -> None:
        super().__init__(
            "SQLite tohoto Pythonu nemá hledání v textech (FTS5). Nainstalujte Python ze systému "
            "(Debian: apt install python3), nebo SQLite s FTS5, a spusťte make install."
        )


def has_full_text() -> bool:
    """Whether the SQLite of this Python has FTS5, which the search keeps its index in."""
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE words USING fts5(word)")
        except sqlite3.OperationalError:
            return False
    return True


def is_current(database_url: str) -> bool:
    """Whether no migration is missing; raises `NewerSchemaError`."""
    if not _exists(database_url):
        return False
    engine = connect(database_url)
    try:
        with reading(engine).connect() as connection:
            return _revision(connection) == HEAD
    finally:
        engine.dispose()


def upgrade(database_url: str) -> None:
    """Runs the missing migrations, all or none; raises `NewerSchemaError`, `NoFullTextError`.

    Two processes may call it at once: the second waits for the first and finds nothing to do.
    """
    from alembic import command

    if not has_full_text():
        raise NoFullTextError
    engine = connect(database_url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _postpone_foreign_keys)
    try:
        with engine.begin() as connection:
            _revision(connection)
            command.upgrade(_config(connection), "head")
            _check_foreign_keys(engine, connection)
    finally:
        engine.dispose()


def _exists(database_url: str) -> bool:
    """Asked first, because connecting to SQLite would make the file."""
    url = make_url(database_url)
    return url.get_backend_name() != "sqlite" or Path(url.database or "").exists()


def _revision(connection: Connection) -> str | None:
    """The schema's revision, None in an empty database; raises `NewerSchemaError`."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if revision not in (None, HEAD) and revision not in _revisions():
        raise NewerSchemaError(revision)
    return revision


def _revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _postpone_foreign_keys(connection: Any, _record: Any) -> None:
    # SQLite alters a table by making it anew, which the rows that refer to it would forbid:
    # https://sqlite.org/lang_altertable.html#otheralter
    connection.execute("PRAGMA foreign_keys = OFF")


def _check_foreign_keys(engine: Engine, connection: Connection) -> None:
    if engine.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise RuntimeError(f"the migration left rows that refer to nothing: {broken[:5]}")
