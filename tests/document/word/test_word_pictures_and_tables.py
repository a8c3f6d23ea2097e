"""What stands beside the words of a Word file: pictures, diagrams, tables and boxes come over."""

import pytest

from mitdomov.document.markdown.writer import write
from mitdomov.document.tree import Callout, Figure, ItemList, Paragraph, Table
from tests.document.word.reading_word import PNG, picture, read, table, with_picture
from tests.document.word.word_builder import (
    NAMESPACES,
    item,
    paragraph,
    part,
    relationship,
    run,
)


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
