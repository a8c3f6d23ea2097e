"""Whoever the settings name gets one letter about an attack on the sign-up, while it is news."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, delete, select

from mitdomov.database.migrate import upgrade
from mitdomov.database.store import connect, open_store
from mitdomov.delivery.outbox.onslaughts import tell_of_onslaughts
from mitdomov.delivery.outbox.queue import SingleLetterRecord
from mitdomov.editorial.model import PublicationRecord
from mitdomov.places import MIGRATIONS
from mitdomov.subscribers.sign_up.model import SignUpOnslaught
from tests.dispatching import Scene, made_scene

AT = datetime(2030, 5, 4, 9, 0, tzinfo=UTC)


def attacked(directory: Path, seen_at: datetime) -> Scene:
    scene = made_scene(directory, NOTICE_TO="redakce@obec.example")
    with scene.store.writing() as session:
        session.add(SignUpOnslaught(begun_at=seen_at, seen_at=seen_at))
    return scene


def letters(scene: Scene, at: datetime = AT) -> int:
    tell_of_onslaughts(scene.store, scene.settings, at)
    with scene.store.reading() as session:
        return len(session.scalars(select(SingleLetterRecord)).all())


def test_an_attack_is_told_once(tmp_path: Path) -> None:
    scene = attacked(tmp_path, AT)
    assert [letters(scene) for _ in range(2)] == [1, 1]


def test_an_attack_of_the_day_before_is_no_news(tmp_path: Path) -> None:
    scene = attacked(tmp_path, AT - timedelta(days=1, minutes=1))
    assert letters(scene) == 0


def test_an_attack_before_there_is_a_publication_is_told_when_there_is_one(tmp_path: Path) -> None:
    scene = attacked(tmp_path, AT)
    with scene.store.writing() as session:
        sha256 = session.scalars(select(PublicationRecord.sha256)).one()
        session.execute(delete(PublicationRecord))
    assert letters(scene) == 0
    with scene.store.writing() as session:
        session.add(PublicationRecord(sha256=sha256, updated_at=AT))
    assert letters(scene) == 1


def test_attacks_before_the_upgrade_count_as_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'mitdomov.sqlite'}"
    with connect(url).begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        _with_old_attack(connection)
    upgrade(url)
    with open_store(url, tmp_path).reading() as session:
        (found,) = session.scalars(select(SignUpOnslaught))
        assert found.told_at == found.seen_at == AT


def _with_old_attack(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "0016")
    connection.exec_driver_sql(
        "INSERT INTO sign_up_onslaught (begun_at, seen_at) "
        "VALUES ('2030-05-04 08:00:00', '2030-05-04 09:00:00')"
    )
