"""What Microsoft Word itself writes, as found in files that it saved, comes over or is named."""

import pytest

from mitdomov.document.tree import Callout, Figure, Table, plain
from mitdomov.document.word.reading import WordDocument, read_word
from mitdomov.document.word.report import Change, ChangeKind, Comment, Refusal
from tests.document.word.habits import (
    DECIMAL,
    PNG,
    numbered,
    pic,
    picture,
    read,
    text,
)
from tests.document.word.word_builder import (
    docx,
    item,
    paragraph,
    part,
    relationship,
    run,
    zipped,
)

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def test_numbers_in_the_cells_of_a_table_stay() -> None:
    found = numbered(
        table(
            (paragraph("Č."), paragraph("Krok")),
            (item("", 7), paragraph("Byt")),
            (item("", 7), item("klíč") + item("smlouva")),
        ),
        DECIMAL,
    )
    (block,) = found.body.blocks
    assert isinstance(block, Table)
    assert [[plain(cell) for cell in row] for row in block.rows] == [
        ["1.", "Byt"],
        ["2.", "• klíč • smlouva"],
    ]
    assert any("Odstavce v buňkách tabulek (1)" in each for each in found.report.guessed)


def test_columns_that_do_not_fit_are_named() -> None:
    wide = tuple(paragraph(f"s{number}") for number in range(26))
    found = read(table(wide, wide))
    assert any("„s24“, „s25“" in each for each in found.report.lost)


def test_a_row_that_begins_further_right_keeps_its_columns() -> None:
    rows = table((paragraph("a"), paragraph("b")), (paragraph("c"),))
    late = '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>'.join(rows.rsplit("<w:tr>", 1))
    (block,) = read(late).body.blocks
    assert isinstance(block, Table)
    assert [plain(cell) for cell in block.rows[0]] == ["", "c"]


def test_links_of_pictures_are_named() -> None:
    drawing = picture().replace(
        'descr="Skupina"/>', 'descr="Skupina"><a:hlinkClick r:id="h1"/></wp:docPr>'
    )
    found = read(
        paragraph("Text.") + paragraph(drawing),
        related=relationship("i1", "image", "media/1.png")
        + relationship("h1", "hyperlink", "https://example.cz/", is_external=True),
        parts={"word/media/1.png": PNG},
    )
    assert any("z obrázků: „https://example.cz/“" in each for each in found.report.lost)


def test_a_big_first_letter_joins_its_word() -> None:
    letter = paragraph("B", properties='<w:framePr w:dropCap="drop" w:lines="3"/>')
    assert text(read(paragraph("Úvod.") + letter + paragraph("yt je základ."))) == (
        "Úvod.\n\nByt je základ."
    )


@pytest.mark.parametrize("after", ["", "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"])
def test_words_whose_end_was_deleted_are_not_lost_without_a_next_paragraph(after: str) -> None:
    last = paragraph("Konec.", properties='<w:rPr><w:del w:author="Eva"/></w:rPr>')
    assert text(read(last + after)) == "Konec."


def test_fields_of_a_template_that_nobody_filled_in_are_left_out_and_named() -> None:
    control = (
        "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>"
    )
    empty = control.format("<w:showingPlcHdr/>", "Klikněte sem.")
    filled = control.format('<w:showingPlcHdr w:val="0"/>', "Jana")
    found = read(paragraph(run("Autor: ") + empty + filled))
    assert text(found) == "Autor: Jana"
    assert any("pole šablony: „Klikněte sem“" in each for each in found.report.lost)


def field(code: str, result: str) -> str:
    marks = {
        kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
        for kind in ("begin", "separate", "end")
    }
    instruction = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return f"{marks['begin']}{instruction}{marks['separate']}{result}{marks['end']}"


