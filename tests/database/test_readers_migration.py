"""Data of the first release are upgraded with their readers, who are found as new ones are."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, select, text

from mitdomov.clock import now
from mitdomov.database.migrate import upgrade
from mitdomov.database.store import connect, open_store
from mitdomov.places import MIGRATIONS
from mitdomov.subscribers.model import Subscriber, Subscription, SubscriptionState
from mitdomov.subscribers.seeking import Wanted, find_readers

_READER = text(
    "INSERT INTO subscriber (id, address, address_key, address_hash, name, created_at) VALUES "
    "(1, 'zofie@obec.example', 'zofie@obec.example', 'h', 'Žofie Řehořová', '2026-01-01')"
)

_SUBSCRIPTION = text(
    "INSERT INTO subscription (id, subscriber_id, list, state, started_at) VALUES "
    "(4, 1, 'magazin', 'active', '2026-01-01')"
)
_ERASURE = text(
    "INSERT INTO erasure_record (at, address_hash, actor, reason, is_suppressed, deliveries, proof)"
    " VALUES ('2026-02-01', 'x', 'redakce', 'dopisem', 0, 0, '[]')"
)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def test_readers_of_the_first_release_are_found(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'mitdomov.sqlite'}"
    with connect(url).begin() as connection:
        command.upgrade(_config(connection), "0001")
        connection.execute(_READER)
    upgrade(url)
    with open_store(url, tmp_path).reading() as session:
        (found,) = find_readers(session, Wanted("rehor zofie"), limit=5)
    assert found.name == "Žofie Řehořová"


def test_ids_of_readers_erased_before_are_given_to_nobody(tmp_path: Path) -> None:
    """The last of them was erased, so the next would get their numbers. Who stays keeps theirs,
    and so work the links in their letters."""
    url = f"sqlite:///{tmp_path / 'mitdomov.sqlite'}"
    with connect(url).begin() as connection:
        command.upgrade(_config(connection), "0006")
        connection.execute(_READER)
        connection.execute(_SUBSCRIPTION)
        connection.execute(_ERASURE)
    upgrade(url)
    with open_store(url, tmp_path).writing() as session:
        kept = session.scalars(select(Subscription)).one()
        assert (kept.id, kept.subscriber.name) == (4, "Žofie Řehořová")
        who = Subscriber(address="a", address_key="a", address_hash="a", created_at=now())
        active = SubscriptionState.ACTIVE
        new = Subscription(subscriber=who, list="novinky", state=active, started_at=now())
        session.add(new)
        session.flush()
        assert who.id > 1 + 1
        assert new.id > 4 + 2
