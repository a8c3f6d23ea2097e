"""What was recorded under older words is found under those of now."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import select, text

from mitdomov.accounts.model import AuditEntry
from mitdomov.database.migrate import upgrade
from mitdomov.database.store import connect, open_store
from mitdomov.places import MIGRATIONS
from mitdomov.web.desk.people.audit_words import VERBS

_ENTRY = text(
    "INSERT INTO audit_entry (at, actor, verb, subject, sentence) VALUES "
    "('2026-01-01', 'redakce', :verb, 'media:1', 'Nahráno.')"
)


def test_acts_keep_their_words(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'mitdomov.sqlite'}"
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with connect(url).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0014")
        for verb in ("add-picture", "reader-list-off", "article-saved"):
            connection.execute(_ENTRY, {"verb": verb})
    upgrade(url)
    with open_store(url, tmp_path).reading() as session:
        found = session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id)).all()
    assert found == ["picture-added", "reader-unsubscribed", "article-saved"]
    assert set(found) <= VERBS.keys()
