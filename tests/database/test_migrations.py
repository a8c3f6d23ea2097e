"""The schema of an instance follows the program, and never runs ahead of it."""

import multiprocessing
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from mitdomov.database.base import Base
from mitdomov.database.migrate import HEAD, NewerSchemaError, is_current, upgrade
from mitdomov.database.store import Store, connect
from mitdomov.places import MIGRATIONS, ROOT


def url_in(directory: Path) -> str:
    return f"sqlite:///{directory / 'mitdomov.sqlite'}"


def set_revision(store: Store, revision: str) -> None:
    with store.writing() as session:
        session.connection().exec_driver_sql(
            "UPDATE alembic_version SET version_num = ?", (revision,)
        )


def test_an_empty_database_becomes_current(tmp_path: Path) -> None:
    """Asking whether it is current does not even make the file."""
    assert not is_current(url_in(tmp_path))
    assert list(tmp_path.iterdir()) == []
    upgrade(url_in(tmp_path))
    assert is_current(url_in(tmp_path))
    tables = set(inspect(connect(url_in(tmp_path))).get_table_names())
    full_text = {name for name in tables if name.startswith(("search_words", "search_vocabulary"))}
    assert full_text >= {"search_words", "search_vocabulary"}
    assert tables - full_text == {*Base.metadata.tables, "alembic_version"}


def test_the_program_knows_its_newest_migration() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == HEAD


def test_upgrading_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    upgrade(url_in(tmp_path))
    assert is_current(url_in(tmp_path))
    assert store.engine.dialect.name == "sqlite"


def test_two_programs_may_upgrade_at_once(tmp_path: Path) -> None:
    spawning = multiprocessing.get_context("spawn")
    programs = [spawning.Process(target=upgrade, args=(url_in(tmp_path),)) for _ in range(2)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert [program.exitcode for program in programs] == [0, 0]
    assert is_current(url_in(tmp_path))


def test_an_older_program_leaves_newer_data_alone(store: Store, tmp_path: Path) -> None:
    """It says which versions are meant and what to do."""
    set_revision(store, "9999")
    for refused in (upgrade, is_current):
        with pytest.raises(NewerSchemaError, match=r"schéma 9999.*Spusťte novější verzi"):
            refused(url_in(tmp_path))


def test_migrations_make_what_the_models_say() -> None:
    """`alembic check` finds nothing to do, from a fresh checkout."""
    alembic = Path(sys.executable).with_name("alembic")
    checked = subprocess.run(
        [alembic, "check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_migrations_are_numbered_in_order() -> None:
    names = sorted(path.name for path in (MIGRATIONS / "versions").glob("*.py"))
    assert [name[:5] for name in names] == [f"{n:04}_" for n in range(1, len(names) + 1)]
