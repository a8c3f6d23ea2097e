"""Brings the database of an instance to the schema that this program knows (Alembic)."""

from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, event, make_url

from mitdomov.database.store import connect, reading
from mitdomov.places import MIGRATIONS

_SCRIPTS: Final = ScriptDirectory(str(MIGRATIONS))


class NewerSchemaError(Exception):
    """The data were written by a newer program; the message is a Czech sentence."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"Data uložila novější verze programu (schéma {revision}, tato verze zná nejvýše "
            f"{_SCRIPTS.get_current_head()}). Spusťte novější verzi programu, nebo obnovte zálohu "
            "pořízenou touto verzí."
        )


def is_current(database_url: str) -> bool:
    """Whether no migration is missing; raises `NewerSchemaError`."""
    if not _exists(database_url):
        return False
    engine = connect(database_url)
    try:
        with reading(engine).connect() as connection:
            return _revision(connection) == _SCRIPTS.get_current_head()
    finally:
        engine.dispose()


def upgrade(database_url: str) -> None:
    """Runs the missing migrations, all or none; raises `NewerSchemaError`.

    Two processes may call it at once: the second waits for the first and finds nothing to do.
    """
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
    revision = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in _SCRIPTS.walk_revisions()}
    if revision is not None and revision not in known:
        raise NewerSchemaError(revision)
    return revision


def _config(connection: Connection) -> Config:
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
