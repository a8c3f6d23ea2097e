"""What typesetting keeps, whatever is typed."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mitdomov.typography.alignment import cut_alike
from mitdomov.typography.czech import CZECH, typeset
from mitdomov.typography.text import typeset_text
from tests.typography.hostile import hostile_text

Step = Callable[[str], str]


def letters(text: str) -> str:
    """Letters and digits in their order; a cross counts as the x that it was typed as."""
    return "".join(char for char in text.replace("×", "x") if char.isalnum())


@given(hostile_text)
@example("aISSN 1234-5679-li")
def test_typesetting_twice_changes_nothing(text: str) -> None:
    once = typeset(text)

    assert typeset(once) == once


@pytest.mark.parametrize("step", CZECH, ids=lambda step: step.__name__)
@given(text=hostile_text)
def test_each_step_twice_changes_nothing(step: Step, text: str) -> None:
    once = step(text)

    assert step(once) == once


@given(hostile_text)
def test_letters_and_digits_stay_in_their_order(text: str) -> None:
    assert letters(typeset(text)) == letters(text)


@given(st.lists(hostile_text, min_size=1, max_size=5))
def test_pieces_keep_their_letters(pieces: list[str]) -> None:
    whole = typeset("".join(pieces))

    cut = cut_alike(whole, pieces)

    assert "".join(cut) == whole
    assert [letters(piece) for piece in cut] == [letters(piece) for piece in pieces]


@given(hostile_text)
def test_plain_text_keeps_its_line_ends(text: str) -> None:
    assert typeset_text(text).count("\n") == text.count("\n")
