"""Pages of the PDF in the book: whoever is told a page finds the same words in both."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from mitdomov.document.tree import (
    Block,
    Bold,
    Document,
    Footnote,
    Inline,
    Inlines,
    ItemList,
    Language,
    Link,
    Paragraph,
    Text,
    plain,
)
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.epub.book import render_epub
from mitdomov.render.epub.pagination import cut
from mitdomov.render.pdf.document import render_pdf
from mitdomov.render.pdf.facts import PdfFacts, pdf_facts
from mitdomov.render.pdf.page_breaks import letters
from tests.render.epubs import EPUB, XHTML, Book, checked, faults
from tests.render.pages import PUBLIC_URL

SLUG = "prvni-klice"
ARTICLE = f"EPUB/clanky/{SLUG}.xhtml"
FACE = 16
"""So many letters are enough to know a place by."""


def numbered(number: int) -> Paragraph:
    """Some lines whose every word is there once, with all that could confuse a count."""
    words = " ".join(f"slovo{number}i{place}" for place in range(60))
    return Paragraph(
        (
            Text(f"Odstavec {number} má v\N{NO-BREAK SPACE}sobě "),
            Bold((Text(f"tučné{number}"),)),
            Footnote((Text(f"Poznámka {number} stojí u paty strany a do textu se nepočítá."),)),
            Text(f", {words} "),
            Language("en", (Text(f"housing{number}"),)),
            Text(" a "),
            Link("https://a.example/", (Text(f"odkaz{number}"),)),
            Text("."),
        ),
        id=f"o{number}",
    )


def blocks() -> tuple[Block, ...]:
    items = ItemList(tuple((Paragraph((Text(f"bod{n} " * 30),)),) for n in range(20)), id="body")
    return (*map(numbered, range(12)), items, *map(numbered, range(12, 24)))


@pytest.fixture(scope="module")
def long_one(small_snapshot: Snapshot) -> Snapshot:
    """With an article of many pages."""
    articles = tuple(
        replace(each, body=Document(blocks())) if each.slug == SLUG else each
        for each in small_snapshot.issue.articles
    )
    return replace(small_snapshot, issue=replace(small_snapshot.issue, articles=articles))


@pytest.fixture(scope="module")
def pdf(long_one: Snapshot) -> bytes:
    return render_pdf(long_one, public_url=PUBLIC_URL, progress=lambda _words, _share: None)


@pytest.fixture(scope="module")
def facts(pdf: bytes) -> PdfFacts:
    return pdf_facts(pdf)


@pytest.fixture(scope="module")
def data(long_one: Snapshot, facts: PdfFacts) -> bytes:
    return render_epub(long_one, public_url=PUBLIC_URL, pdf=facts)


@pytest.fixture(scope="module")
def book(data: bytes) -> Book:
    return Book(data)


def letters_of(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def after_marks(book: Book) -> dict[int, str]:
    """By page, the letters that follow its mark in the article, notes' numbers left out."""
    found: dict[int, str] = {}
    for kind, text in _told(next(book.page(ARTICLE).iter(f"{XHTML}main"))):
        if kind == "pagebreak":
            found[int(text.removeprefix("_strana-"))] = ""
        elif found:
            found[max(found)] += letters_of(text)
    return found


def _told(element: Element) -> Iterator[tuple[str, str]]:
    """As it is read: marks by their ids, and words."""
    kind = element.get(f"{EPUB}type", "")
    if kind == "pagebreak":
        yield kind, element.attrib["id"]
    if kind not in ("noteref", "footnote"):
        yield "", element.text or ""
    for child in element if kind != "footnote" else ():
        yield from _told(child)
        yield "", child.tail or ""


