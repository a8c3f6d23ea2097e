"""The one who approves is not the only one who edited the text."""

import pytest

from mitdomov.editorial.four_eyes import Edited, seen_by_nobody_else

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


def test_the_authors_yes_is_a_second_pair_of_eyes() -> None:
    edited = Edited("Klíče", frozenset({ANNA}), is_approved_by_author=True)
    assert seen_by_nobody_else([edited], ANNA) == ()


def test_every_article_needs_them() -> None:
    edited = [Edited("A", frozenset({ANNA, BOB})), Edited("B", frozenset({ANNA}))]
    assert seen_by_nobody_else(edited, ANNA) == ("B",)
    assert seen_by_nobody_else(edited, BOB) == ()
