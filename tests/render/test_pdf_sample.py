"""The sample issue as a magazine: valid, its notes and pages where a reader looks for them."""

import io
import re
from collections.abc import Iterator

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

LETTERS = 18


@pytest.fixture(scope="module")
def sample() -> Snapshot:
    return freeze(read_issue(read_files(places.ISSUES / "1-2026")))


@pytest.fixture(scope="module")
def data(sample: Snapshot) -> bytes:
    return render_pdf(
        sample, public_url="https://mitdomov.example", progress=lambda _words, _share: None
    )


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
