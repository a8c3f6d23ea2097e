"""An issue's number and its slug name the same issue, and nothing else is either."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitdomov.magazine.numbers import is_number, number_of, slug_of


@given(order=st.integers(1, 99), year=st.integers(1000, 9999))
def test_the_slug_leads_back_to_the_number(order: int, year: int) -> None:
    number = f"{order}/{year}"
    assert is_number(number)
    assert number_of(slug_of(number)) == number


@pytest.mark.parametrize("text", ["", "0-2026", "01-2026", "100-2026", "1-26", "1/2026", "1-2026 "])
def test_what_is_no_slug_names_no_issue(text: str) -> None:
    assert number_of(text) is None


@pytest.mark.parametrize("text", ["", "0/2026", "01/2026", "1-2026", "1/2026\n", "1/20266"])
def test_what_is_no_number_is_refused(text: str) -> None:
    assert not is_number(text)
