"""Words that stand nowhere together still lead somewhere: to what has most of them."""

import pytest
from sqlalchemy.orm import Session

from mitdomov.search.nearby import MOST, Nearby, find_nearby

KEYS, RENT, TOWN, NEWS = "klice", "najem", "obec", "vyzva"


@pytest.mark.parametrize(
    ("query", "expected", "missing"),
    [
        ("senioři a bydlení", {KEYS, RENT, NEWS}, ("senioři",)),
        ("starosta obec domov", {KEYS}, ()),
        ("exekuce starosta", {KEYS, RENT}, ()),
        ("krokodýl bydlení -obcích", {RENT, NEWS}, ("krokodýl",)),
        ("krokodýl gaviál", set(), ()),
        ("krokodýl", set(), ()),
        ("", set(), ()),
        ("AND OR NOT", set(), ()),
    ],
)
def test_most_of_the_words_decide(
    session: Session, query: str, expected: set[str], missing: tuple[str, ...]
) -> None:
    found = find_nearby(session, query)
    assert {each.url.rstrip("/").rpartition("/")[2] for each in found.results} == expected
    assert found.missing == missing


def test_a_question_as_long_as_a_letter_costs_a_few_words(session: Session) -> None:
    found = find_nearby(session, "bydlení " + " ".join(f"slovo{n}" for n in range(1500)))
    assert 0 < len(found.results) <= MOST
    assert len(found.missing) < 10


@pytest.mark.parametrize(
    "query", ['"', '""" ""', "\U0001f3e0 \U0001f3e0", "- -", "NEAR(a b, 5)", "a\x00b c"]
)
def test_no_sign_is_a_command(session: Session, query: str) -> None:
    assert isinstance(find_nearby(session, query), Nearby)