def test_each_mark_stands_where_the_page_of_the_pdf_begins(
    book: Book, pdf: bytes, facts: PdfFacts
) -> None:
    pages = [letters_of(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]
    found = {page: text[:FACE] for page, text in after_marks(book).items()}
    span = facts.spans[SLUG]
    assert span.last - span.first >= 3
    assert [*found] == [*range(span.first, span.last + 1)]
    inside = {page: text for page, text in found.items() if page > span.first}
    assert all(text in pages[page - 1] for page, text in inside.items()), inside
    assert not any(text in pages[page - 2] for page, text in inside.items()), inside


def test_a_page_may_begin_in_the_middle_of_a_paragraph(book: Book, facts: PdfFacts) -> None:
    assert any(each.letters for each in facts.breaks[SLUG])
    within = [
        mark
        for paragraph in book.page(ARTICLE).iter(f"{XHTML}p")
        for mark in paragraph.iter(f"{XHTML}span")
        if mark.get(f"{EPUB}type") == "pagebreak"
    ]
    assert within


def test_the_list_of_pages_leads_to_every_mark_in_order(book: Book, facts: PdfFacts) -> None:
    nav = next(
        each
        for each in book.page("EPUB/obsah.xhtml").iter(f"{XHTML}nav")
        if each.get(f"{EPUB}type") == "page-list"
    )
    links = [(link.text, link.attrib["href"]) for link in nav.iter(f"{XHTML}a")]
    marks = {
        f"{path.removeprefix('EPUB/')}#{each.attrib['id']}": each.attrib["aria-label"]
        for path, tree in book.pages.items()
        for each in tree.iter()
        if each.get("role") == "doc-pagebreak"
    }
    assert {href: f"Strana {number}" for number, href in links} == marks
    assert [number for number, _ in links] == [str(n + 1) for n in range(facts.pages)]
    assert faults(book) == []


def test_the_book_says_whose_pages_they_are(book: Book, data: bytes, tmp_path: Path) -> None:
    address = f"{PUBLIC_URL}/cislo/1-2030/mit-domov-1-2030.pdf"
    assert book.meta("pageBreakSource") == [address]
    assert book.core("source") == [address]
    assert {"pageNavigation", "pageBreakMarkers"} <= {*book.meta("schema:accessibilityFeature")}
    assert checked(data, tmp_path) == []


def test_without_a_pdf_that_tells_its_pages_none_are_claimed(small_snapshot: Snapshot) -> None:
    for known in (None, PdfFacts(pages=6, size_bytes=1)):
        book = Book(render_epub(small_snapshot, public_url=PUBLIC_URL, pdf=known))
        assert book.meta("pageBreakSource") == []
        assert "pageNavigation" not in book.meta("schema:accessibilityFeature")
        assert "page-list" not in book.archive.read("EPUB/obsah.xhtml").decode()


@pytest.mark.parametrize(
    ("content", "count", "expected"),
    [
        ((Text("Jedno, dvě tři"),), 5, "Jedno, |dvě tři"),
        ((Text("Jedno, dvě tři"),), 7, "Jedno, dvě |tři"),
        ((Text("Jedno "), Bold((Text("dvě tři"),)), Text(" pět")), 5, "Jedno |dvě tři pět"),
        ((Text("Jedno "), Bold((Text("dvě tři"),)), Text(" pět")), 7, "Jedno dvě tři| pět"),
        ((Text("slovo"), Footnote((Text("pramen"),)), Text(". Další")), 5, "slovo. |Další"),
        ((Text("konec"),), 5, "konec|"),
    ],
)
def test_words_stay_whole_where_a_page_ends(content: Inlines, count: int, expected: str) -> None:
    assert "|".join(map(_words, cut(content, count))) == expected


def _words(content: Inlines) -> str:
    return plain(tuple(each for each in content if not isinstance(each, Footnote)))


INLINES: st.SearchStrategy[Inline] = st.one_of(
    st.builds(Text, st.text("aě1 ,", min_size=1)),
    st.builds(lambda text: Bold((Text(text),)), st.text("bž ", min_size=1)),
    st.just(Footnote((Text("nota 9"),))),
)


@given(st.lists(INLINES).map(tuple), st.integers(1, 40))
def test_nothing_is_lost_where_a_page_ends(content: Inlines, count: int) -> None:
    before, after = cut(content, count)
    assert _words(before) + _words(after) == _words(content)
    assert letters(_words(before)) >= min(count, letters(_words(content)))
