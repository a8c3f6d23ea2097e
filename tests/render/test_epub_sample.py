"""The sample issue as a book: what its readers are promised, checked by the W3C's own checker."""

from pathlib import Path

import pytest

from mitdomov import places
from mitdomov.magazine.folder.disk import read_files
from mitdomov.magazine.folder.reading import read_issue
from mitdomov.magazine.snapshot import Snapshot, freeze
from mitdomov.render.epub.book import render_epub
from tests.render.epubs import XHTML, Book, checked, faults
from tests.web.in_chromium import chromium, put_axe_into, violations, window

READ = ("titul", "obsah", "pomoc", "clanky/prvni-klice", "clanky/kolik-stoji-byt", "tiraz")


@pytest.fixture(scope="module")
def sample() -> Snapshot:
    return freeze(read_issue(read_files(places.ISSUES / "1-2026")))


@pytest.fixture(scope="module")
def data(sample: Snapshot) -> bytes:
    return render_epub(sample, public_url="https://mitdomov.example")


def test_the_sample_is_a_whole_book(sample: Snapshot, data: bytes, tmp_path: Path) -> None:
    book = Book(data)
    assert checked(data, tmp_path) == []
    assert faults(book) == []
    assert len(data) < 2_000_000
    shown = [
        (each.get("alt"), each.get("role"))
        for tree in book.pages.values()
        for each in tree.iter(f"{XHTML}img")
    ]
    assert all(alt or role == "presentation" for alt, role in shown)
    assert "Ukázkové číslo" in "".join(book.page("EPUB/titul.xhtml").itertext())
    assert sample.publication.eu.statement in "".join(book.page("EPUB/tiraz.xhtml").itertext())


def test_axe_finds_nothing_on_its_pages(data: bytes, tmp_path: Path) -> None:
    Book(data).archive.extractall(tmp_path)
    found: dict[str, list[str]] = {}
    with chromium() as browser:
        for scheme in ("light", "dark"):
            with window(browser, 600, color_scheme=scheme) as page:
                for name in READ:
                    page.goto((tmp_path / "EPUB" / f"{name}.xhtml").as_uri())
                    put_axe_into(page)
                    found[f"{name} {scheme}"] = violations(page)
    assert {page: said for page, said in found.items() if said} == {}
