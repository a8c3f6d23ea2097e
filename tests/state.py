"""Gives tests a real place to keep state: a migrated SQLite file with blobs beside it."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from mitdomov.database.migrate import upgrade
from mitdomov.database.store import Store, open_store

_FILE: Final = "mitdomov.sqlite"


def migrated_store(directory: Path) -> Store:
    """An empty store in `directory`, as `mitdomov up` would make it."""
    store = open_store(_address(directory), directory)
    (directory / _FILE).write_bytes(_migrated())
    return store


@cache
def _migrated() -> bytes:
    """What the migrations make of nothing: they run once in a process, not in each test."""
    with TemporaryDirectory() as directory:
        upgrade(_address(Path(directory)))
        return (Path(directory) / _FILE).read_bytes()


def _address(directory: Path) -> str:
    return f"sqlite:///{directory / _FILE}"
