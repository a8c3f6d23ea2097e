"""What the rest of the program may rely on when it opens a transaction."""

import multiprocessing
import shutil
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import func, insert, inspect, select
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from mitdomov.database.store import Store, open_store
from mitdomov.subscribers.model import (
    Consent,
    ConsentAction,
    ConsentMethod,
    Suppression,
    SuppressionReason,
)

AT = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
_ROUNDS = 40


def suppression(name: str, at: datetime = AT) -> Suppression:
    return Suppression(address_hash=name, reason=SuppressionReason.REQUEST, at=at)


def row(name: str) -> dict[str, object]:
    return {"address_hash": name, "reason": SuppressionReason.REQUEST, "at": AT}


def count(store: Store) -> int:
    with store.reading() as session:
        return session.scalars(select(func.count()).select_from(Suppression)).one()


def kept_names(directory: Path) -> list[str]:
    torn = open_store(f"sqlite:///{directory / 'mitdomov.sqlite'}", directory)
    query = select(Suppression.address_hash).order_by(Suppression.address_hash)
    with torn.reading() as session:
        assert session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        names = list(session.scalars(query)) if has_tables(session) else []
    torn.engine.dispose()
    return names


def has_tables(session: Session) -> bool:
    return inspect(session.connection()).has_table(Suppression.__tablename__)


def test_a_transaction_keeps_all_or_nothing(store: Store) -> None:
    """The second row breaks a rule, so the first is not kept either."""
    with pytest.raises(IntegrityError), store.writing() as session:
        session.execute(insert(Suppression), [row("a"), row("a")])
    assert count(store) == 0


def test_reading_keeps_nothing(store: Store) -> None:
    with store.reading() as session:
        session.add(suppression("a"))
        session.flush()
    assert count(store) == 0


def test_what_a_writer_read_is_still_true_when_it_writes(store: Store) -> None:
    """A second writer waits from its very first statement, so that it decides on fresh rows."""
    seen: list[int] = []
    has_started = threading.Event()

    def second_writer() -> None:
        has_started.set()
        with store.writing() as session:
            seen.append(session.scalars(select(func.count()).select_from(Suppression)).one())
            session.add(suppression("second"))

    with store.writing() as session:
        thread = threading.Thread(target=second_writer)
        thread.start()
        has_started.wait()
        thread.join(0.2)
        assert seen == []
        session.add(suppression("first"))
    thread.join()
    assert seen == [1]
    assert count(store) == 2


def test_a_writer_blocks_no_reader(store: Store) -> None:
    """A reader sees the state before the writer's transaction, and keeps seeing that one state."""
    with store.reading() as reader:
        before = reader.scalars(select(func.count()).select_from(Suppression)).one()
        with store.writing() as session:
            session.add(suppression("a"))
            session.flush()
            assert count(store) == before
        assert reader.scalars(select(func.count()).select_from(Suppression)).one() == before
    assert count(store) == before + 1


def _write_often(database_url: str, directory: Path, name: str) -> None:
    own = open_store(database_url, directory)
    for round_number in range(_ROUNDS):
        with own.writing() as session:
            session.add(suppression(f"{name} {round_number}"))


def test_two_processes_write_side_by_side(store: Store, tmp_path: Path) -> None:
    """Neither is told that the database is locked, and nothing of either is lost."""
    spawning = multiprocessing.get_context("spawn")
    url = store.engine.url.render_as_string()
    writers = [
        spawning.Process(target=_write_often, args=(url, tmp_path, name)) for name in ("a", "b")
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert count(store) == 2 * _ROUNDS


def test_a_moment_keeps_its_meaning(store: Store) -> None:
    """It comes back aware and in UTC, from whatever zone it was given."""
    prague = AT.astimezone(timezone(timedelta(hours=2)))
    with store.writing() as session:
        session.add(suppression("a", prague))
    with store.reading() as session:
        kept = session.get_one(Suppression, "a").at
    assert kept == prague
    assert kept.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_a_mistake(store: Store) -> None:
    with pytest.raises(StatementError, match="time zone"), store.writing() as session:
        session.add(suppression("a", AT.replace(tzinfo=None)))


def test_moments_can_be_compared_in_statements(store: Store) -> None:
    with store.writing() as session:
        session.add(suppression("a"))
        session.add(suppression("b", AT + timedelta(microseconds=1)))
    later = select(Suppression.address_hash).where(Suppression.at > AT)
    with store.reading() as session:
        assert session.scalars(later).all() == ["b"]


def test_a_row_cannot_refer_to_nothing(store: Store) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), store.writing() as session:
        session.add(
            Consent(
                subscriber_id=1,
                list="magazin",
                action=ConsentAction.GIVEN,
                wording="",
                method=ConsentMethod.PAGE,
                actor="reader",
                at=AT,
            )
        )


def test_a_torn_log_loses_only_the_last_commits(store: Store, tmp_path: Path) -> None:
    """Wherever a power cut tears the write-ahead log, the database opens with a prefix of what
    was committed."""
    for number in range(30):
        with store.writing() as session:
            session.add(suppression(f"{number:02}"))
    log = (tmp_path / "mitdomov.sqlite-wal").read_bytes()
    sizes = []
    for cut in range(0, len(log) + 1, max(1, len(log) // 40)):
        torn = tmp_path / f"cut-{cut}"
        torn.mkdir()
        shutil.copy(tmp_path / "mitdomov.sqlite", torn)
        (torn / "mitdomov.sqlite-wal").write_bytes(log[:cut])
        names = kept_names(torn)
        assert names == [f"{number:02}" for number in range(len(names))]
        sizes.append(len(names))
    assert sizes == sorted(sizes)
    assert sizes[-1] >= 29


def test_a_commit_survives_a_power_cut(store: Store) -> None:
    """The settings that make it so are in force on every connection."""
    with store.writing() as session:
        connection = session.connection()
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "busy_timeout": 10_000,
    }