@pytest.mark.parametrize(
    ("code", "address"),
    [
        ("HYPERLINK https://example.cz/a", "https://example.cz/a"),
        ('HYPERLINK "https://example.cz/a" \\o "Popis"', "https://example.cz/a"),
        ('HYPERLINK "https://example.cz/a" \\l "oddil" \\t "_blank"', "https://example.cz/a#oddil"),
        ('hyperlink "mailto:a@example.cz"', "mailto:a@example.cz"),
    ],
)
def test_fields_link_however_they_are_written(code: str, address: str) -> None:
    simple = f"<w:fldSimple w:instr='{code}'>{run('pole')}</w:fldSimple>"
    assert text(read(paragraph(field(code, run("pole"))))) == f"[pole]({address})"
    assert text(read(paragraph(simple))) == f"[pole]({address})"


def test_links_and_contents_made_by_fields_are_named_when_they_go() -> None:
    inner = field('HYPERLINK \\l "_Toc1"', run("jinam"))
    found = read(paragraph(inner) + paragraph(field("TOC \\h", run("Obrázek 1 ... 3"))))
    assert text(found) == "jinam"
    assert any("jiná místa téhož dokumentu (1)" in each for each in found.report.lost)
    assert any("obsah dokumentu" in each for each in found.report.lost)


def test_numbers_of_captions_and_references_stay() -> None:
    found = read(
        paragraph(run("Viz graf ") + field("REF _Ref1 \\h", run("2")) + run(", strana ") + "")
        + paragraph(f"<w:fldSimple w:instr='SEQ Obrázek'>{run('3')}</w:fldSimple>")
    )
    assert text(found) == "Viz graf 2, strana\n\n3"


def formula(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def sign(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (f"<m:f><m:num>{sign('a+b')}</m:num><m:den>{sign('2')}</m:den></m:f>", "(a+b)/2"),
        (
            f"<m:f><m:num>{sign('(a)+(b)')}</m:num><m:den>{sign('(c)')}</m:den></m:f>",
            "((a)+(b))/(c)",
        ),
        (f"<m:sSup><m:e>{sign('x')}</m:e><m:sup>{sign('2')}</m:sup></m:sSup>", "x^2^"),
        (f"<m:sSub><m:e>{sign('CO')}</m:e><m:sub>{sign('2')}</m:sub></m:sSub>", "CO~2~"),
        (f"<m:rad><m:deg/><m:e>{sign('x+1')}</m:e></m:rad>", "√(x+1)"),
        (f"<m:d><m:e>{sign('n')}</m:e><m:e>{sign('k')}</m:e></m:d>", "(n|k)"),
        (
            (
                f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{sign("i")}</m:sub>'
                f"<m:sup>{sign('n')}</m:sup><m:e>{sign('i')}</m:e></m:nary>"
            ),
            "∑~i~^n^ i",
        ),
        (f"{sign('a')}<w:del w:author='Eva'>{sign('b')}</w:del>", "a"),
    ],
)
def test_formulas_read_as_people_type_them(inner: str, expected: str) -> None:
    found = read(paragraph(run("Je ") + formula(inner) + run(".")))
    assert text(found).replace("\\", "") == f"Je {expected}."
    assert any("Rovnice (1)" in each for each in found.report.lost)


def with_pictures(body: str) -> WordDocument:
    return read(
        body,
        related="".join(
            relationship(f"i{number}", "image", f"media/{number}.png") for number in (1, 2)
        ),
        parts={f"word/media/{number}.png": PNG + bytes([number]) for number in (1, 2)},
    )


@pytest.mark.parametrize(("cut", "said"), [('l="12000"', True), ('t="-5000" b="0"', False)])
def test_a_picture_that_word_shows_cropped_is_pointed_out(cut: str, *, said: bool) -> None:
    found = with_pictures(paragraph("Text.") + paragraph(picture(crop=f"<a:srcRect {cut}/>")))
    assert any("oříznuté (1)" in each for each in found.report.guessed) is said


def test_a_picture_that_word_turns_is_pointed_out() -> None:
    turned = picture().replace(
        "</pic:pic>", '<pic:spPr><a:xfrm rot="5400000"/></pic:spPr></pic:pic>'
    )
    found = with_pictures(paragraph("Text.") + paragraph(turned))
    assert any("otočené nebo převrácené (1)" in each for each in found.report.guessed)


