"""Who mistypes a word is offered the nearest one that finds something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from mitdomov.database.store import Store
from mitdomov.search.index import Kind, prepare, replace
from mitdomov.search.suggesting import distance, suggest

LETTERS = st.text("abcč", max_size=6)


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("bidleni", "bydlení"),
        ("bydelní", "bydlení"),
        ("sociální bidlení", "sociální bydlení"),
        ("dustojnots", "důstojnost"),
        ("domvo", "domov"),
        ("bydlení", ""),
        ("krokodýl", ""),
        ("xy", ""),
        ("", ""),
        ('"bidleni"', ""),
        ("socialni bidleni", "sociální bydlení"),
        ("dostupné bidlení", "dostupné bydlení"),
        ("hledta", "hledá"),
        ("hledot", "hledat"),
        ("získat bydlení", ""),
        ("koupit byt", ""),
        ("mistosta", ""),
    ],
)
def test_the_nearest_word_is_offered(session: Session, query: str, meant: str) -> None:
    assert suggest(session, query) == meant


def test_nothing_is_offered_that_was_taken_back(own_store: Store) -> None:
    with own_store.writing() as session:
        replace(session, prepare(Kind.NEWS, "vyzva", ()))
    with own_store.reading() as session:
        assert suggest(session, "pracovnise") == ""


def test_distances_by_hand() -> None:
    assert distance("byt", "byt", 2) == 0
    assert distance("byt", "byty", 2) == 1
    assert distance("byt", "bty", 2) == 1, "two letters swapped are one mistake"
    assert distance("najem", "pronajem", 2) == 3, "more than asked is told as one more"


@given(LETTERS, LETTERS, st.integers(0, 6))
def test_distance_is_the_same_from_both_sides_and_zero_for_the_same(
    one: str, other: str, most: int
) -> None:
    assert distance(one, other, most) == distance(other, one, most)
    assert (distance(one, other, most) == 0) == (one == other)
    assert distance(one, other, most) <= most + 1
    assert distance(one, other, 9) >= abs(len(one) - len(other))
