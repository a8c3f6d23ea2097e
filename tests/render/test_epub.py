"""The book of an issue: what a library, a reading system and a screen reader find in it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_STORED

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from mitdomov.clock import PRAGUE
from mitdomov.document.tree import Document, Figure, Footnote, Language, Link, Paragraph, Text
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.model import Article, ArticleType, Correction
from mitdomov.magazine.snapshot import Snapshot, freeze
from mitdomov.render.contents import reading_order
from mitdomov.render.epub.book import render_epub
from mitdomov.render.pdf.destinations import Span
from mitdomov.render.pdf.facts import PdfFacts
from tests.magazine.issue_strategies import issue_folders
from tests.render.epubs import EPUB, OPF, XHTML, Book, checked, faults
from tests.render.hostile import poisoned
from tests.render.pages import PUBLIC_URL

PAYLOAD = "<script>alert(1)</script>&amp;]]>\"'"


@pytest.fixture(scope="module")
def data(small_snapshot: Snapshot) -> bytes:
    return render_epub(small_snapshot, public_url=PUBLIC_URL)


@pytest.fixture(scope="module")
def book(data: bytes) -> Book:
    return Book(data)


def rewritten(snapshot: Snapshot, **changes: object) -> Snapshot:
    """With the first article changed."""
    first, *others = snapshot.issue.articles
    changed = replace(first, **changes)  # type: ignore[arg-type]
    return replace(snapshot, issue=replace(snapshot.issue, articles=(changed, *others)))


def test_the_w3c_checker_has_nothing_against_it(data: bytes, tmp_path: Path) -> None:
    assert checked(data, tmp_path) == []


def test_a_reading_system_knows_the_kind_by_the_first_bytes(book: Book, data: bytes) -> None:
    first = book.archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
    assert data[30:58] == b"mimetypeapplication/epub+zip"


def test_the_same_snapshot_gives_the_same_bytes(small_snapshot: Snapshot, data: bytes) -> None:
    again = render_epub(small_snapshot, public_url=PUBLIC_URL)
    assert sha256(again).digest() == sha256(data).digest()


def test_pages_are_turned_in_the_order_of_the_magazine(
    book: Book, small_snapshot: Snapshot
) -> None:
    names = [Path(path).stem for path in book.order]
    articles = [article.slug for article in reading_order(small_snapshot.issue)]
    assert names[:4] == ["obalka", "titul", "pomoc", "obsah"]
    assert names[4 : 4 + len(articles)] == articles
    assert names[-1] == "tiraz"


def test_contents_lead_to_every_article_in_its_order(book: Book, small_snapshot: Snapshot) -> None:
    toc = dict(book.toc())
    for article in small_snapshot.issue.articles:
        assert Path(toc[article.title]).stem == article.slug
    listed = [path for _, path in book.toc()]
    assert listed == sorted(listed, key=book.order.index)


def test_every_link_leads_somewhere_and_every_picture_says_what_it_shows(book: Book) -> None:
    assert faults(book) == []
    listed = {book.path(item.attrib["href"]) for item in book.items.values()}
    packed = set(book.archive.namelist()) - {"mimetype", "META-INF/container.xml"}
    assert packed == listed | {book.package_path}


def test_libraries_learn_who_made_it(book: Book) -> None:
    assert book.core("title") == ["Mít domov 1/2030: První klíče (ukázkové číslo)"]
    assert book.core("language") == ["cs"]
    assert book.core("date") == ["2030-03-14"]
    assert book.meta("dcterms:modified") == ["2030-03-14T00:00:00Z"]
    assert "Jana Ukázková" in book.core("creator")
    assert set(book.meta("role")) <= {"aut", "trl", "edt", "ctb"}
    assert book.meta("belongs-to-collection") == ["Mít domov"]
    assert book.meta("group-position") == ["2030.1"]


def test_a_mended_issue_is_the_same_book_of_a_later_day(small_snapshot: Snapshot) -> None:
    mended = replace(
        small_snapshot.issue,
        corrections=(Correction(small_snapshot.issue.dated.replace(month=5), "Opraven počet."),),
    )
    before = Book(render_epub(small_snapshot, public_url=PUBLIC_URL))
    after = Book(render_epub(replace(small_snapshot, issue=mended), public_url=PUBLIC_URL))
    assert after.core("identifier") == before.core("identifier")
    assert after.meta("dcterms:modified") == ["2030-05-14T00:00:00Z"]
    assert "Opraven počet." in "".join(after.page("EPUB/titul.xhtml").itertext())


def test_a_book_with_renewed_contacts_of_help_is_of_the_day_they_were_confirmed(
    small_snapshot: Snapshot,
) -> None:
    box = replace(small_snapshot.publication.help_box, confirmed_on=date(2034, 2, 3))
    publication = replace(small_snapshot.publication, help_box=box)
    renewed = replace(small_snapshot, publication=publication)
    book = Book(render_epub(renewed, public_url=PUBLIC_URL))
    assert book.meta("dcterms:modified") == ["2034-02-03T00:00:00Z"]


def test_each_publishing_makes_a_release_of_its_own(small_snapshot: Snapshot) -> None:
    """Named by identifier and moment (EPUB 3.3, release identifier), in UTC."""
    moments = [datetime(2030, 5, 14, 9, 30, second, tzinfo=PRAGUE) for second in (1, 1, 2)]
    books = [render_epub(small_snapshot, public_url=PUBLIC_URL, made_at=each) for each in moments]
    assert books[0] == books[1]
    told = [Book(each).meta("dcterms:modified") for each in books[1:]]
    assert told == [["2030-05-14T07:30:01Z"], ["2030-05-14T07:30:02Z"]]


def test_a_year_has_four_digits_whatever_it_is(small_snapshot: Snapshot) -> None:
    moment = datetime(987, 6, 5, 4, 3, 2, tzinfo=UTC)
    book = Book(render_epub(small_snapshot, public_url=PUBLIC_URL, made_at=moment))
    assert book.meta("dcterms:modified") == ["0987-06-05T04:03:02Z"]


def test_a_book_whose_pictures_are_described_says_so(book: Book) -> None:
    assert "alternativeText" in book.meta("schema:accessibilityFeature")
    assert book.meta("schema:accessModeSufficient") == ["textual"]
    assert book.meta("schema:accessibilityHazard") == ["none"]
    assert book.meta("schema:accessibilitySummary")[0].startswith("Kniha má obsah")


def test_a_book_with_a_picture_that_nobody_described_claims_nothing(
    small_snapshot: Snapshot,
) -> None:
    file = next(iter(small_snapshot.pictures))
    silent = rewritten(small_snapshot, body=Document((Figure(file),)))
    book = Book(render_epub(silent, public_url=PUBLIC_URL))
    assert "alternativeText" not in book.meta("schema:accessibilityFeature")
    assert book.meta("schema:accessModeSufficient") == ["textual,visual"]
    assert "chybí textový popis" in book.meta("schema:accessibilitySummary")[0]


def test_it_claims_no_conformance_that_no_person_has_judged_and_says_so(book: Book) -> None:
    assert book.meta("dcterms:conformsTo") == []
    assert book.meta("a11y:certifiedBy") == []
    assert "neposuzoval člověk" in book.meta("schema:accessibilitySummary")[0]


def test_notes_and_their_marks_lead_to_each_other(small_snapshot: Snapshot) -> None:
    body = Document((Paragraph((Text("Věta"), Footnote((Text("Pramen."),)), Text("."))),))
    slug = small_snapshot.issue.articles[0].slug
    book = Book(render_epub(rewritten(small_snapshot, body=body), public_url=PUBLIC_URL))
    tree = book.page(f"EPUB/clanky/{slug}.xhtml")
    mark = next(e for e in tree.iter(f"{XHTML}a") if e.get(f"{EPUB}type") == "noteref")
    note = next(e for e in tree.iter(f"{XHTML}aside") if e.get(f"{EPUB}type") == "footnote")
    assert mark.attrib["href"] == f"#{note.attrib['id']}"
    back = next(note.iter(f"{XHTML}a"))
    assert back.attrib["href"] == f"#{mark.attrib['id']}"
    assert "Pramen." in "".join(note.itertext())


def test_foreign_words_name_their_language(small_snapshot: Snapshot) -> None:
    body = Document((Paragraph((Language("en", (Text("housing first"),)),)),))
    slug = small_snapshot.issue.articles[0].slug
    book = Book(render_epub(rewritten(small_snapshot, body=body), public_url=PUBLIC_URL))
    spans = [
        each
        for each in book.page(f"EPUB/clanky/{slug}.xhtml").iter(f"{XHTML}span")
        if each.text == "housing first"
    ]
    assert [each.get("lang") for each in spans] == ["en"]


def test_who_cites_by_page_learns_the_pages_of_the_pdf(small_snapshot: Snapshot) -> None:
    slug = small_snapshot.issue.articles[0].slug
    pdf = PdfFacts(pages=20, size_bytes=1, spans={slug: Span(8, 13)})
    book = Book(render_epub(small_snapshot, public_url=PUBLIC_URL, pdf=pdf))
    assert faults(book) == []
    told = {path for path, tree in book.pages.items() if "V PDF na" in "".join(tree.itertext())}
    assert told == {f"EPUB/clanky/{slug}.xhtml"}
    assert "stranách 8–13" in "".join(book.page(f"EPUB/clanky/{slug}.xhtml").itertext())


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("#nikde", f"{PUBLIC_URL}/cislo/1-2030/clanky/{{slug}}/#nikde"),
        ("jiny-clanek", f"{PUBLIC_URL}/cislo/1-2030/clanky/jiny-clanek/"),
        ("https://a.example/č [1]?x=ž%zz", "https://a.example/%C4%8D%20%5B1%5D?x=%C5%BE%25zz"),
        ("mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_what_the_book_does_not_have_is_on_the_web(
    small_snapshot: Snapshot, href: str, expected: str
) -> None:
    article = small_snapshot.issue.articles[0]
    body = Document((Paragraph((Link(href, (Text("Sem"),)),)),))
    book = Book(render_epub(rewritten(small_snapshot, body=body), public_url=PUBLIC_URL))
    links = [
        each.attrib["href"]
        for each in book.page(f"EPUB/clanky/{article.slug}.xhtml").iter(f"{XHTML}a")
        if each.text == "Sem"
    ]
    assert links == [expected.format(slug=article.slug)]


def test_each_medailonek_stands_in_the_book_once(small_snapshot: Snapshot) -> None:
    """An article that gathers them all takes the place of a page of its own."""
    gathering = Article("lide", ArticleType.PROFILE, small_snapshot.issue.sections[0].slug, "Lidé")
    issue = replace(small_snapshot.issue, articles=(*small_snapshot.issue.articles, gathering))
    profile = small_snapshot.issue.contributors[0].profile
    for snapshot in (small_snapshot, replace(small_snapshot, issue=issue)):
        book = Book(render_epub(snapshot, public_url=PUBLIC_URL))
        assert faults(book) == []
        text = "".join("".join(tree.itertext()) for tree in book.pages.values())
        assert text.count(profile) == 1
    silent = next(each for each in issue.contributors if not each.profile)
    assert silent.name not in "".join(book.page("EPUB/clanky/lide.xhtml").itertext())
    alone = Book(render_epub(small_snapshot, public_url=PUBLIC_URL))
    assert silent.name not in "".join(alone.page("EPUB/medailonky.xhtml").itertext())


def test_hostile_texts_stay_texts(small_snapshot: Snapshot, tmp_path: Path) -> None:
    hostile = poisoned(small_snapshot, PAYLOAD)
    data = render_epub(hostile, public_url=PUBLIC_URL)
    book = Book(data)
    assert not any(list(tree.iter(f"{XHTML}script")) for tree in book.pages.values())
    assert "<script>alert(1)</script>&amp;]]>" in book.core("title")[0]
    assert faults(book) == []
    assert checked(data, tmp_path) == []


def test_a_character_that_xml_does_not_know_spoils_no_page(small_snapshot: Snapshot) -> None:
    odd = rewritten(small_snapshot, title="Klíč\ufffe")
    assert "Klíč\ufffd" in dict(Book(render_epub(odd, public_url=PUBLIC_URL)).toc())


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(issue_folders())
def test_any_issue_makes_a_book_without_dead_links(folder: IssueFolder) -> None:
    book = Book(render_epub(freeze(folder), public_url=PUBLIC_URL))
    assert faults(book) == []
    assert len(list(book.package.iter(f"{OPF}itemref"))) == len(book.order)


@settings(
    max_examples=2, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate,)
)
@given(issue_folders())
def test_any_issue_passes_the_w3c_checker(
    tmp_path_factory: pytest.TempPathFactory, folder: IssueFolder
) -> None:
    data = render_epub(freeze(folder), public_url=PUBLIC_URL)
    assert checked(data, tmp_path_factory.mktemp("epub")) == []
