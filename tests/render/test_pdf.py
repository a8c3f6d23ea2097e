"""The PDF of an issue: what a reader sees, leafs through, searches, and hears."""

import io
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

import page as page_validation
import pikepdf
import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from mitdomov.document.tree import Document, Heading, Paragraph, Text, plain
from mitdomov.document.walk import blocks_of
from mitdomov.magazine.model import ArticleType
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.pdf.document import MISSING_PANGO, render_pdf
from mitdomov.render.pdf.facts import pdf_facts

PUBLIC_URL = "https://mitdomov.example"


def render(snapshot: Snapshot) -> bytes:
    return render_pdf(snapshot, public_url=PUBLIC_URL, progress=lambda _words, _share: None)


@pytest.fixture(scope="module")
def data(small_snapshot: Snapshot) -> bytes:
    return render(small_snapshot)


@pytest.fixture(scope="module")
def reader(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


@pytest.fixture(scope="module")
def pages(reader: PdfReader) -> list[str]:
    return [page.extract_text().replace("\u00a0", " ") for page in reader.pages]


def test_passes_pdf_ua(data: bytes) -> None:
    """ISO 14289-1, as a validator sees it."""
    report = page_validation.validate_pdf_bytes(data, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]


def test_contents_name_the_page_of_each_article(
    small_snapshot: Snapshot, reader: PdfReader, pages: list[str]
) -> None:
    """The number printed in the contents is the page on which the article's title stands."""
    for article in small_snapshot.issue.articles:
        number = reader.get_destination_page_number(reader.named_destinations[article.slug]) + 1  # type: ignore[operator]
        title = article.title.replace("\u00a0", " ")
        assert title in pages[number - 1]
        entry = re.search(re.escape(title) + r".*? (\d+)$", pages[1], re.MULTILINE)
        assert entry, title
        assert int(entry[1]) == number


def test_bookmarks_follow_sections_and_articles(
    small_snapshot: Snapshot, reader: PdfReader
) -> None:
    titles = list(_titles(reader.outline))
    assert titles[0] == "Obálka"
    for section in small_snapshot.issue.sections:
        assert section.title in titles
    for article in small_snapshot.issue.articles:
        assert titles.index(article.title) > titles.index("Obsah")


def test_note_stands_on_the_page_of_its_mark(pages: list[str]) -> None:
    marked = next(page for page in pages if "kde dnes budou spát" in _joined(page))
    assert "Sčítání proběhlo" in marked


def test_no_text_is_lost(small_snapshot: Snapshot, pages: list[str]) -> None:
    """Start (behind a drop cap) and end of every paragraph can be found in the text."""
    printed = _letters("".join(pages))
    for article in small_snapshot.issue.articles:
        for block in blocks_of(article.body):
            if isinstance(block, Paragraph):
                text = _letters(plain(block.content))
                assert text[1:25] in printed, text
                assert text[-25:] in printed, text


def test_sample_is_marked_on_every_page(pages: list[str]) -> None:
    """Nobody may take the sample for an issue of the real magazine."""
    assert all("Ukázkové číslo" in page for page in pages)


def test_publicity_of_the_union(small_snapshot: Snapshot, pages: list[str]) -> None:
    """On the cover and in the imprint, readable as text (Regulation 2021/1060, annex IX)."""
    statement = small_snapshot.publication.eu.statement
    assert statement in pages[0]
    assert statement in pages[-1]
    assert small_snapshot.publication.eu.registration_number in pages[-1]


def test_a_respondent_is_an_initial_in_a_lit_window(small_snapshot: Snapshot) -> None:
    """It is drawn and not read aloud: the name that follows says all."""
    answers = (
        Heading(2, (Text("Odpovědi"),)),
        Heading(3, (Text("Řehoř Dub, domovník"),)),
        Paragraph((Text("Zapsal bych si klíče."),)),
    )
    first, *others = small_snapshot.issue.articles
    survey = replace(first, type=ArticleType.SURVEY, body=Document(answers))
    issue = replace(small_snapshot.issue, articles=(survey, *others))
    data = render(replace(small_snapshot, issue=issue))
    [shown] = [
        text
        for page in PdfReader(io.BytesIO(data)).pages
        if "Zapsal" in (text := page.extract_text())
    ]
    assert re.findall(r"^\s*Ř\s*$", shown, re.MULTILINE)
    assert page_validation.validate_pdf_bytes(data, profile="ua1").is_compliant


def test_help_stands_before_the_contents(pages: list[str]) -> None:
    assert pages[1].index("000 000 000") < pages[1].index("Obsah")


def test_document_says_what_it_is(small_snapshot: Snapshot, data: bytes) -> None:
    """Title, publisher, language and the issue's own date, never the clock's."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.Root.Lang == "cs"
        assert str(pdf.docinfo["/Title"]).startswith("Mít domov 1/2030")
        assert pdf.docinfo["/Author"] == small_snapshot.publication.publisher
        dated = datetime.strptime(str(pdf.docinfo["/CreationDate"])[2:10], "%Y%m%d")  # noqa: DTZ007
        assert dated.date() == small_snapshot.issue.dated


def test_foreign_words_carry_their_language(data: bytes) -> None:
    """A screen reader says "Housing First" and the original's title in English."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tags = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        spoken = [str(each["/Lang"]) for each in tags if each.get("/S") and "/Lang" in each]
        roles = [str(each["/S"]) for each in tags if each.get("/Type") == "/StructElem"]
    assert spoken.count("en") == 2
    assert "/Note" in roles


def test_fonts_are_the_magazines_own(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = {
            str(font.BaseFont).split("+")[-1]
            for each in pdf.pages
            for font in each.Resources.Font.as_dict().values()
        }
    assert names
    assert all(name.startswith("Domov-") for name in names), names


def test_same_snapshot_same_bytes(small_snapshot: Snapshot, data: bytes) -> None:
    assert render(small_snapshot) == data


def test_facts_for_the_download_button(data: bytes, pages: list[str]) -> None:
    facts = pdf_facts(data)
    assert (facts.pages, facts.size_bytes) == (len(pages), len(data))


def test_progress_grows_to_one(small_snapshot: Snapshot) -> None:
    """An editor sees Czech words and a bar that never goes back."""
    seen: list[tuple[str, float]] = []
    render_pdf(small_snapshot, public_url=PUBLIC_URL, progress=lambda *said: seen.append(said))
    shares = [share for _words, share in seen]
    assert shares == sorted(shares)
    assert seen[-1] == ("PDF je hotové", 1.0)


WITHOUT_PANGO = """
import sys
from importlib.abc import MetaPathFinder
class NoPango(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
sys.meta_path.insert(0, NoPango())
from mitdomov.render.pdf.document import PdfUnavailableError, render_pdf
try:
    render_pdf(None, public_url="", progress=print)
except PdfUnavailableError as error:
    sys.stdout.buffer.write(str(error).encode())
"""


def test_missing_pango_says_what_to_install() -> None:
    """A machine without the system's text library gets one Czech sentence, not a traceback."""
    said = subprocess.run([sys.executable, "-c", WITHOUT_PANGO], capture_output=True, check=True)
    assert said.stdout.decode() == MISSING_PANGO
    assert "apt install" in MISSING_PANGO
    assert "brew install" in MISSING_PANGO


def _titles(outline: Sequence[object]) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _titles(entry)
        elif isinstance(entry, Destination):
            yield str(entry.title)


def _joined(page: str) -> str:
    return page.replace("\n", " ")


def _letters(text: str) -> str:
    """Only letters and digits: line ends, hyphens and spaces are the typesetter's."""
    return re.sub(r"[\W_]+", "", text)
