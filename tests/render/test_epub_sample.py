"""The sample issue as a book: what its readers are promised, checked by the W3C's own checker."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from mitdomov import places
from mitdomov.document.tree import Paragraph
from mitdomov.magazine.folder.disk import read_files
from mitdomov.magazine.folder.reading import read_issue
from mitdomov.magazine.model import Article
from mitdomov.magazine.snapshot import Snapshot, freeze
from mitdomov.render.contents import reading_order
from mitdomov.render.epub.book import render_epub
from mitdomov.render.pdf.destinations import Span
from mitdomov.render.pdf.facts import PdfFacts
from mitdomov.render.pdf.page_breaks import Break
from tests.render.epubs import XHTML, Book, checked, faults
from tests.web.in_chromium import chromium, put_axe_into, violations, window

DARK = ("obsah", "clanky/prvni-klice", "clanky/kolik-stoji-byt")
READERS_COLOURS = ":root { background: #111; color: #eee }"
"""A book says nothing of colours; whoever reads in the dark chooses them in the reader."""
PASSED_OVER = (
    # axe takes no DPUB role for a role. Marks of pages may be named (DPUB-ARIA 1.1, doc-pagebreak:
    # name from author), and EPUB Accessibility Techniques ask for it.
    "aria-prohibited-attr: #_strana-",
    # Of the cover, which is a picture and nothing else; WCAG asks no heading of it.
    "page-has-heading-one: ",
)
HEADINGS = {f"{XHTML}h{level}": level for level in (1, 2, 3, 4, 5, 6)}


@pytest.fixture(scope="module")
def sample() -> Snapshot:
    return freeze(read_issue(read_files(places.ISSUES / "1-2026")))


@pytest.fixture(scope="module")
def data(sample: Snapshot) -> bytes:
    """With pages that begin before articles, before blocks and inside of paragraphs."""
    slugs = [article.slug for article in reading_order(sample.issue)]
    spans = {slug: Span(3 * place, 3 * place + 2) for place, slug in enumerate(slugs, 1)}
    breaks = {article.slug: tuple(_breaks(article, spans)) for article in sample.issue.articles}
    pdf = PdfFacts(pages=99, size_bytes=1, spans=spans, breaks=breaks, places={"obsah": 2})
    return render_epub(sample, public_url="https://mitdomov.example", pdf=pdf)


def _breaks(article: Article, spans: Mapping[str, Span]) -> Iterator[Break]:
    """A page begins within the first paragraph, another with the last block."""
    blocks = article.body.blocks
    places = (place for place, block in enumerate(blocks) if isinstance(block, Paragraph))
    if (place := next(places, None)) is not None:
        yield Break(spans[article.slug].first + 1, place, 40)
    if len(blocks) > 1:
        yield Break(spans[article.slug].last, len(blocks) - 1, 0)


@pytest.fixture(scope="module")
def book(data: bytes) -> Book:
    return Book(data)


def test_the_sample_is_a_whole_book(
    sample: Snapshot, data: bytes, book: Book, tmp_path: Path
) -> None:
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


def test_headings_lead_through_every_page_without_a_gap(book: Book) -> None:
    for path, tree in book.pages.items():
        levels = [HEADINGS[each.tag] for each in tree.iter() if each.tag in HEADINGS]
        assert path.endswith("obalka.xhtml") or levels.count(1) == 1, path
        assert levels[:1] in ([], [1]), path
        assert all(below <= above + 1 for above, below in pairwise(levels)), (path, levels)


def test_every_page_has_a_title_and_one_main_place(book: Book) -> None:
    for path, tree in book.pages.items():
        assert (tree.findtext(f"{XHTML}head/{XHTML}title") or "").strip(), path
        assert len(list(tree.iter(f"{XHTML}main"))) == 1, path


def test_every_note_leads_back_and_every_table_has_its_head(book: Book) -> None:
    notes = tables = 0
    for path, tree in book.pages.items():
        ids = {each.attrib["id"] for each in tree.iter() if "id" in each.attrib}
        marks = [e.attrib["href"] for e in tree.iter() if e.get("role") == "doc-noteref"]
        found = [e for e in tree.iter() if e.get("role") == "doc-footnote"]
        assert marks == [f"#{each.attrib['id']}" for each in found], path
        for note in found:
            [back] = [e for e in note.iter() if e.get("role") == "doc-backlink"]
            assert back.attrib["href"].removeprefix("#") in ids, path
        for table in tree.iter(f"{XHTML}table"):
            assert [each.get("scope") for each in table.iter(f"{XHTML}th")].count(None) == 0
            tables += 1
        notes += len(found)
    assert notes > 3
    assert tables


def test_axe_finds_nothing_on_any_page(book: Book, tmp_path: Path) -> None:
    """By its rules for WCAG 2.0 to 2.2, A and AA, in the width of a small telephone."""
    book.archive.extractall(tmp_path)
    pages = [(tmp_path / path).as_uri() for path in book.order]
    dark = [(tmp_path / "EPUB" / f"{name}.xhtml").as_uri() for name in DARK]
    found: dict[str, list[str]] = {}
    with chromium() as browser, window(browser, 320) as page:
        for address in [*pages, *dark]:
            page.goto(address)
            if f"{address} light" in found:
                page.add_style_tag(content=READERS_COLOURS)
            put_axe_into(page)
            colours = "dark" if f"{address} light" in found else "light"
            said = [each for each in violations(page) if not each.startswith(PASSED_OVER)]
            found[f"{address} {colours}"] = said
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
    assert len(found) == len(pages) + len(DARK)
    assert {page: said for page, said in found.items() if said} == {}
