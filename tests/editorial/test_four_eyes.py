"""The one who approves is not the only one who edited the text."""

import pytest

from mitdomov.editorial.review.four_eyes import Edited, seen_by_nobody_else

ANNA, BOB = 1, 2
IMPORT = None


@pytest.mark.parametrize(
    ("editors", "is_alone"),
    [
        ({ANNA}, True),
        ({BOB}, False),
        ({ANNA, BOB}, False),
        ({ANNA, IMPORT}, False),
        ({IMPORT}, False),
        (set(), False),
    ],
)
def test_whose_eyes_count(editors: set[int | None], is_alone: bool) -> None:  # noqa: FBT001
    edited = Edited("Klíče", frozenset(editors))
    assert seen_by_nobody_else([edited], ANNA) == (("Klíče",) if is_alone else ())


@pytest.mark.parametrize(
    ("makers", "is_alone"), [({BOB}, False), ({ANNA}, True), ({ANNA, BOB}, False)]
)
def test_the_authors_yes_by_somebody_elses_link_is_a_second_pair_of_eyes(
    makers: set[int],
    is_alone: bool,  # noqa: FBT001
) -> None:
    edited = Edited("Klíče", frozenset({ANNA}), frozenset(makers))
    assert seen_by_nobody_else([edited], ANNA) == (("Klíče",) if is_alone else ())


def test_every_article_needs_them() -> None:
    edited = [Edited("A", frozenset({ANNA, BOB})), Edited("B", frozenset({ANNA}))]
    assert seen_by_nobody_else(edited, ANNA) == ("B",)
    assert seen_by_nobody_else(edited, BOB) == ()
