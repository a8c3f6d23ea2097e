"""Lists of Word count on, begin anew, and keep their labels as Word showed them."""

import pytest

from tests.document.word.habits import (
    ANEW,
    DECIMAL,
    LETTERS,
    PNG,
    level,
    lists,
    numbered,
    picture,
    read,
    text,
)
from tests.document.word.word_builder import (
    item,
    paragraph,
    relationship,
)


def test_two_lists_of_one_definition_count_together() -> None:
    found = numbered(item("a", 7) + item("b", 7) + paragraph("Vsuvka.") + item("c", 8), DECIMAL)
    assert lists(found) == [(1, 2), (3, 1)]


@pytest.mark.parametrize("number", [1, 5])
def test_a_list_begins_anew_where_word_was_told_so(number: int) -> None:
    body = item("a", 7) + item("b", 7) + item("c", 8) + item("d", 8)
    found = numbered(body, DECIMAL, restart=ANEW.format(number))
    assert lists(found) == [(1, 2), (number, 2)]


def test_a_picture_between_items_does_not_begin_their_count_anew() -> None:
    drawing = paragraph(picture())
    found = read(
        item("jedna", 2) + drawing + item("dvě", 2),
        related=relationship("i1", "image", "media/a.png"),
        parts={"word/media/a.png": PNG},
    )
    assert lists(found) == [(1, 1), (2, 1)]


def test_a_blank_line_does_not_part_a_list() -> None:
    assert lists(read(item("a", 2) + paragraph(" ") + item("b", 2))) == [(1, 2)]


def test_a_nested_list_goes_on_after_words_and_needs_no_empty_item_above() -> None:
    found = numbered(
        item("a", 7) + item("b", 7, 1) + paragraph("Vsuvka.") + item("c", 7, 1) + item("d", 7),
        DECIMAL,
        LETTERS,
    )
    assert text(found) == "1. a\n   1. b\n\nVsuvka.\n\n2. c\n\n2) d"


def test_letters_become_digits_and_the_report_says_which() -> None:
    found = numbered(item("a", 7) + item("b", 7, 1) + item("c", 7, 1), DECIMAL, LETTERS)
    assert any("„a)“, „b)“" in each for each in found.report.guessed)


def test_a_level_may_count_through_and_from_nought() -> None:
    through = level(1, "decimal", "%2.", '<w:start w:val="1"/><w:lvlRestart w:val="0"/>')
    found = numbered(
        item("a", 7) + item("b", 7, 1) + item("c", 7) + item("d", 7, 1),
        level(0, "decimal", "%1.", ""),
        through,
    )
    assert text(found) == "0. a\n   1. b\n1. c\n\n   2. d"


def test_words_of_a_number_stay_words() -> None:
    found = numbered(item("Byt", 7) + item("Dům", 7), level(0, "upperRoman", "Článek %1 –"))
    assert text(found) == "Článek I – Byt\n\nČlánek II – Dům"


def test_a_label_of_a_hostile_file_is_cut_before_it_is_repeated() -> None:
    found = numbered(item("Byt", 7), level(0, "decimal", f"Článek %1 {'x' * 9_000}"))
    assert text(found).startswith("Článek 1 x")
    assert len(text(found)) < 300


def test_numbers_of_headings_are_said_to_be_lost() -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'
    body = paragraph("Úvod", "Nadpis2", number) + paragraph("Text.")
    assert any("čísla nadpisů (1): „1“" in each for each in numbered(body, DECIMAL).report.lost)
    worded = numbered(body, level(0, "decimal", "Kapitola %1:"))
    assert text(worded).startswith("## Kapitola 1: Úvod")


def test_a_level_without_a_mark_is_no_list() -> None:
    assert text(numbered(item("Prostý.", 7), level(0, "none", ""))) == "Prostý."


def test_a_list_deeper_than_ours_is_made_shallower_and_said_so() -> None:
    levels = [level(depth, "bullet", "•") for depth in range(7)]
    found = numbered("".join(item(str(depth), 7, depth) for depth in range(7)), *levels)
    assert all(str(depth) in text(found) for depth in range(7))
    assert any("hluboko vnořené" in each for each in found.report.lost)
