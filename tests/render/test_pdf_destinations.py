"""A link into the PDF leads where it says: to an article, a section, a page."""

import io
import re

import pytest
from pypdf import PageObject, PdfReader

from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.contents import departments
from mitdomov.render.pdf.document import render_pdf
from mitdomov.render.pdf.facts import pdf_facts

PUBLIC_URL = "https://mitdomov.example"


@pytest.fixture(scope="module")
def data(small_snapshot: Snapshot) -> bytes:
    return render_pdf(small_snapshot, public_url=PUBLIC_URL, progress=lambda _words, _share: None)


@pytest.fixture(scope="module")
def reader(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


@pytest.fixture(scope="module")
def pages(reader: PdfReader) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def page_of(reader: PdfReader, name: str) -> int:
    """The folio of the page that `#nameddest=` with this name opens."""
    index = reader.get_destination_page_number(reader.named_destinations[name])
    assert index is not None
    return index + 1


def test_the_name_of_an_article_leads_to_its_title(
    small_snapshot: Snapshot, reader: PdfReader, pages: list[str]
) -> None:
    for article in small_snapshot.issue.articles:
        number = page_of(reader, f"clanek-{article.slug}")
        assert " ".join(article.title.split()) in pages[number - 1], article.slug
        assert number > 2, "the contents name it, too"


def test_the_title_is_in_sight_where_the_link_leads(
    small_snapshot: Snapshot, reader: PdfReader
) -> None:
    """Above the upper third of the page a reader looks first."""
    for article in small_snapshot.issue.articles:
        destination = reader.named_destinations[f"clanek-{article.slug}"]
        page = reader.pages[page_of(reader, f"clanek-{article.slug}") - 1]
        top = float(destination.top or 0)
        heights = _heights(page, article.title.split()[0])
        assert any(top - 300 < height < top for height in heights), article.slug


def _heights(page: PageObject, word: str) -> list[float]:
    """How high above the foot of the page, in points, `word` stands."""
    found: list[float] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: object, _size: object) -> None:
        if word in text:
            found.append(tm[5] * cm[3] + cm[5])

    page.extract_text(visitor_text=visit)
    return found


def test_the_end_of_an_article_is_where_its_last_words_stand(
    small_snapshot: Snapshot, data: bytes, pages: list[str]
) -> None:
    spans = pdf_facts(data).spans
    assert set(spans) == {article.slug for article in small_snapshot.issue.articles}
    assert any(span.first < span.last for span in spans.values())
    for span in spans.values():
        assert 1 <= span.first <= span.last <= len(pages)
    longest = spans["prvni-klice"]
    assert longest.last == longest.first + 1


def test_every_page_has_a_name_by_its_folio(reader: PdfReader, pages: list[str]) -> None:
    for number in range(1, len(pages) + 1):
        assert page_of(reader, f"strana-{number}") == number
    for number in range(2, len(pages) + 1):
        assert re.search(rf"\b{number}\b", pages[number - 1]), "the folio that readers quote"


def test_the_name_of_a_section_leads_to_its_first_article(
    small_snapshot: Snapshot, reader: PdfReader
) -> None:
    for department in departments(small_snapshot.issue):
        first = page_of(reader, f"clanek-{department.articles[0].slug}")
        assert page_of(reader, f"rubrika-{department.section.slug}") == first
    assert page_of(reader, "obsah") == 2
    assert page_of(reader, "tiraz") == len(reader.pages)


def test_names_are_ascii_and_the_links_inside_still_lead(reader: PdfReader) -> None:
    names = set(reader.named_destinations)
    assert all(re.fullmatch(r"[a-zA-Z0-9._-]+", name) for name in names if "--" not in name)
    links = {
        str(annotation.get_object()["/Dest"])
        for page in reader.pages
        for annotation in page.get("/Annots", [])
        if "/Dest" in annotation.get_object()
    }
    assert links
    assert links <= names


def test_names_do_not_depend_on_who_renders(small_snapshot: Snapshot, data: bytes) -> None:
    again = render_pdf(small_snapshot, public_url=PUBLIC_URL, progress=lambda _words, _share: None)
    assert again == data
