"""What authors write in Word comes out as the same text of our tree."""

from pathlib import Path

import pytest

from mitdomov.document.markdown.writer import write
from mitdomov.document.tree import Callout, Figure, Footnote, Heading, ItemList, Paragraph, Table
from mitdomov.document.word.reading import WordDocument, read_word
from mitdomov.document.word.report import Change, ChangeKind, Comment
from tests.document.word.word_builder import (
    NAMESPACES,
    docx,
    item,
    paragraph,
    part,
    relationship,
    run,
)

FILES = Path(__file__).parent / "files"
PNG = b"\x89PNG\r\n\x1a\n....."


def read(
    body: str, *, related: str = "", parts: dict[str, str | bytes] | None = None
) -> WordDocument:
    found = read_word(docx(body, related=related, parts=parts), "clanek.docx")
    assert isinstance(found, WordDocument)
    return found


def picture(alt: str = "Dům", name: str = "i1", inside: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{alt}">{inside}</wp:docPr>'
        '<a:graphic><a:graphicData uri="p"><pic:pic><pic:blipFill>'
        f'<a:blip r:embed="{name}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def with_picture(body: str, data: bytes = PNG) -> WordDocument:
    return read(
        body, related=relationship("i1", "image", "media/a.png"), parts={"word/media/a.png": data}
    )


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


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


def test_a_caption_below_a_picture_is_its_own_and_the_credit_is_taken_from_it() -> None:
    found = with_picture(
        paragraph("T", "Nzev")
        + paragraph(picture())
        + paragraph("Obr. 1: Dům v Brně. Foto: Jan Malý", "Titulek")
    )
    (figure,) = found.body.blocks
    assert isinstance(figure, Figure)
    assert (figure.alt, figure.credit) == ("Dům", "Jan Malý")
    assert write(found.body).count("Obr. 1: Dům v Brně.") == 1
    assert [(each.name, each.data) for each in found.pictures] == [("obrazek-1.png", PNG)]


def test_a_picture_in_the_midst_of_words_stands_after_them() -> None:
    found = with_picture(paragraph("T", "Nzev") + paragraph(run("Před ") + picture() + run("po.")))
    assert [type(block) for block in found.body.blocks] == [Paragraph, Figure]


def test_a_decorative_picture_says_so() -> None:
    mark = '<a:extLst><a:ext uri="x"><adec:decorative val="1"/></a:ext></a:extLst>'
    found = with_picture(paragraph("T", "Nzev") + paragraph(picture(inside=mark)))
    (figure,) = found.body.blocks
    assert isinstance(figure, Figure)
    assert (figure.is_decorative, figure.alt) == (True, "")


@pytest.mark.parametrize("alt", ["", "Obrázek 3", "IMG_2041.JPG", "image 1"])
def test_a_name_or_number_is_no_description_and_the_report_asks_for_one(alt: str) -> None:
    found = with_picture(paragraph("T", "Nzev") + paragraph(picture(alt)))
    (figure,) = found.body.blocks
    assert isinstance(figure, Figure)
    assert not figure.alt
    assert any("Obrázky bez popisu" in each for each in found.report.guessed)


def test_a_description_by_a_machine_is_pointed_out() -> None:
    found = with_picture(
        paragraph("T", "Nzev") + paragraph(picture("Dům. Popis byl vytvořen automaticky."))
    )
    assert any("napsal stroj" in each for each in found.report.guessed)


def test_the_description_and_the_words_of_a_diagram_are_reported() -> None:
    uri = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    drawing = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="Postup ve třech krocích"/>'
        f'<a:graphic><a:graphicData uri="{uri}"/></a:graphic></wp:inline></w:drawing></w:r>'
    )
    points = "".join(
        f"<dgm:pt><dgm:t><a:p><a:r><a:t>{words}</a:t></a:r></a:p></dgm:t></dgm:pt>"
        for words in ("Kontakt", "Smlouva", "Byt")
    )
    data = f'<dgm:dataModel xmlns:dgm="{uri}" {NAMESPACES}><dgm:ptLst>{points}</dgm:ptLst>'
    found = read(
        paragraph("T", "Nzev") + paragraph(drawing) + paragraph("x"),
        related=relationship("d", "diagramData", "diagrams/data1.xml"),
        parts={"word/diagrams/data1.xml": f"{data}</dgm:dataModel>"},
    )
    said = " ".join(found.report.lost)
    assert "SmartArt (1)" in said
    assert "Postup ve třech krocích" in said
    assert "Kontakt, Smlouva, Byt" in said


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


