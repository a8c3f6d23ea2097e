"""Names stand in lists as in a Czech dictionary: ch after h, č after c, á after a."""

import random

from hypothesis import given
from hypothesis import strategies as st

from mitdomov.czech_order import by_surname, czech_key

IN_ORDER = (
    "Adámek Jan",
    "Adamová",
    "Benešov",
    "Cyril",
    "Čapek",
    "Čáslav",
    "Ďáblice",
    "Dolní Lhota",
    "Dolní Újezd",
    "Éger",
    "Hala",
    "Hála",
    "Hradec Králové",
    "Hynek",
    "Chalupa",
    "CHEB",
    "Chyba",
    "Ib",
    "Jičín",
    "Novák",
    "Novák Jan",
    "Nováková",
    "Olomouc",
    "Roman",
    "Řezníčková",
    "Říčany",
    "Sázava",
    "Šárka",
    "Tábor",
    "Ťuhýk",
    "Úpice",
    "Zámek",
    "Zelený",
    "Žďár nad Sázavou",
    "1. máj",
    "2. kapitola",
)
NAMES = st.text(st.sampled_from("aábcčdďeéěhHiínňrřsštťuúůyýzžCc- ł9.'"), max_size=12) | st.text(
    max_size=8
)


def test_a_list_of_names_comes_into_the_order_of_a_dictionary() -> None:
    shuffled = list(IN_ORDER)
    random.Random(7).shuffle(shuffled)  # noqa: S311 - no secret
    assert sorted(shuffled, key=czech_key) == list(IN_ORDER)


def test_accents_decide_only_where_letters_do_not() -> None:
    assert sorted(["Hála", "Hala", "Halas"], key=czech_key) == ["Hala", "Hála", "Halas"]
    assert sorted(["ů", "ú", "u", "ü"], key=czech_key) == ["u", "ú", "ů", "ü"]
    assert sorted(["Dána", "Dan", "Ďan"], key=czech_key) == ["Dan", "Ďan", "Dána"]


def test_small_letters_come_before_large_ones_of_the_same_word() -> None:
    assert sorted(["PRAHA", "Praha", "praha"], key=czech_key) == ["praha", "Praha", "PRAHA"]


def test_a_shorter_name_comes_before_one_that_goes_on() -> None:
    assert sorted(["Nováková", "Novák Zdeněk", "Novák"], key=czech_key) == [
        "Novák",
        "Novák Zdeněk",
        "Nováková",
    ]


def test_people_stand_by_their_surnames() -> None:
    people = ["Zora Adamová", "Cyril Chytil", "Adam Hynek", "Jana Čápová, Ph.D.", "Jan Cimrman"]
    assert sorted(people, key=by_surname) == [
        "Zora Adamová",
        "Jan Cimrman",
        "Jana Čápová, Ph.D.",
        "Adam Hynek",
        "Cyril Chytil",
    ]


@given(NAMES, NAMES)
def test_two_names_are_equal_only_when_they_are_the_same(one: str, other: str) -> None:
    assert (czech_key(one) == czech_key(other)) == (one == other)


@given(st.lists(NAMES, max_size=8), st.randoms())
def test_the_order_does_not_depend_on_where_names_stood(names: list[str], chance: object) -> None:
    shuffled = list(names)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert sorted(shuffled, key=czech_key) == sorted(names, key=czech_key)


@given(st.sampled_from("abcčdefghijklmnoprřsštuvyzž"), st.text("aeiouy", min_size=1, max_size=3))
def test_ch_stands_between_h_and_i(first: str, rest: str) -> None:
    key = czech_key(first + rest)
    ch = czech_key(f"ch{rest}")
    assert (key < ch) == (first in "abcčdefgh")
