"""What editors may type into a listing, and what is said of the rest."""

import pytest

from mitdomov.bulletin.listings.text import plain_text, text_problem


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("![Dům](dum.jpg)", "Obrázky sem nepatří"),
        ("[zde](prvni-klice)", "nikam nevede"),
        ("[zde](javascript:alert)", "odkaz"),
        ("Poznámka[^1]", "Řádek 1"),
        ("x" * 200_001, "zkraťte"),
    ],
)
def test_what_a_listing_cannot_hold_is_named(markdown: str, words: str) -> None:
    assert words.casefold() in text_problem(markdown).casefold()


def test_plain_words_lists_and_full_addresses_may_stand_there() -> None:
    text = "## Program\n\n- první\n- [druhý](https://obec.example/)\n\n[Dole](#konec)"
    assert text_problem(text) == ""
    assert "https://obec.example/" in plain_text(text)


def test_tags_are_words_like_any_other() -> None:
    assert text_problem("<script>alert(1)</script>") == ""
    assert plain_text("<script>alert(1)</script>") == "<script>alert(1)</script>"
