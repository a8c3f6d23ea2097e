"""News as files: read whole or refused with everything that is wrong; importing twice is one."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from mitdomov.accounts.model import AuditEntry
from mitdomov.bulletin.news.folder import NewsFolderError, read_news
from mitdomov.bulletin.news.importing import import_news
from mitdomov.bulletin.news.model import NewsItem, NewsState
from mitdomov.bulletin.news.publishing import create_news, withdraw_news
from mitdomov.bulletin.news.text import NewsText
from mitdomov.bulletin.news.writing import text_in, under_edit
from mitdomov.clock import now
from mitdomov.places import ISSUES
from tests.state import migrated_store

FILE = """+++
title = "Zpráva"
perex = "Krátce."
region = "cr"
published = 2026-11-09
+++
Text.
"""


def test_the_samples_can_be_read_and_say_that_they_are_samples() -> None:
    found = read_news({path.name: path.read_bytes() for path in (ISSUES / "novinky").glob("*.md")})
    assert len(found) == 5
    assert all(each.is_sample and each.published_at for each in found)
    assert {each.text.region for each in found} == {"projekt", "cr", "svet"}


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("Zpráva.md", FILE, "pojmenujte soubor"),
        ("a.md", "bez hlavičky", "chybí hlavička"),
        ("a.md", "+++\ntitle = \n+++\n", "hlavičku nejde přečíst"),
        ("a.md", FILE.replace("title", "nadpis"), "neznámý údaj „nadpis“"),
        ("a.md", FILE.replace('"cr"', "7"), "musí být text"),
        ("a.md", FILE.replace('"cr"', '"mars"'), "Vyberte rubriku"),
        ("a.md", FILE.replace("2026-11-09", '"včera"'), "musí být den"),
    ],
)
def test_what_is_wrong_is_named_with_its_file(name: str, text: str, words: str) -> None:
    with pytest.raises(NewsFolderError, match=words) as refused:
        read_news({name: text.encode()})
    assert str(refused.value).startswith(f"{name}:")


def test_an_empty_folder_is_refused() -> None:
    with pytest.raises(NewsFolderError, match="není žádný soubor"):
        read_news({})


def test_importing_twice_adds_once_and_takes_what_changed(tmp_path: Path) -> None:
    store, at = migrated_store(tmp_path), now()
    files = read_news({"01-zprava.md": FILE.encode()})
    assert import_news(store, files, at).added == 1
    assert import_news(store, files, at).same == 1
    changed = read_news({"01-zprava.md": FILE.replace("Zpráva", "Jiná").encode()})
    assert import_news(store, changed, at).changed == 1
    with store.reading() as session:
        item = session.scalars(select(NewsItem)).one()
    assert (item.slug, item.title, item.state) == ("zprava", "Jiná", NewsState.PUBLISHED)
    assert item.published_at is not None


def test_importing_a_withdrawn_item_again_settles(tmp_path: Path) -> None:
    store, at = migrated_store(tmp_path), now()
    files = read_news({"01-zprava.md": FILE.encode()})
    import_news(store, files, at)
    with store.writing() as session:
        item = session.scalars(select(NewsItem)).one()
        withdraw_news(session, item.id, by=None, at=at)
    changed = read_news({"01-zprava.md": FILE.replace("Zpráva", "Jiná").encode()})
    assert [import_news(store, changed, at).changed for _ in range(3)] == [1, 0, 0]
    assert import_news(store, files, at).changed == 1
    with store.reading() as session:
        found = session.scalars(select(NewsItem)).one()
        assert found.state is NewsState.WITHDRAWN
        assert text_in(under_edit(session, found.id)) == files[0].text
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == 3


def test_nothing_is_imported_when_something_must_not_be_published(tmp_path: Path) -> None:
    store = migrated_store(tmp_path)
    good, bad = FILE, FILE.replace('"Krátce."', '""')
    with pytest.raises(NewsFolderError, match="perex"):
        import_news(store, read_news({"a.md": good.encode(), "b.md": bad.encode()}), now())
    with store.reading() as session:
        assert session.scalars(select(NewsItem)).all() == []


def test_slugs_never_meet(tmp_path: Path) -> None:
    store = migrated_store(tmp_path)
    with store.writing() as session:
        slugs = [
            create_news(session, NewsText(title=title), by=None, at=now()).slug
            for title in ("Zpráva", "Zpráva", "pictures", "dopisy")
        ]
    assert len(set(slugs)) == 4
    assert not {"pictures", "dopisy"} & set(slugs)
