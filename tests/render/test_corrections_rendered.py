"""A corrected issue says what was mended, and when, on the web and in the PDF; no letter does."""

import io
from dataclasses import replace
from datetime import date

import page as page_validation
import pytest
from pypdf import PdfReader

from mitdomov.magazine.model import Correction
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.letter.letter import render_letter
from mitdomov.render.pdf.document import render_pdf
from mitdomov.render.web.edition import render_web
from tests.render.pages import PUBLIC_URL, by_class, elements, page, skipped_headings, words

NOTE = "V článku První klíče byl opraven počet bytů <z 37 na 39>."
SENTENCE = f"Opraveno 22. 11. 2031: {NOTE}"


@pytest.fixture(scope="module")
def corrected(small_snapshot: Snapshot) -> Snapshot:
    corrections = (Correction(date(2031, 11, 22), NOTE),)
    return replace(small_snapshot, issue=replace(small_snapshot.issue, corrections=corrections))


def web(snapshot: Snapshot) -> dict[str, str]:
    files = render_web(snapshot, public_url=PUBLIC_URL, pdf=None)
    return {path: data.decode() for path, data in files.items() if path.endswith(".html")}


def test_every_page_of_the_web_edition_says_what_was_corrected(corrected: Snapshot) -> None:
    for html in web(corrected).values():
        tree = page(html)
        (imprint,) = by_class(tree, "imprint")
        assert SENTENCE in words(imprint)
        assert "Datum poslední aktualizace: 22. 11. 2031" in words(imprint)
        assert skipped_headings(tree) == []


def test_the_page_of_the_issue_opens_with_its_corrections(corrected: Snapshot) -> None:
    (box,) = by_class(page(web(corrected)["web/index.html"]), "corrections")
    assert SENTENCE in words(box)
    assert [each.get("datetime") for each in elements(box, "time")] == ["2031-11-22"]


def test_an_issue_that_was_never_corrected_says_nothing(small_snapshot: Snapshot) -> None:
    for html in web(small_snapshot).values():
        assert by_class(page(html), "corrections") == []
        assert "Opraveno" not in html


def test_the_pdf_says_so_in_its_imprint(corrected: Snapshot) -> None:
    data = render_pdf(corrected, public_url=PUBLIC_URL, progress=lambda _words, _share: None)
    reader = PdfReader(io.BytesIO(data))
    text = " ".join(reader.pages[-1].extract_text().split())
    assert "Opravy" in text
    assert SENTENCE in text
    assert reader.metadata
    modified = reader.metadata.modification_date
    assert modified
    assert modified.date() == date(2031, 11, 22)
    report = page_validation.validate_pdf_bytes(data, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]


def test_the_letter_does_not_change(corrected: Snapshot, small_snapshot: Snapshot) -> None:
    letters = [
        render_letter(each, public_url=PUBLIC_URL, pdf=None) for each in (corrected, small_snapshot)
    ]
    assert letters[0] == letters[1]
