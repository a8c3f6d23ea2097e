"""The structure of the PDF: what a screen reader says, in which order, and what it leaves out."""

import io
from collections.abc import Iterator

import pikepdf
import pytest

from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.pdf.document import render_pdf
from mitdomov.render.pdf.hyphens import softened


@pytest.fixture(scope="module")
def pdf(small_snapshot: Snapshot) -> Iterator[pikepdf.Pdf]:
    data = render_pdf(
        small_snapshot, public_url="https://mitdomov.example", progress=lambda *_: None
    )
    with pikepdf.open(io.BytesIO(data)) as opened:
        yield opened


@pytest.fixture(scope="module")
def elements(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [*_elements(pdf.Root.StructTreeRoot.K[0])]


def test_a_paragraph_is_not_cut_into_lines(elements: list[pikepdf.Object]) -> None:
    """Its lines belong to itself; what is a Span says something, as a language does."""
    spans = [each for each in elements if each.S == "/Span"]
    assert all("/Lang" in each for each in spans)
    paragraphs = [each for each in elements if each.S == "/P"]
    assert max(sum(isinstance(kid, int) for kid in each.K) for each in paragraphs) > 4


def test_what_goes_on_elsewhere_is_one(
    small_snapshot: Snapshot, elements: list[pikepdf.Object]
) -> None:
    """An article over several pages is one, and so is a paragraph that a column divides."""
    articles = [each for each in elements if each.S == "/Art"]
    assert len(articles) == len(small_snapshot.issue.articles)
    assert not any(len(each.K) == 0 for each in elements if each.S in {"/P", "/Div"})


def test_contents_are_a_table_of_contents(
    small_snapshot: Snapshot, elements: list[pikepdf.Object]
) -> None:
    """ISO 32000-1, 14.8.4.3.3: an item for each article, with a reference to its page."""
    contents = [each for each in elements if each.S == "/TOC"]
    assert len(contents) == len(small_snapshot.issue.sections)
    items = [kid for each in contents for kid in each.K]
    assert len(items) == len(small_snapshot.issue.articles)
    assert {str(each.S) for each in items} == {"/TOCI"}
    assert all([str(kid.S) for kid in each.K] == ["/P", "/Reference"] for each in items)


def test_a_note_follows_the_paragraph_that_refers_to_it(elements: list[pikepdf.Object]) -> None:
    """Nobody hears all notes of an issue at its end."""
    notes = [each for each in elements if each.S == "/Note"]
    assert notes
    for note in notes:
        siblings = [kid for kid in note.P.K if isinstance(kid, pikepdf.Dictionary)]
        place = next(index for index, kid in enumerate(siblings) if kid.objgen == note.objgen)
        paragraph = siblings[place - 1]
        assert any(each.S == "/Reference" for each in _elements(paragraph))


def test_each_element_knows_who_it_belongs_to(
    pdf: pikepdf.Pdf, elements: list[pikepdf.Object]
) -> None:
    """Marked content of each page leads to the element that holds it (ISO 32000-1, 14.7.4.4)."""
    for element in elements:
        for kid in element.K:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                assert kid.P.objgen == element.objgen
    owners = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    for index, sheet in enumerate(pdf.pages):
        for content, owner in enumerate(owners[index]):
            assert any(_is_content(kid, content, owner, sheet.obj) for kid in owner.K)


def test_a_link_says_where_it_leads(pdf: pikepdf.Pdf, small_snapshot: Snapshot) -> None:
    """In words, not by the name of a place (ISO 14289-1, 7.18.5)."""
    said = {str(each.Contents) for sheet in pdf.pages for each in sheet.get("/Annots", [])}
    titles = {article.title for article in small_snapshot.issue.articles}
    assert titles <= said
    assert not {article.slug for article in small_snapshot.issue.articles} & said


def test_a_picture_lies_on_its_sheet(elements: list[pikepdf.Object]) -> None:
    """Its box is measured as the sheet is (ISO 32000-1, 14.8.5.4.3)."""
    figures = [each for each in elements if each.S == "/Figure"]
    assert figures
    for each in figures:
        left, lower, right, upper = map(float, each.A.BBox)
        _, _, width, height = map(float, each.Pg.MediaBox)
        assert 0 <= left < right <= width
        assert 0 <= lower < upper <= height
    emblem = figures[0].A.BBox  # at the foot of the cover
    assert float(emblem[3]) < 100


def test_a_divided_word_is_one_word(pdf: pikepdf.Pdf) -> None:
    """Its hyphen is a soft one; no other hyphen is anything but the plain one."""
    assert any(b"<FEFF00AD>" in _drawn(sheet) for sheet in pdf.pages)
    fonts = {
        font.objgen: font for sheet in pdf.pages for font in sheet.Resources.Font.as_dict().values()
    }
    maps = b"".join(font.ToUnicode.read_bytes().lower() for font in fonts.values())
    assert b"<2010>" not in maps
    assert b"<2011>" not in maps
    assert b"<002d>" in maps


@pytest.mark.parametrize(
    ("shown", "apart"),
    [
        (b"[<00010002>-12<0003>] TJ", [b"[<00010002>-12<>] TJ", b"[<0003>] TJ"]),
        (b"[<00010002>] TJ", [b"[<0001>] TJ", b"[<0002>] TJ"]),
    ],
)
def test_only_the_last_sign_of_a_line_is_set_apart(shown: bytes, apart: list[bytes]) -> None:
    line, begin, hyphen, end = softened(shown)
    assert [line, hyphen] == apart
    assert begin == b"/Span <</ActualText <FEFF00AD>>> BDC"
    assert end == b"EMC"


def test_what_shows_no_text_stays() -> None:
    assert softened(b"ET") == [b"ET"]


def _elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield element
    for kid in element.K:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _elements(kid)


def _drawn(sheet: pikepdf.Page) -> bytes:
    sheet.contents_coalesce()
    return sheet.Contents.read_bytes()


def _is_content(
    kid: object, content: int, owner: pikepdf.Object, sheet: pikepdf.Dictionary
) -> bool:
    if isinstance(kid, int):
        return kid == content and bool(owner.Pg.objgen == sheet.objgen)
    return (
        isinstance(kid, pikepdf.Dictionary)
        and kid.get("/Type") == "/MCR"
        and content == kid.MCID
        and bool(kid.Pg.objgen == sheet.objgen)
    )
