"""Issues that were published before acts of publishing were counted bring those that are known."""

from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from mitdomov.database.migrate import upgrade
from mitdomov.database.store import connect, open_store
from mitdomov.editorial.seen_since import acts_of, first_seen
from mitdomov.places import MIGRATIONS

_ISSUE = text(
    "INSERT INTO issue (id, number, theme, dated, state, imported_at, updated_at, "
    "current_snapshot_id, published_at) VALUES (:id, :number, 'T', '2026-01-01', 'published', "
    "'2026-01-01', '2026-01-01', :current, :published)"
)
_SNAPSHOT = text(
    "INSERT INTO snapshot (id, issue_id, sha256, public_url, theme, dated, publication_sha256, "
    "frozen_at) VALUES (:id, :issue, :id, 'u', 'T', '2026-01-01', 'p', :at)"
)


def _day(number: int) -> datetime:
    return datetime(2026, 2, number, tzinfo=UTC)


def _before(connection: Connection) -> None:
    """1/2026 went back to its first wording; 2/2026 did not; 3/2026 was never published."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "0011")
    for number, current, published in ((1, 11, 4), (2, 21, 3), (3, None, None)):
        day = f"2026-02-{published:02} 00:00:00" if published else None
        name = f"{number}/2026"
        values = {"id": number, "number": name, "current": current, "published": day}
        connection.execute(_ISSUE, values)
    for id_, issue, shown in ((11, 1, 1), (12, 1, 2), (21, 2, 3), (30, None, 5)):
        at = f"2026-02-{shown:02} 00:00:00"
        connection.execute(_SNAPSHOT, {"id": id_, "issue": issue, "at": at})


def test_what_is_known_of_acts_before_is_kept(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'mitdomov.sqlite'}"
    with connect(url).begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        _before(connection)
    upgrade(url)
    with open_store(url, tmp_path).reading() as session:
        acts = {
            issue: [(act.snapshot_id, act.at) for act, _ in acts_of(session, issue)]
            for issue in (1, 2, 3)
        }
        assert acts[1] == [(11, _day(1)), (12, _day(2)), (11, _day(4))]
        assert acts[2] == [(21, _day(3))]
        assert acts[3] == []
        assert first_seen(session) == {"1/2026": _day(1), "2/2026": _day(3)}
