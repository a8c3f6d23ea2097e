"""News from before they had a history begin theirs with the text that they have."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from mitdomov.bulletin.news.model import NewsItem
from mitdomov.bulletin.news.text import text_of
from mitdomov.bulletin.news.writing import has_unshown, text_in, under_edit
from mitdomov.database.migrate import upgrade
from mitdomov.database.store import connect, open_store
from mitdomov.places import MIGRATIONS

_ITEM = text(
    "INSERT INTO news_item (id, slug, title, perex, body, region, author, source_name, source_url, "
    "picture, picture_alt, picture_credit, as_of, is_sample, state, published_at, note, version, "
    "created_at, saved_at) VALUES (:id, :slug, 'Žluťoučký kůň', 'Perex.', 'Věta *šikmo*.', "
    "'projekt', '', '', '', '', '', '', :as_of, 0, 'published', '2026-02-01 08:00:00', '', 7, "
    "'2026-02-01 08:00:00', '2026-02-02 08:00:00')"
)


def _before(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "0012")
    connection.execute(_ITEM, {"id": 1, "slug": "kun", "as_of": "2026-01-31"})
    connection.execute(_ITEM, {"id": 2, "slug": "kun-2", "as_of": None})


def test_each_item_has_its_text_as_its_newest_version(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'mitdomov.sqlite'}"
    with connect(url).begin() as connection:
        _before(connection)
    upgrade(url)
    with open_store(url, tmp_path).reading() as session:
        for number in (1, 2):
            item, newest = session.get_one(NewsItem, number), under_edit(session, number)
            assert text_in(newest) == text_of(item)
            assert not has_unshown(item, newest)
            assert newest.number == 7
