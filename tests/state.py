"""Gives tests a real place to keep state: a migrated SQLite file with blobs beside it."""

from pathlib import Path

from mitdomov.database.migrate import upgrade
from mitdomov.database.store import Store, open_store


def migrated_store(directory: Path) -> Store:
    """An empty store in `directory`, as `mitdomov up` would make it."""
    database_url = f"sqlite:///{directory / 'mitdomov.sqlite'}"
    store = open_store(database_url, directory)
    upgrade(database_url)
    return store