def test_a_tiff_of_a_mac_is_handed_to_the_library() -> None:
    found = read(
        paragraph("Text.") + paragraph(picture()),
        related=relationship("i1", "image", "media/1.tiff"),
        parts={"word/media/1.tiff": b"MM\0*" + bytes(20)},
    )
    assert [each.name for each in found.pictures] == ["obrazek-1.png"]


@pytest.mark.parametrize(
    "path", ["Macintosh HD:Users:eva:dum.png", "C:\\foto\\dum (2).JPG", "_Pic18"]
)
def test_a_path_of_a_computer_is_no_description(path: str) -> None:
    drawing = picture().replace("Skupina", path)
    (figure,) = with_pictures(paragraph("Text.") + paragraph(drawing)).body.blocks[1:]
    assert isinstance(figure, Figure)
    assert not figure.alt


def test_an_empty_box_and_an_empty_row_are_told_truly() -> None:
    empty = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p/></w:txbxContent></v:textbox>"
    found = read(
        paragraph(run("Text.") + f"{empty}</v:shape></w:pict></w:r>")
        + table((paragraph(""), paragraph("")), (paragraph("a"), paragraph("b")))
    )
    said = " ".join(found.report.guessed)
    assert "textových polí" not in said
    assert "„(prázdný řádek)“" in said


def test_pictures_of_a_group_keep_their_own_descriptions() -> None:
    group = picture().replace(pic("i1", "Dům"), pic("i1", "Dům") + pic("i2", "Klíč"))
    found = with_pictures(paragraph("Text.") + paragraph(group))
    figures = [each for each in found.body.blocks if isinstance(each, Figure)]
    assert [each.alt for each in figures] == ["Dům", "Klíč"]
    (alone,) = [
        each
        for each in with_pictures(paragraph("Text.") + paragraph(picture())).body.blocks
        if isinstance(each, Figure)
    ]
    assert alone.alt == "Skupina"


@pytest.mark.parametrize("shape", ["v:line", "v:polyline", "v:roundrect", "v:image"])
def test_words_in_a_shape_of_old_word_are_a_box(shape: str) -> None:
    box = f"<v:textbox><w:txbxContent>{paragraph('V rámečku.')}</w:txbxContent></v:textbox>"
    found = read(paragraph(run("Text.") + f"<w:r><w:pict><{shape}>{box}</{shape}></w:pict></w:r>"))
    assert isinstance(found.body.blocks[-1], Callout)


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ('<w:r><w:pict><v:shape><v:textpath string="Sleva"/></v:shape></w:pict></w:r>', "„Sleva“"),
        (
            '<w:r><w:object><o:OLEObject ProgID="Equation.3"/></w:object></w:r>',
            "starého editoru rovnic (1)",
        ),
        (run("x", "<w:smallCaps/>"), "kapitálky"),
    ],
)
def test_what_goes_is_named(inside: str, said: str) -> None:
    assert any(said in each for each in read(paragraph(run("Text.") + inside)).report.lost)


@pytest.mark.parametrize(
    ("font", "char", "shown"),
    [
        ("Wingdings", "F04A", "☺"),
        ("Symbol", "F061", "α"),
        ("Segoe UI Symbol", "2610", "☐"),
        ("Calibri", "2192", "→"),
        ("MT Extra", "F04A", ""),
        ("Calibri", "D800", ""),
    ],
)
def test_symbols_are_spelled_or_said_to_be_lost(font: str, char: str, shown: str) -> None:
    sign = f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'
    found = read(paragraph(run("a") + sign + run("b")))
    assert text(found) == f"a{shown}b"
    assert any("symbolových písem (1)" in each for each in found.report.lost) is not bool(shown)


def test_mere_looks_are_told_in_one_sentence() -> None:
    looks = '<w:color w:val="FF0000"/><w:u w:val="single"/>'
    (said,) = read(paragraph(run("a", looks) + "<w:r><w:ptab/></w:r>" + run("b"))).report.lost
    assert said.startswith("Jen vzhled: barvy písma, podtržení")
    assert "tabulátory" in said


def test_what_word_draws_in_two_ways_beside_runs_is_read_once() -> None:
    both = (
        f"<mc:AlternateContent><mc:Choice>{run('slovo')}</mc:Choice>"
        f"<mc:Fallback>{run('slovo')}</mc:Fallback></mc:AlternateContent>"
    )
    assert text(read(paragraph(run("Jedno ") + both))) == "Jedno slovo"


