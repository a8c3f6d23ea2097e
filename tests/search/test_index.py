"""What is shown can be found, what is taken back cannot, and the index can be made anew."""

from collections.abc import Iterator
from dataclasses import replace as changed

import pytest
from sqlalchemy import select, text

from mitdomov.database.store import Store
from mitdomov.search.finding import find
from mitdomov.search.index import Kind, Prepared, prepare, replace
from mitdomov.search.model import SearchTerm
from mitdomov.search.rebuilding import BusyIndexError, is_current, places, rebuild
from tests.search.conftest import ARTICLES, NEWS


def total(store: Store, query: str) -> int:
    with store.reading() as session:
        return find(session, query).total


def rows(store: Store) -> list[tuple[object, ...]]:
    """Everything in the index, whatever the order it was made in."""
    with store.reading() as session:
        words = session.execute(
            text(
                "SELECT e.url, w.* FROM search_words w JOIN search_entry e ON e.id = w.rowid"
                " ORDER BY e.url"
            )
        )
        terms = session.execute(select(SearchTerm.form, SearchTerm.lemma).order_by(SearchTerm.form))
        return [tuple(row) for row in (*words, *terms)]


def test_a_group_is_replaced_whole(own_store: Store) -> None:
    corrected = changed(ARTICLES[0], text="Místo textu je tu oprava.")
    with own_store.writing() as session:
        replace(session, prepare(Kind.ARTICLE, "1-2030", (corrected,)))
    assert total(own_store, "oprava") == 1
    assert total(own_store, "starosta") == 0
    assert total(own_store, "důstojnost") == 0
    assert total(own_store, "stěhovat") == 1, "other groups are as they were"


def test_a_group_without_entries_leaves_no_word_behind(own_store: Store) -> None:
    with own_store.writing() as session:
        replace(session, prepare(Kind.NEWS, "vyzva", ()))
    assert total(own_store, "přihlásit") == 0
    with own_store.reading() as session:
        forms = set(session.scalars(select(SearchTerm.form)))
    assert "přihlásí" not in forms
    assert "bydlením" in forms, "another text has it"


def test_the_same_again_changes_nothing(own_store: Store) -> None:
    before = rows(own_store)
    with own_store.writing() as session:
        replace(session, prepare(Kind.ARTICLE, "1-2030", ARTICLES[:2]))
    assert rows(own_store) == before


def test_a_place_that_moved_to_another_group_is_there_once(own_store: Store) -> None:
    with own_store.writing() as session:
        replace(session, prepare(Kind.NEWS, "elsewhere", (NEWS,)))
    assert total(own_store, "výzva") == 1


def test_a_transaction_that_fails_leaves_the_old_index(own_store: Store) -> None:
    before = rows(own_store)
    with pytest.raises(ZeroDivisionError):
        _change_and_fail(own_store)
    assert rows(own_store) == before
    assert total(own_store, "starosta") == 1


def _change_and_fail(store: Store) -> None:
    with store.writing() as session:
        replace(session, prepare(Kind.ARTICLE, "1-2030", ()))
        replace(session, prepare(Kind.NEWS, "vyzva", (changed(NEWS, title="Jiná"),)))
        raise ZeroDivisionError


def everything(_store: Store) -> Iterator[Prepared]:
    yield prepare(Kind.ARTICLE, "1-2030", ARTICLES[:2])
    yield prepare(Kind.ARTICLE, "2-2029", ARTICLES[2:])
    yield prepare(Kind.NEWS, "vyzva", (NEWS,))


def test_an_index_made_anew_is_as_the_one_that_followed(own_store: Store) -> None:
    followed = rows(own_store)
    with own_store.writing() as session:
        session.execute(text("UPDATE search_entry SET title = 'zkažené'"))
        session.execute(text("DELETE FROM search_words"))
    assert rebuild(own_store, everything) == 4
    assert [row for row in rows(own_store) if row] == followed


def test_an_index_of_an_older_program_is_known_for_one(own_store: Store) -> None:
    with own_store.reading() as session:
        assert not is_current(session)
    rebuild(own_store, everything)
    with own_store.reading() as session:
        assert is_current(session)
        assert places(session) == 4


def test_what_is_published_during_a_rebuild_is_not_lost(own_store: Store) -> None:
    published: list[Prepared] = []

    def gather(store: Store) -> Iterator[Prepared]:
        yield from everything(store)
        yield from published
        if not published:
            published.append(prepare(Kind.EVENT, "new", (changed(NEWS, url="/akce/new/"),)))
            with store.writing() as session:
                replace(session, published[0])

    assert rebuild(own_store, gather) == 5
    assert total(own_store, "výzva") == 2


def test_a_rebuild_gives_up_before_it_would_lose_something(own_store: Store) -> None:
    def gather(store: Store) -> Iterator[Prepared]:
        yield from everything(store)
        with store.writing() as session:
            replace(session, prepare(Kind.NEWS, "vyzva", (NEWS,)))

    before = rows(own_store)
    with pytest.raises(BusyIndexError, match="něco vydalo"):
        rebuild(own_store, gather)
    assert rows(own_store) == before
