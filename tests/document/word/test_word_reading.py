"""What authors write in Word comes out as the same text of our tree: styles, lists, notes."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from mitdomov.document.markdown.writer import write
from mitdomov.document.tree import Footnote, Heading, ItemList, Paragraph
from mitdomov.document.word.reading import WordDocument, read_word
from mitdomov.document.word.report import Change, ChangeKind, Comment
from tests.document.word.reading_word import read
from tests.document.word.word_builder import (
    docx,
    item,
    paragraph,
    part,
    relationship,
    run,
    zipped,
)

FILES = Path(__file__).parent / "files"


def test_a_document_of_libreoffice_comes_over_whole() -> None:
    found = read_word((FILES / "libreoffice.docx").read_bytes(), "x.docx")
    assert isinstance(found, WordDocument)
    assert found.title == "Bydlení začíná klíčem od bytu"
    assert found.perex == "Tři roky po zavedení kontaktního místa má město první výsledky."
    assert write(found.body) == (FILES / "libreoffice.md").read_text()
    assert found.report.changes == (
        Change(ChangeKind.INSERTED, "Eva Malá", "jednomyslně"),
        Change(ChangeKind.DELETED, "Jan Novák", "zbytečná slova"),
    )
    assert found.report.comments == (Comment("Redakce", "Kolik bytů přesně?", "na sídlišti"),)
    assert not found.report.lost


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("Nadpis1", "## Věta"),
        ("Mezititulek", "## Věta"),
        ("Osnova", "## Věta"),
        ("Citt", "> Věta"),
        ("Vraznctt", "::: pullquote\nVěta\n:::"),
    ],
)
def test_czech_styles_their_heirs_and_outline_levels_are_known(style: str, expected: str) -> None:
    found = read(paragraph("Titulek", "Nzev") + paragraph("Úvod.") + paragraph("Věta", style))
    assert write(found.body).strip().endswith(expected)


def test_headings_begin_at_the_second_level_without_gaps() -> None:
    found = read(
        paragraph("Titulek", "Nadpis1")
        + paragraph("Část", "Nadpis3")
        + paragraph("Text.")
        + paragraph("Oddíl", "Nadpis2")
    )
    assert found.title == "Titulek"
    assert [block.level for block in found.body.blocks if isinstance(block, Heading)] == [3, 2]


def test_a_broken_ordered_list_goes_on_counting() -> None:
    found = read(
        paragraph("T", "Nzev")
        + item("jedna", 2)
        + item("dvě", 2)
        + paragraph("Vsuvka.")
        + item("tři", 2)
    )
    lists = [block for block in found.body.blocks if isinstance(block, ItemList)]
    assert [(each.is_ordered, each.start, len(each.items)) for each in lists] == [
        (True, 1, 2),
        (True, 3, 1),
    ]


def test_nested_lists_stay_nested() -> None:
    found = read(paragraph("T", "Nzev") + item("a") + item("b", 1, 1) + item("c"))
    assert write(found.body).strip() == "- a\n  - b\n- c"


def test_footnotes_stand_where_they_are_anchored() -> None:
    found = read(
        paragraph("T", "Nzev")
        + paragraph(run("Slovo") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(".")),
        related=relationship("f", "footnotes", "footnotes.xml"),
        parts={
            "word/footnotes.xml": part(
                "footnotes", f'<w:footnote w:id="2">{paragraph("Pramen.")}</w:footnote>'
            )
        },
    )
    assert write(found.body).strip() == "Slovo^[Pramen.]."


@pytest.mark.parametrize("bullets", ["·-", "\uf0b7\uf0b7", "–•"])
def test_typed_bullets_of_any_kind_are_one_list(bullets: str) -> None:
    tab = "<w:r><w:tab/></w:r>"
    lines = (run(bullet) + tab + run(word) for bullet, word in zip(bullets, "ab", strict=True))
    found = read(paragraph("T", "Nzev") + paragraph("Úvod.") + "".join(map(paragraph, lines)))
    assert write(found.body).strip() == "Úvod.\n\n- a\n- b"


def test_a_bullet_that_stands_alone_is_pointed_out() -> None:
    found = read(paragraph("T", "Nzev") + paragraph("Úvod.") + paragraph("· jediná"))
    assert any("· jediná" in each for each in found.report.guessed)


def test_symbols_of_windows_become_common_ones_or_are_reported() -> None:
    arrow = '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'
    found = read(
        paragraph("T", "Nzev") + paragraph(run("byt ") + arrow + run(" domov \uf0e0 klid\uf04a"))
    )
    assert write(found.body).strip() == "byt → domov → klid"
    assert any("symbolových písem" in each for each in found.report.lost)


def test_insertions_are_taken_in_and_deletions_left_out() -> None:
    found = read(
        paragraph("T", "Nzev")
        + paragraph(
            f'<w:ins w:author="Eva">{run("nové ")}</w:ins>'
            '<w:del w:author="Jan"><w:r><w:delText>staré</w:delText></w:r></w:del>' + run("slovo")
        )
    )
    assert write(found.body).strip() == "nové slovo"
    assert found.report.changes == (
        Change(ChangeKind.INSERTED, "Eva", "nové"),
        Change(ChangeKind.DELETED, "Jan", "staré"),
    )


def test_comments_that_the_text_does_not_refer_to_are_gone() -> None:
    comments = "".join(
        f'<w:comment w:id="{number}" w:author="Petr">{paragraph(words)}</w:comment>'
        for number, words in enumerate(["Ověřit!", "Smazaný."])
    )
    anchor = '<w:r><w:commentReference w:id="0"/></w:r>'
    found = read(
        paragraph("T", "Nzev") + paragraph(run("x") + anchor),
        related=relationship("c", "comments", "comments.xml"),
        parts={"word/comments.xml": part("comments", comments)},
    )
    assert found.report.comments == (Comment("Petr", "Ověřit!"),)


def test_a_deleted_end_of_a_paragraph_joins_it_with_the_next() -> None:
    found = read(
        paragraph("T", "Nzev")
        + paragraph("Jedna ", properties='<w:rPr><w:del w:author="Eva"/></w:rPr>')
        + paragraph("věta.")
    )
    assert write(found.body).strip() == "Jedna věta."


def test_links_of_fields_and_of_relationships_are_kept_and_dangerous_ones_are_not() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "https://example.cz/pole" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("pole")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    link = f'<w:hyperlink r:id="h1">{run("vztah")}</w:hyperlink>'
    evil = f'<w:hyperlink r:id="h2">{run("zlý")}</w:hyperlink>'
    found = read(
        paragraph("T", "Nzev") + paragraph(f"{field}{run(', ')}{link}{run(', ')}{evil}"),
        related=relationship("h1", "hyperlink", "https://example.cz/vztah", is_external=True)
        + relationship("h2", "hyperlink", "javascript:alert(1)", is_external=True),
    )
    assert write(found.body).strip() == (
        "[pole](https://example.cz/pole), [vztah](https://example.cz/vztah), zlý"
    )
    assert any("javascript:alert(1)" in each for each in found.report.lost)


@pytest.mark.parametrize(
    ("text", "is_marked"),
    [("housing first", True), ("nájemní bydlení ve městě", False), ("ok", False), ("2024", False)],
)
def test_words_are_foreign_only_when_they_look_so(text: str, *, is_marked: bool) -> None:
    czech = run("Příliš žluťoučký kůň úpěl ďábelské ódy. ", '<w:lang w:val="cs-CZ"/>')
    found = read(
        paragraph("T", "Nzev") + paragraph(czech + run(text, '<w:lang w:val="en-US"/>') + run("."))
    )
    assert ("{lang=en}" in write(found.body)) is is_marked


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (paragraph("<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>"), "Rovnice"),
        (paragraph(run("x", "<w:vanish/>")), "Skrytý text: „x“"),
        (paragraph(run("x", "<w:strike/>")), "Přeškrtnutí"),
        (paragraph(run("x", '<w:highlight w:val="yellow"/>')), "Zvýraznění"),
        (paragraph("<w:r><w:object><o:OLEObject/></w:object></w:r>"), "Vložené objekty"),
        ('<w:altChunk r:id="x"/>', "Vložené objekty"),
        (paragraph(run("a") + "<w:r><w:tab/></w:r>" + run("b")), "tabulátory"),
    ],
)
def test_what_the_tree_cannot_hold_is_reported(body: str, said: str) -> None:
    found = read(paragraph("T", "Nzev") + paragraph("x") + body)
    assert any(said in each for each in found.report.lost)


def test_a_table_of_contents_is_left_out() -> None:
    toc = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"
        f"</w:sdtPr><w:sdtContent>{paragraph('Kapitola 1 ... 3')}</w:sdtContent></w:sdt>"
    )
    found = read(paragraph("T", "Nzev") + toc + paragraph("Text."))
    assert "Kapitola" not in write(found.body)
    assert any("obsah dokumentu" in each for each in found.report.lost)


def test_a_note_about_itself_does_no_harm() -> None:
    note = paragraph(run("Viz ") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    found = read(
        paragraph("T", "Nzev") + paragraph(run("A") + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        related=relationship("f", "footnotes", "footnotes.xml"),
        parts={
            "word/footnotes.xml": part("footnotes", f'<w:footnote w:id="2">{note}</w:footnote>')
        },
    )
    (block,) = found.body.blocks
    assert isinstance(block, Paragraph)
    assert any(isinstance(each, Footnote) for each in block.content)


def test_the_strict_dialect_is_read_alike() -> None:
    data = docx(paragraph("Titulek", "Nzev") + paragraph("Text."))
    strict = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        for name, content in _files(data).items()
    }
    found = read_word(zipped(strict))
    assert isinstance(found, WordDocument)
    assert (found.title, write(found.body).strip()) == ("Titulek", "Text.")


def _files(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