def test_a_picture_in_a_format_of_windows_is_reported() -> None:
    found = with_picture(
        paragraph("T", "Nzev") + paragraph("x") + paragraph(picture()), b"\x01\0\0\0"
    )
    assert not found.pictures
    assert any("formátu, který magazín neumí" in each for each in found.report.lost)


def test_the_first_row_heads_a_table_and_merged_cells_part() -> None:
    merged = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + paragraph("Brno")
    found = read(
        paragraph("T", "Nzev")
        + table((paragraph("Město"), paragraph("Byty")), (merged,))
        + paragraph("Tabulka 1: Byty", "Titulek")
    )
    (block,) = found.body.blocks
    assert isinstance(block, Table)
    assert len(block.header) == 2
    assert len(block.rows[0]) == 2
    assert write(found.body).count("Tabulka 1: Byty") == 1
    assert any("záhlaví" in each for each in found.report.guessed)
    assert any("Sloučené buňky" in each for each in found.report.guessed)


def test_a_table_of_one_cell_is_a_box() -> None:
    found = read(paragraph("T", "Nzev") + table((paragraph("Rada") + item("bod"),)))
    (block,) = found.body.blocks
    assert isinstance(block, Callout)


def test_a_text_box_is_a_box_and_comes_once() -> None:
    inner = f"<w:txbxContent>{paragraph('V rámečku.')}</w:txbxContent>"
    drawn = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor><a:graphic><a:graphicData>"
        f"<wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox>"
        "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    found = read(paragraph("T", "Nzev") + paragraph(run("Text.") + drawn))
    assert [type(block) for block in found.body.blocks] == [Paragraph, Callout]
    assert write(found.body).count("V rámečku.") == 1


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


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (paragraph("<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>"), "Rovnice"),
        (paragraph(run("x", "<w:vanish/>")), "Skrytý text: „x“"),
        (paragraph(run("x", "<w:strike/>")), "Přeškrtnutí"),
        (paragraph(run("x", '<w:highlight w:val="yellow"/>')), "Zvýraznění"),
        (paragraph("<w:r><w:object><o:OLEObject/></w:object></w:r>"), "Vložené objekty"),
        ('<w:altChunk r:id="x"/>', "Vložené objekty"),
        (paragraph(run("a") + "<w:r><w:tab/></w:r>" + run("b")), "Tabulátory"),
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
    assert any("Obsah dokumentu" in each for each in found.report.lost)


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


def test_a_note_in_the_title_is_said_to_be_lost_and_a_picture_in_a_list_to_move() -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    found = read(
        paragraph(run("Titulek") + note, "Nzev") + item(run("bod") + picture()),
        related=relationship("f", "footnotes", "footnotes.xml")
        + relationship("i1", "image", "media/a.png"),
        parts={
            "word/footnotes.xml": part(
                "footnotes", f'<w:footnote w:id="2">{paragraph("Děkuji.")}</w:footnote>'
            ),
            "word/media/a.png": PNG,
        },
    )
    assert [type(block) for block in found.body.blocks] == [ItemList, Figure]
    assert any("Děkuji" in each for each in found.report.lost)
    assert any("stojí až za nimi" in each for each in found.report.guessed)


def test_the_strict_dialect_is_read_alike() -> None:
    data = docx(paragraph("Titulek", "Nzev") + paragraph("Text."))
    strict = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        for name, content in _files(data).items()
    }
    from tests.document.word.word_builder import zipped

    found = read_word(zipped(strict))
    assert isinstance(found, WordDocument)
    assert (found.title, write(found.body).strip()) == ("Titulek", "Text.")


def _files(data: bytes) -> dict[str, bytes]:
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
