"""Editors find a reader among ten thousand, by what they remember or by what they paste."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from mitdomov.database.store import Store
from mitdomov.subscribers.csv_import import import_subscribers
from mitdomov.subscribers.csv_reading import read_csv
from mitdomov.subscribers.model import Subscriber, SuppressionReason
from mitdomov.subscribers.requesting import correct
from mitdomov.subscribers.seeking import Standing, Wanted, count_readers, find_readers
from mitdomov.subscribers.suppressing import suppress_address

AT = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
SECRET = "s" * 32
TABLE = (
    "email;jméno\n"
    "alena@obec.example;Alena Nováková\n"
    "zofie@čtenáři.example;Žofie Řehořová\n"
    "p.100_a@obec.example;Petr Kašpar\n"
)


def bring(store: Store, table: str, list_slug: str = "magazin") -> None:
    with store.writing() as session:
        import_subscribers(
            session,
            read_csv(table.encode()),
            list_slug,
            "přihlášky",
            AT,
            known_lists=("novinky", "magazin"),
            secret_key=SECRET,
        )


def names(store: Store, **wanted: str) -> list[str]:
    standing = Standing(wanted.pop("standing")) if "standing" in wanted else None
    filters = Wanted(**wanted, standing=standing)
    with store.reading() as session:
        found = find_readers(session, filters, limit=50)
        assert count_readers(session, filters) == len(found)
    return [each.name for each in found]


@pytest.mark.parametrize(
    "words",
    [
        "rehor",
        "ŘEHOŘOVÁ žofie",
        "zofie@čtenáři.example",
        "ZOFIE@xn--teni-7na4x6s.example",
        "Žofie Řehořová <zofie@čtenáři.example>",
        "čtenáři",
    ],
)
def test_a_reader_is_found_by_parts_and_by_the_whole_address(words: str, store: Store) -> None:
    bring(store, TABLE)
    assert names(store, words=words) == ["Žofie Řehořová"]


@pytest.mark.parametrize("words", ["100%", "p_100", "%", "řehoř alena"])
def test_what_is_not_there_is_not_found(words: str, store: Store) -> None:
    bring(store, TABLE)
    assert names(store, words=words) == []


def test_readers_are_filtered_by_list_and_by_how_they_stand(store: Store) -> None:
    bring(store, TABLE)
    bring(store, "email\nalena@obec.example\n", "novinky")
    assert names(store, list="novinky") == ["Alena Nováková"]
    with store.writing() as session:
        address, reason = "p.100_a@obec.example", SuppressionReason.REQUEST
        suppress_address(session, address, reason, AT, secret_key=SECRET, actor="redakce")
    assert names(store, standing="suppressed") == ["Petr Kašpar"]
    assert names(store, standing="ended", list="magazin") == ["Petr Kašpar"]
    assert names(store, standing="ended", list="novinky") == []
    assert len(names(store, standing="active")) == 2


def test_a_corrected_reader_is_found_by_the_new_name(store: Store) -> None:
    bring(store, TABLE)
    with store.writing() as session:
        who = session.get_one(Subscriber, 1)
        assert correct(session, who, address=who.address, name="Eva Čížková", secret_key=SECRET)
    assert names(store, words="cizkova") == ["Eva Čížková"]


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    yield said
    event.remove(store.engine, "before_cursor_execute", note)


def test_a_page_of_ten_thousand_costs_as_much_as_a_page_of_three(store: Store) -> None:
    bring(store, TABLE)
    table = "email\n" + "".join(f"ctenar{n:05}@obec.example\n" for n in range(10_000))
    costs = []
    for more in ("", table):
        if more:
            bring(store, more)
        with statements(store) as said, store.reading() as session:
            find_readers(session, Wanted(words="obec"), limit=100, offset=0)
        costs.append(len([each for each in said if each.startswith("SELECT")]))
    assert costs == [2, 2]
