"""A store in which some articles can be found."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from mitdomov.database.store import Store, open_store
from mitdomov.search.index import Entry, Kind, prepare, replace
from tests.state import migrated_store

ARTICLES = (
    Entry(
        url="/cislo/1-2030/clanky/klice/",
        title="První klíče",
        perex="Jak se v obcích hledá byt.",
        text="V obcích do pěti tisíc obyvatel nebývá sociální bydlení. Starosta byl proti.",
        dated=date(2030, 4, 1),
        authors=("Chvojka Petr", "Hana Bílá"),
        section="Téma",
        issue="1/2030",
    ),
    Entry(
        url="/cislo/1-2030/clanky/najem/",
        title="Nájem a domov",
        text="Podpora s bydlením i před exekucí. Člověk bez domova má právo na důstojnost.",
        dated=date(2030, 4, 1),
        authors=("Hana Bílá",),
        section="Rozhovor",
        issue="1/2030",
    ),
    Entry(
        url="/cislo/2-2029/clanky/obec/",
        title="Obec, která nespěchá",
        text="Lidé se stěhují. Může to být pomalé, ale může to být i dobře.",
        dated=date(2029, 10, 1),
        authors=("Ivan Čáp",),
        section="Téma",
        issue="2/2029",
    ),
)
NEWS = Entry(
    url="/novinky/vyzva/",
    title="Výzva",
    text="Kdo hledá nový byt, ať se přihlásí. Sociální pracovnice poradí s bydlením.",
    dated=date(2030, 5, 1),
    section="Novinky z\N{NO-BREAK SPACE}ČR",
)


def fill(store: Store) -> None:
    prepared = (
        prepare(Kind.ARTICLE, "1-2030", ARTICLES[:2]),
        prepare(Kind.ARTICLE, "2-2029", ARTICLES[2:]),
        prepare(Kind.NEWS, "vyzva", (NEWS,)),
    )
    with store.writing() as session:
        for each in prepared:
            replace(session, each)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory to copy."""
    directory = tmp_path_factory.mktemp("search")
    made = migrated_store(directory)
    fill(made)
    made.engine.dispose()
    return directory


@pytest.fixture(scope="module")
def store(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """For tests that only look."""
    return _copy(filled, tmp_path_factory.mktemp("looked-at"))


@pytest.fixture
def own_store(filled: Path, tmp_path: Path) -> Store:
    """For a test that changes it."""
    return _copy(filled, tmp_path)


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    with store.reading() as found:
        yield found


def _copy(directory: Path, target: Path) -> Store:
    shutil.copytree(directory, target, dirs_exist_ok=True)
    return open_store(f"sqlite:///{target / 'mitdomov.sqlite'}", target)