def test_a_tab_to_the_margin_parts_words_and_readings_stand_in_brackets() -> None:
    ruby = (
        f"<w:r><w:ruby><w:rt>{run('dom')}</w:rt><w:rubyBase>{run('家')}</w:rubyBase></w:ruby></w:r>"
    )
    found = read(paragraph(run("vlevo") + "<w:r><w:ptab/></w:r>" + run("vpravo ") + ruby))
    assert text(found) == "vlevo vpravo 家 (dom)"


def test_an_own_mark_of_a_note_gives_way_to_its_number() -> None:
    mark = '<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    found = read(
        paragraph(run("Slovo") + mark),
        related=relationship("f", "footnotes", "footnotes.xml"),
        parts={
            "word/footnotes.xml": part(
                "footnotes", f'<w:footnote w:id="2">{paragraph("Pramen.")}</w:footnote>'
            )
        },
    )
    assert text(found) == "Slovo^[Pramen.]"


def test_what_was_moved_is_told_once_and_paragraphs_do_not_touch() -> None:
    found = read(
        paragraph(f'<w:moveFrom w:author="Eva">{run("sem")}</w:moveFrom>' + run("Zůstává."))
        + paragraph(f'<w:moveTo w:author="Eva">{run("sem")}</w:moveTo>')
        + paragraph(f'<w:ins w:author="Jan">{run("První.")}</w:ins>')
        + paragraph(f'<w:ins w:author="Jan">{run("Druhý.")}</w:ins>')
    )
    assert found.report.changes == (
        Change(ChangeKind.MOVED, "Eva", "sem"),
        Change(ChangeKind.INSERTED, "Jan", "První. Druhý."),
    )


def test_answers_follow_their_comment_and_what_is_settled_says_so() -> None:
    word = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    said = [("0", "A1", "Ověřit!"), ("1", "B1", "Jiný."), ("2", "A2", "Ověřeno.")]
    said.append(("3", "A3", "Díky."))
    comments = "".join(
        f'<w:comment w:id="{number}" w:author="Petr"><w:p {word} w14:paraId="{name}">{run(words)}'
        "</w:p></w:comment>"
        for number, name, words in said
    )
    threads = (
        '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        '<w15:commentEx w15:paraId="A1" w15:done="1"/><w15:commentEx w15:paraId="B1" w15:done="0"/>'
        '<w15:commentEx w15:paraId="A2" w15:paraIdParent="A1" w15:done="1"/>'
        '<w15:commentEx w15:paraId="A3" w15:paraIdParent="A2" w15:done="0"/></w15:commentsEx>'
    )
    anchors = "".join(f'<w:r><w:commentReference w:id="{number}"/></w:r>' for number in range(4))
    found = read(
        paragraph(run("x") + anchors),
        related=relationship("c", "comments", "comments.xml")
        + relationship("e", "commentsExtended", "commentsExtended.xml"),
        parts={
            "word/comments.xml": part("comments", comments),
            "word/commentsExtended.xml": threads,
        },
    )
    assert found.report.comments == (
        Comment("Petr", "Ověřit!", is_resolved=True),
        Comment("Petr", "Ověřeno.", is_answer=True, is_resolved=True),
        Comment("Petr", "Díky.", is_answer=True),
        Comment("Petr", "Jiný."),
    )


def test_an_old_document_with_an_archive_inside_is_still_an_old_document() -> None:
    found = read_word(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + zipped({"theme.xml": "x"}))
    assert isinstance(found, Refusal)
    assert "starý formát Wordu (.doc)" in found.sentence


def test_a_document_of_nothing_but_a_chart_is_refused_with_what_it_holds() -> None:
    chart = (
        "<w:r><w:drawing><wp:inline><a:graphic>"
        f'<a:graphicData uri="{CHART}"/></a:graphic></wp:inline></w:drawing></w:r>'
    )
    found = read_word(docx(paragraph(chart)))
    assert isinstance(found, Refusal)
    assert "Grafy (1)" in found.sentence
