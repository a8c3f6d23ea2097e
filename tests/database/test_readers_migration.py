"""Data of the first release are upgraded with their readers, who are found as new ones are."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from mitdomov.database.migrate import upgrade
from mitdomov.database.store import connect, open_store
from mitdomov.places import MIGRATIONS
from mitdomov.subscribers.seeking import Wanted, find_readers

_READER = text(
    "INSERT INTO subscriber (id, address, address_key, address_hash, name, created_at) VALUES "
    "(1, 'zofie@obec.example', 'zofie@obec.example', 'h', 'Žofie Řehořová', '2026-01-01')"
)


def test_readers_of_the_first_release_are_found(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'mitdomov.sqlite'}"
    with connect(url).begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(_READER)
    upgrade(url)
    with open_store(url, tmp_path).reading() as session:
        (found,) = find_readers(session, Wanted("rehor zofie"), limit=5)
    assert found.name == "Žofie Řehořová"
