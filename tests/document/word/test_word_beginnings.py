"""A Word file without styles: title, perex, authors and headings are guessed, and it is said."""

import pytest

from mitdomov.document.markdown.writer import write
from mitdomov.document.tree import Heading
from tests.document.word.reading_word import read
from tests.document.word.word_builder import (
    paragraph,
    run,
)


def test_without_styles_title_perex_headings_and_lists_are_guessed_and_said() -> None:
    bold = "<w:b/>"
    lead = "Město otevřelo kontaktní místo a za tři roky pomohlo dvěma stům domácností."
    found = read(
        paragraph("Bydlení v Kosově")
        + paragraph(run(lead, bold))
        + paragraph("Úvodní odstavec.")
        + paragraph(run("Jak to začalo", bold))
        + paragraph("Text.")
        + paragraph("- první")
        + paragraph("- druhý")
        + paragraph("1. jedna")
        + paragraph("2. dvě")
    )
    assert (found.title, found.perex) == ("Bydlení v Kosově", lead)
    assert write(found.body).strip() == (
        "Úvodní odstavec.\n\n## Jak to začalo\n\nText.\n\n- první\n- druhý\n\n1. jedna\n2. dvě"
    )
    said = " ".join(found.report.guessed)
    assert all(word in said for word in ("Titulek", "perex", "mezititulky", "odrážek"))


@pytest.mark.parametrize(
    ("line", "style", "authors"),
    [
        (
            "Ing. Jana Nováková, Ph.D., Město Kunovice",
            "Podnadpis",
            [("Jana Nováková", "Město Kunovice")],
        ),
        ("Mgr. et Mgr. Zoran Dvořák", "", [("Zoran Dvořák", "")]),
        ("Jana Malá a Petr Malý", "", [("Jana Malá", ""), ("Petr Malý", "")]),
        ("Autorka: Zora Zlá, Brno", "", [("Zora Zlá", "Brno")]),
        ("Housing First", "", []),
        ("Jan Novák o tom, jak získat byt", "", []),
        ("Text: Petr Malý, foto: Jana Bílá", "", []),
    ],
)
def test_a_line_that_signs_is_no_text(
    line: str, style: str, authors: list[tuple[str, str]]
) -> None:
    found = read(
        paragraph("Byty pro Kunovice", "Nzev") + paragraph(line, style) + paragraph("Text.") * 2
    )
    assert [(each.name, each.affiliation) for each in found.authors] == authors
    assert (line in write(found.body)) is not bool(authors)
    assert any(line in each for each in found.report.guessed) is bool(authors)


def test_an_article_may_be_called_by_a_name() -> None:
    found = read(paragraph("Karel Dvořák") + paragraph("Mgr. Jana Malá") + paragraph("Text."))
    assert (found.title, [each.name for each in found.authors]) == ("Karel Dvořák", ["Jana Malá"])


def test_a_lead_below_a_byline_is_the_perex_and_its_label_is_none_of_it() -> None:
    lead = "Město otevřelo kontaktní místo a za tři roky pomohlo dvěma stům domácností."
    top = paragraph("Byty", "Nzev") + paragraph("Ing. Jana Malá, Brno", "Podnadpis")
    bold = read(top + paragraph(run(lead, "<w:b/>")) + paragraph("Text."))
    labelled = read(
        paragraph("Byty", "Nzev")
        + paragraph("Zkušenost z Brna", "Podnadpis")
        + paragraph(run(f"Perex: {lead}", "<w:i/>"))
        + paragraph("Text.")
    )
    assert (bold.perex, write(bold.body).strip()) == (lead, "Text.")
    assert (labelled.perex, write(labelled.body).strip()) == (lead, "Zkušenost z Brna\n\nText.")


def test_questions_of_an_interview_stay_paragraphs() -> None:
    found = read(
        paragraph("Rozhovor", "Nzev")
        + paragraph(run("Jak jste začínali?", "<w:b/>"))
        + paragraph("Pomalu.")
    )
    assert not any(isinstance(block, Heading) for block in found.body.blocks)
