"""Only blobs that nothing names go: not those of any table, nor one that is being written."""

import os
import threading
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine

from mitdomov.clock import now
from mitdomov.database.store import Store
from mitdomov.database.unused_blobs import NothingNamedError, unused_blobs
from tests.state import migrated_store

MONTH = timedelta(days=30)
PUBLISHED = b"publikace"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """With one blob that a row names, so that the database is known to belong to the blobs."""
    store = migrated_store(tmp_path)
    with store.writing() as session:
        session.connection().exec_driver_sql("CREATE TABLE naming (file)")
    name(store, old(store, PUBLISHED))
    return store


def old(store: Store, data: bytes) -> str:
    """A blob that was written two months ago."""
    sha256 = store.blobs.put(data)
    age(store, sha256)
    return sha256


def age(store: Store, sha256: str) -> None:
    then = (now() - 2 * MONTH).timestamp()
    os.utime(store.blobs.path(sha256), (then, then))


def name(store: Store, sha256: str) -> None:
    """Writes a row that names the blob."""
    with store.writing() as session:
        session.connection().exec_driver_sql("INSERT INTO naming VALUES (?)", (sha256,))


def unused(store: Store) -> set[str]:
    return {each.path.name for each in unused_blobs(store, now() - MONTH)}


def remove(store: Store) -> int:
    before = now() - MONTH
    found = unused_blobs(store, before)
    return sum(store.blobs.remove_if_older(each, before) for each in found)


def test_what_nothing_names_is_found_and_goes(store: Store) -> None:
    left = old(store, b"opustene")
    assert unused(store) == {left}
    assert remove(store) == 1
    assert not store.blobs.path(left).exists()
    assert store.blobs.path(sha256(PUBLISHED).hexdigest()).exists()


def test_what_was_written_just_now_stays(store: Store) -> None:
    store.blobs.put(b"prave psane")
    assert unused(store) == set()


def test_what_is_written_again_is_young_again(store: Store) -> None:
    old(store, b"opustene")
    store.blobs.put(b"opustene")
    assert unused(store) == set()


def test_the_draft_of_a_writer_that_was_killed_goes(store: Store) -> None:
    draft = store.blobs.root / "ab" / f".{'0' * 32}"
    draft.parent.mkdir(exist_ok=True)
    draft.write_bytes(b"pul")
    assert unused(store) == set()
    os.utime(draft, (0, 0))
    assert unused(store) == {draft.name}
    assert remove(store) == 1


def test_what_only_a_named_blob_names_stays(store: Store) -> None:
    """A snapshot names its pictures, and nothing else may."""
    picture = old(store, b"obrazek")
    frame = old(store, f'{{"pictures": ["{picture}"]}}'.encode())
    name(store, old(store, f"snapshot of {frame}".encode()))
    assert unused(store) == set()


def columns(connection: Connection) -> Iterator[tuple[str, list[tuple[str, str, int]]]]:
    """Each table of the database with its columns: name, type, and whether it is the key."""
    tables = connection.exec_driver_sql(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
    )
    for (each,) in tables.all():
        if not each.startswith("sqlite_"):
            found = connection.exec_driver_sql(
                "SELECT name, type, pk FROM pragma_table_info(?)", (each,)
            )
            yield each, [tuple(row) for row in found.all()]


def test_no_column_of_any_table_is_forgotten(store: Store) -> None:
    """Every column that could hold a name holds one: whoever adds a table has it looked into."""
    named: dict[str, str] = {}
    engine = create_engine(store.engine.url)  # one that knows no foreign keys
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        tables = list(columns(connection))
        for table, fields in tables:
            values: list[object] = []
            for field, kind, _ in fields:
                is_text = kind.startswith(("VARCHAR", "TEXT", "JSON"))
                sha256 = old(store, f"{table}.{field}".encode()) if is_text else ""
                named |= {sha256: f"{table}.{field}"} if is_text else {}
                values.append(f'{{"file": ["{sha256}"]}}' if kind == "JSON" else sha256 or 7)
            names = ", ".join(f'"{field}"' for field, _, _ in fields)
            marks = ", ".join("?" * len(fields))
            connection.exec_driver_sql(
                f'INSERT OR REPLACE INTO "{table}" ({names}) VALUES ({marks})',  # noqa: S608
                tuple(values),
            )
        connection.commit()
    assert len(named) > 150
    assert {named.get(each, each) for each in unused(store)} == set()


def test_a_table_that_no_model_knows_is_looked_into(store: Store) -> None:
    with store.writing() as session:
        session.connection().exec_driver_sql("CREATE TABLE of_tomorrow (note, file)")
        session.connection().exec_driver_sql(
            "INSERT INTO of_tomorrow VALUES (1, ?)", (old(store, b"zitrek"),)
        )
    assert unused(store) == set()


def test_blobs_of_another_database_are_left_alone(tmp_path: Path) -> None:
    store = migrated_store(tmp_path)
    old(store, b"cizi")
    with pytest.raises(NothingNamedError, match="MITDOMOV_DATABASE_URL"):
        unused_blobs(store, now() - MONTH)


def test_a_blob_written_again_after_it_was_found_unused_stays(store: Store) -> None:
    left = old(store, b"opustene")
    (found,) = unused_blobs(store, now() - MONTH)
    name(store, store.blobs.put(b"opustene"))
    assert not store.blobs.remove_if_older(found, now() - MONTH)
    assert store.blobs.path(left).exists()


def test_who_removes_waits_for_who_is_writing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer has seen the old blob there and is about to make it young again."""
    left = old(store, b"opustene")
    (found,) = unused_blobs(store, now() - MONTH)
    went: list[bool] = []
    remover = threading.Thread(
        target=lambda: went.append(store.blobs.remove_if_older(found, now() - MONTH))
    )
    utime = os.utime

    def slowly(path: Path) -> None:
        remover.start()
        remover.join(0.5)
        utime(path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "utime", slowly)
        store.blobs.put(b"opustene")
    remover.join()
    assert went == [False]
    assert store.blobs.path(left).exists()


def test_a_blob_taken_up_again_while_it_is_collected_is_never_lost(store: Store) -> None:
    """A writer finds the old blob there and names it, over and over, while it is removed."""
    ends, lost = threading.Event(), []

    def collect() -> None:
        while not ends.is_set():
            remove(store)

    collector = threading.Thread(target=collect)
    collector.start()
    try:
        for number in range(60):
            data = f"znovu {number}".encode()
            old(store, data)
            taken = store.blobs.put(data)
            name(store, taken)
            if not store.blobs.path(taken).exists():
                lost.append(number)
    finally:
        ends.set()
        collector.join()
    assert remove(store) == 0
    assert lost == []
    with store.reading() as session:
        kept = session.connection().exec_driver_sql("SELECT file FROM naming").scalars()
        assert all(store.blobs.path(each).exists() for each in kept)
