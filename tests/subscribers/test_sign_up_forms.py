"""What a handed-out form proves: that it is ours, how old it is, and the work done for it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from mitdomov.subscribers.sign_up.form_tokens import (
    LEAST_AGE,
    MOST_AGE,
    Age,
    make_form_token,
    read_form_token,
)
from mitdomov.subscribers.sign_up.links import read_link
from mitdomov.subscribers.sign_up.puzzle import is_solution, use_solution
from tests.state import migrated_store

KEY: Final = "k" * 40
AT: Final = datetime(2030, 5, 4, 9, 0, tzinfo=UTC)


def token(at: datetime = AT, bits: int = 0) -> str:
    return make_form_token(KEY, at, form="/odebirat/", version="v", bits=bits)


def solved(text: str, bits: int) -> str:
    return next(str(n) for n in range(1 << 24) if is_solution(text, str(n), bits))


@pytest.mark.parametrize(
    ("after", "age"),
    [
        (timedelta(0), Age.TOO_YOUNG),
        (LEAST_AGE - timedelta(milliseconds=2), Age.TOO_YOUNG),
        (LEAST_AGE, Age.FIT),
        (MOST_AGE, Age.FIT),
        (MOST_AGE + timedelta(seconds=1), Age.TOO_OLD),
        (timedelta(seconds=-60), Age.TOO_OLD),
    ],
)
def test_a_form_is_good_for_as_long_as_people_take(after: timedelta, age: Age) -> None:
    found = read_form_token(KEY, token())
    assert found is not None
    assert found.age(AT + after) is age


@pytest.mark.parametrize("forged", ["", "x", "a.b", "WzFd.x", token()[:-1], f"{token()}x"])
def test_a_form_that_we_did_not_sign_is_none(forged: str) -> None:
    assert read_form_token(KEY, forged) is None
    assert read_form_token("other" * 8, token()) is None


def test_the_token_of_a_form_opens_no_letter() -> None:
    assert read_link(KEY, token()) is None


def test_a_solution_holds_for_its_own_form_and_once(tmp_path: Path) -> None:
    text = token(bits=8)
    number = solved(text, 8)
    found = read_form_token(KEY, text)
    assert found is not None
    assert not all(is_solution(token(bits=8), number, 8) for _ in range(4))
    with migrated_store(tmp_path).writing() as session:
        assert [use_solution(session, found) for _ in range(2)] == [True, False]


@pytest.mark.parametrize("number", ["", "-1", "1e3", "１", " 1", "9" * 13, "x"])
def test_what_is_no_number_proves_nothing(number: str) -> None:
    assert not any(is_solution(token(), number, 1) for _ in range(20))
