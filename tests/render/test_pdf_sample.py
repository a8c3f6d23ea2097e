"""The sample issue as a magazine: valid, its notes and pages where a reader looks for them."""

import io
import re
from collections.abc import Iterator
from urllib.parse import urljoin

import page as page_validation
import pytest
from pypdf import PdfReader

from mitdomov import places
from mitdomov.document.tree import Footnote, Inlines, plain
from mitdomov.document.walk import inlines_of
from mitdomov.magazine.folder.disk import read_files
from mitdomov.magazine.folder.reading import read_issue
from mitdomov.magazine.snapshot import Snapshot, freeze
from mitdomov.render.pdf.document import render_pdf
from mitdomov.render.pdf.facts import pdf_facts
from mitdomov.render.web.edition import render_web

LETTERS = 18
PUBLIC_URL = "https://mitdomov.example"
_SITE = (
    "",
    "archiv/",
    "novinky/",
    "akce/",
    "materialy/",
    "webinare/",
    "realizatori/",
    "hledani/",
    "odebirat/",
    "pristupnost/",
    "ochrana-udaju/",
    "atom.xml",
)
"""Pages of the site that every edition leads to; `tests/journeys` walks them."""
_LATER = ("vydani/", "mit-domov-1-2026.pdf", "pictures/sdileni.png")
"""What the site and the rendition put beside the edition."""
_INVENTED = {
    f"{PUBLIC_URL}/pomoc/mam-bydleni",
    f"{PUBLIC_URL}/pomoc/nemam-kde-bydlet",
    f"{PUBLIC_URL}/akce/prvni-klice-nazivo",
}
"""What the sample's texts lead to on an invented site."""


@pytest.fixture(scope="module")
def sample() -> Snapshot:
    return freeze(read_issue(read_files(places.ISSUES / "1-2026")))


@pytest.fixture(scope="module")
def data(sample: Snapshot) -> bytes:
    return render_pdf(sample, public_url=PUBLIC_URL, progress=lambda _words, _share: None)


@pytest.fixture(scope="module")
def pages(data: bytes) -> list[str]:
    return [_letters(page.extract_text()) for page in PdfReader(io.BytesIO(data)).pages]


def test_passes_pdf_ua(data: bytes) -> None:
    report = page_validation.validate_pdf_bytes(data, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]


def test_every_note_stands_on_the_page_of_its_mark(sample: Snapshot, pages: list[str]) -> None:
    """Nobody leafs on to find a note."""
    notes = [note for article in sample.issue.articles for note in _notes(article.body.blocks)]
    assert notes
    for before, note in notes:
        assert any(before in page and note in page for page in pages), (before, note)


def test_every_article_opens_on_the_page_that_the_contents_name(
    sample: Snapshot, data: bytes, pages: list[str]
) -> None:
    reader = PdfReader(io.BytesIO(data))
    for article in sample.issue.articles:
        destination = reader.named_destinations[article.slug]
        number = reader.get_destination_page_number(destination)
        assert number is not None
        title = _letters(article.title)
        assert title in pages[number]
        assert re.search(rf"{title}\D*(?:\d{{5,8}}(?=\d))?{number + 1}", pages[1]), article.title


def test_magazine_has_no_needless_pages(pages: list[str]) -> None:
    """About 10,000 words with pictures: a page that is left nearly empty would show here."""
    assert 30 <= len(pages) <= 40
    assert all(len(page) > 150 for page in pages)


def test_the_names_of_articles_lead_to_their_titles(
    sample: Snapshot, data: bytes, pages: list[str]
) -> None:
    """And the pages that are cited are those on which the article stands."""
    reader = PdfReader(io.BytesIO(data))
    spans = pdf_facts(data).spans
    for article in sample.issue.articles:
        number = reader.get_destination_page_number(
            reader.named_destinations[f"clanek-{article.slug}"]
        )
        assert number is not None
        assert _letters(article.title) in pages[number], article.slug
        assert spans[article.slug].first == number + 1
        texts = [
            _letters(plain(each)) for block in article.body.blocks for each in inlines_of(block)
        ]
        ends = [text[-LETTERS:] for text in texts if len(text) > LETTERS][-1:]
        assert all(end in pages[spans[article.slug].last - 1] for end in ends), article.slug


def test_every_link_of_web_and_pdf_to_this_site_leads_somewhere(
    sample: Snapshot, data: bytes
) -> None:
    """To a file of the edition, a name in the PDF, or a page of the site that hosts it."""
    files = render_web(sample, public_url=PUBLIC_URL, pdf=pdf_facts(data))
    reader = PdfReader(io.BytesIO(data))
    here = {f"{PUBLIC_URL}/cislo/1-2026/{path.removeprefix('web/')}" for path in files}
    here |= {each.removesuffix("index.html") for each in here}
    here |= {f"{PUBLIC_URL}/cislo/1-2026/{name}" for name in _LATER}
    here |= {f"{PUBLIC_URL}/{path}" for path in _SITE}
    events = [each.slug for each in sample.issue.articles if each.event]
    here |= {f"{PUBLIC_URL}/akce/1-2026/{slug}.ics" for slug in events}
    here |= {each.removesuffix("/") for each in here if each.endswith("/")}
    links = set(_links_of_pdf(reader))
    for path, text in files.items():
        if path.endswith(".html"):
            base = f"{PUBLIC_URL}/cislo/1-2026/{path.removeprefix('web/')}"
            found = re.findall(r'(?:href|src|content(?="https?:))="([^"]+)"', text.decode())
            links |= {urljoin(base, each) for each in found if " " not in each}
    ours = {each for each in links if f"{each}/".startswith(f"{PUBLIC_URL}/")}
    assert len(ours) > 2 * len(sample.issue.articles)
    lost = {each for each in ours if each.partition("#")[0] not in here and each not in _INVENTED}
    assert lost == set()
    names = {each.partition("#nameddest=")[2] for each in ours if "#nameddest=" in each}
    assert len(names) == len(sample.issue.articles)
    assert names <= set(reader.named_destinations)


def _links_of_pdf(reader: PdfReader) -> Iterator[str]:
    for sheet in reader.pages:
        for annotation in sheet.get("/Annots", []):
            action = annotation.get_object().get("/A", {})
            if "/URI" in action:
                yield str(action["/URI"])


def _notes(blocks: tuple[object, ...]) -> Iterator[tuple[str, str]]:
    """What stands before each note, and how the note begins."""
    for block in blocks:
        for content in inlines_of(block):  # type: ignore[arg-type]
            yield from _in(content)


def _in(content: Inlines) -> Iterator[tuple[str, str]]:
    for place, inline in enumerate(content):
        if isinstance(inline, Footnote):
            before, note = plain(content[:place]), plain(inline.children)
            yield _letters(before)[-LETTERS:], _letters(note)[:LETTERS]


def _letters(text: str) -> str:
    """Only letters and digits: line ends, hyphens and spaces are the typesetter's."""
    return re.sub(r"[\W_]+", "", text)
