"""What pages tell machines: JSON-LD as its own parser understands it, Open Graph, citation data."""

import json
from dataclasses import replace
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest
from pyld import jsonld

from mitdomov.magazine.model import Article, ArticleType, Correction
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.addresses import Addresses
from mitdomov.render.credits import bylines
from mitdomov.render.pdf.destinations import Span
from mitdomov.render.pdf.facts import PdfFacts
from mitdomov.render.web.bare import bare
from mitdomov.render.web.edition import render_web
from mitdomov.render.web.licences import licence_url
from mitdomov.render.web.mended import corrections_of
from tests.render.pages import PUBLIC_URL, by_class, elements, page, sample_snapshot, words

SCHEMA: Final = "https://schema.org/"
SPANS: Final = {
    article.slug: Span(number, number + 1)
    for number, article in enumerate(sample_snapshot().issue.articles, 3)
}
PDF: Final = PdfFacts(pages=84, size_bytes=1_200_000, spans=SPANS)
ADDRESSES: Final = Addresses(PUBLIC_URL, "1/2026")

Nodes = dict[str, dict[str, Any]]
SHORT: Final = "kratky"


@pytest.fixture(scope="module")
def pages() -> dict[str, Element]:
    files = render_web(sample_snapshot(), public_url=PUBLIC_URL, pdf=PDF, epub_bytes=900_000)
    return {path: page(data.decode()) for path, data in files.items() if path.endswith(".html")}


def of(pages: dict[str, Element], article: Article) -> Element:
    return pages[f"web/clanky/{article.slug}/index.html"]


def article_named(slug: str) -> Article:
    return next(each for each in sample_snapshot().issue.articles if each.slug == slug)


def nodes_of(tree: Element) -> list[dict[str, Any]]:
    """Every node of the page's JSON-LD, expanded without asking any network."""
    [block] = list(elements(tree, "script"))
    expanded: list[dict[str, Any]] = jsonld.flatten(
        json.loads(block.text or ""), options={"documentLoader": _context}
    )
    return expanded


def _context(url: str, _options: object) -> dict[str, Any]:
    assert url.rstrip("/") == SCHEMA.rstrip("/"), "nothing else is ever fetched"
    vocabulary = {"@context": {"@vocab": SCHEMA}}
    return {"contextUrl": None, "documentUrl": url, "document": vocabulary}


def by_type(tree: Element, *kinds: str) -> dict[str, Any]:
    """The one node of these types, its values by their short names."""
    names = {f"{SCHEMA}{kind}" for kind in kinds}
    [found] = [
        each for each in nodes_of(tree) if names & set(each.get("@type", ())) and len(each) > 3
    ]
    return {name.removeprefix(SCHEMA): value for name, value in found.items()}


def value(node: dict[str, Any], name: str) -> Any:
    [only] = node[name]
    return only.get("@value", only.get("@id"))


def referred(tree: Element, node: dict[str, Any], name: str) -> list[dict[str, Any]]:
    known = {each["@id"]: each for each in nodes_of(tree)}
    return [
        {key.removeprefix(SCHEMA): found for key, found in known[each["@id"]].items()}
        for each in node[name]
    ]


def test_every_page_is_understood(pages: dict[str, Element]) -> None:
    for path, tree in pages.items():
        kinds = {kind for node in nodes_of(tree) for kind in node.get("@type", [])}
        expected = {
            f"{SCHEMA}{each}" for each in ("Periodical", "PublicationIssue", "BreadcrumbList")
        }
        assert expected <= kinds, path


def test_an_article_says_what_the_snapshot_says(pages: dict[str, Element]) -> None:
    issue = sample_snapshot().issue
    for article in issue.articles:
        tree = of(pages, article)
        node = by_type(tree, "Article", "NewsArticle")
        assert value(node, "headline") == bare(article.title)
        assert value(node, "url") == ADDRESSES.article(article.slug)
        assert value(node, "datePublished") == issue.dated.isoformat()
        assert value(node, "dateModified") == issue.updated_on.isoformat()
        assert value(node, "inLanguage") == "cs"
        assert value(node, "isPartOf") == ADDRESSES.issue
        span = SPANS[article.slug]
        assert value(node, "pageStart") == str(span.first)
        assert value(node, "pagination") == f"{span.first}–{span.last}"
        names = (
            [value(each, "name") for each in referred(tree, node, "author")]
            if "author" in node
            else []
        )
        assert names == [bare(line.name) for line in bylines(article, issue)]


def test_a_translation_names_its_original(pages: dict[str, Element]) -> None:
    article = article_named("kde-se-krivka-zlomila")
    assert article.original is not None
    tree = of(pages, article)
    node = by_type(tree, "Article")
    [translator] = referred(tree, node, "translator")
    assert value(translator, "name") == "Hedvika Salačová"
    [original] = referred(tree, node, "isBasedOn")
    assert value(original, "name") == bare(article.original.title)
    assert value(original, "inLanguage") == "en"
    assert value(original, "url") == article.original.url
    assert [value(each, "name") for each in referred(tree, original, "author")] == [
        bare(name) for name in article.original.authors
    ]
    [journal] = referred(tree, original, "isPartOf")
    for name, number in (
        ("issueNumber", article.original.number),
        ("volumeNumber", article.original.volume),
    ):
        if number:
            assert value(journal, name) == number
            [journal] = referred(tree, journal, "isPartOf")
    assert value(journal, "name") == bare(article.original.publication)
    assert value(original, "pagination") == article.original.pages
    assert value(node, "license") == "https://creativecommons.org/licenses/by/4.0/deed.cs"


def test_an_event_tells_when_in_prague_where_and_whether(pages: dict[str, Element]) -> None:
    events = [each for each in sample_snapshot().issue.articles if each.event]
    assert any(each.event and each.event.is_cancelled for each in events)
    for article in events:
        assert article.event is not None
        node = by_type(of(pages, article), "Event")
        assert value(node, "startDate").startswith(
            article.event.starts_at.strftime("%Y-%m-%dT%H:%M")
        )
        assert value(node, "startDate")[-6:] in {"+01:00", "+02:00"}
        status = "EventCancelled" if article.event.is_cancelled else "EventScheduled"
        assert value(node, "eventStatus") == f"{SCHEMA}{status}"
        assert node["location"]
        assert node["organizer"]
        assert value(by_type(of(pages, article), "Article"), "about") == node["@id"]


def test_the_issue_lists_its_articles_and_its_files(pages: dict[str, Element]) -> None:
    tree = pages["web/index.html"]
    node = by_type(tree, "PublicationIssue")
    issue = sample_snapshot().issue
    assert value(node, "issueNumber") == "1"
    assert value(node, "name") == bare(issue.theme)
    headlines = {value(each, "headline") for each in referred(tree, node, "hasPart")}
    assert headlines == {bare(article.title) for article in issue.articles}
    files = {
        value(file, "contentUrl"): (value(file, "encodingFormat"), value(file, "contentSize"))
        for file in referred(tree, node, "encoding")
    }
    assert files == {
        ADDRESSES.pdf: ("application/pdf", "1200000"),
        ADDRESSES.epub: ("application/epub+zip", "900000"),
    }
    [serial] = referred(tree, node, "isPartOf")
    assert value(serial, "name") == "Mít domov"
    assert "issn" not in serial, "the sample has none"


def test_every_page_describes_the_issue_alike(pages: dict[str, Element]) -> None:
    whole = by_type(pages["web/index.html"], "PublicationIssue")
    for article in sample_snapshot().issue.articles:
        tree = of(pages, article)
        nodes = [node for node in nodes_of(tree) if node["@id"] == ADDRESSES.issue]
        [issue] = ({key.removeprefix(SCHEMA): told for key, told in node.items()} for node in nodes)
        assert issue.keys() == whole.keys() - {"hasPart"}
        assert len(issue["encoding"]) == len(whole["encoding"]) == 2


def test_an_issn_is_told_where_there_is_one(small_snapshot: Snapshot) -> None:
    files = render_web(small_snapshot, public_url=PUBLIC_URL, pdf=None)
    tree = page(files["web/index.html"].decode())
    assert value(by_type(tree, "Periodical"), "issn") == small_snapshot.publication.issn
    assert "pagination" not in by_type(tree, "PublicationIssue"), "nobody knows the pages yet"


def test_no_text_ends_the_block_of_data(small_snapshot: Snapshot) -> None:
    files = render_web(small_snapshot, public_url=f"{PUBLIC_URL}", pdf=PDF)
    for path, data in files.items():
        if path.endswith(".html"):
            block = data.decode().partition('<script type="application/ld+json">')[2]
            assert "<" not in block.partition("</script>")[0], path


def metas(tree: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in elements(tree, "meta"):
        name = each.get("name") or each.get("property")
        if name:
            found.setdefault(name, []).append(each.get("content") or "")
    return found


def test_a_shared_link_shows_title_picture_and_its_words(pages: dict[str, Element]) -> None:
    for tree in pages.values():
        told = metas(tree)
        canonical = next(
            each.get("href") for each in elements(tree, "link") if each.get("rel") == "canonical"
        )
        assert told["og:url"] == [canonical]
        assert told["og:image"] == [f"{ADDRESSES.issue}pictures/sdileni.png"]
        assert (told["og:image:width"], told["og:image:height"]) == (["1200"], ["630"])
        assert told["og:image:alt"]
        assert told["og:locale"] == ["cs_CZ"]
        for name in ("og:title", "og:description", "og:type"):
            assert told[name] != [""], name


def test_reference_managers_find_what_they_need(pages: dict[str, Element]) -> None:
    issue = sample_snapshot().issue
    for article in issue.articles:
        told = metas(of(pages, article))
        assert told["citation_title"] == [bare(article.title)]
        assert told.get("citation_author", []) == [
            bare(each.name) for each in bylines(article, issue)
        ]
        assert told["citation_publication_date"] == ["2026/05/14"]
        assert told["citation_journal_title"] == ["Mít domov"]
        assert told["citation_issue"] == ["1"]
        assert told["citation_firstpage"] == [str(SPANS[article.slug].first)]
        assert told["citation_pdf_url"] == [ADDRESSES.pdf]
        assert "citation_issn" not in told


def test_an_article_leads_to_its_place_in_the_pdf(pages: dict[str, Element]) -> None:
    for article in sample_snapshot().issue.articles:
        links = [each.get("href") or "" for each in elements(of(pages, article), "a")]
        assert f"../../mit-domov-1-2026.pdf#nameddest=clanek-{article.slug}" in links


def test_pages_lead_to_the_site_that_hosts_them(pages: dict[str, Element]) -> None:
    for tree in pages.values():
        [nav] = by_class(tree, "site-ways")
        links = [each.get("href") for each in elements(nav, "a")]
        assert links[:2] == [f"{PUBLIC_URL}/archiv/", f"{PUBLIC_URL}/novinky/"]
        assert all(urlsplit(link or "").netloc for link in links)
        assert "Prohlášení o přístupnosti" in words(by_class(tree, "foot")[0])


def test_neighbours_are_told_in_the_head(pages: dict[str, Element]) -> None:
    first, second, *_ = sample_snapshot().issue.articles
    links = {each.get("rel"): each.get("href") for each in elements(of(pages, second), "link")}
    assert links["prev"] == f"../{first.slug}/"
    assert "next" in links
    assert links["alternate"] == f"{PUBLIC_URL}/atom.xml"


def test_a_correction_stands_on_the_article_that_it_names(small_snapshot: Snapshot) -> None:
    first, second, *_ = small_snapshot.issue.articles
    note = f"V článku „{second.title}“ byl opraven počet bytů."
    issue = replace(small_snapshot.issue, corrections=(Correction(date(2030, 6, 3), note),))
    files = render_web(replace(small_snapshot, issue=issue), public_url=PUBLIC_URL, pdf=PDF)
    mended = words(page(files[f"web/clanky/{second.slug}/index.html"].decode()))
    assert "Aktualizováno 3. 6. 2030" in mended
    other = words(page(files[f"web/clanky/{first.slug}/index.html"].decode()))
    assert "Aktualizováno 3. 6. 2030, co se" not in other
    assert "Datum poslední aktualizace: 3. 6. 2030" in other


def mended_twice(snapshot: Snapshot, correction: Correction) -> tuple[Snapshot, Article, Article]:
    """A title, and a longer one that has it inside."""
    short, long, *others = snapshot.issue.articles
    short = replace(short, slug=SHORT, title="První klíče")
    long = replace(long, title="Workshop: První klíče naživo")
    issue = replace(snapshot.issue, articles=(short, long, *others), corrections=(correction,))
    return replace(snapshot, issue=issue), short, long


@pytest.mark.parametrize(
    ("correction", "of_short", "of_long"),
    [
        (("V článku „Workshop: První klíče naživo“ je jiný den.", ""), False, True),
        (("V článku První klíče je jiný den.", ""), True, False),
        (("V článcích Workshop: První klíče naživo a První klíče.", ""), True, True),
        (("V článku Prvními klíčenkami je jiný den.", ""), False, False),
        (("Workshop: První klíče naživo má jiný den.", SHORT), True, False),
    ],
)
def test_the_longest_title_in_a_note_is_meant(
    small_snapshot: Snapshot, correction: tuple[str, str], *, of_short: bool, of_long: bool
) -> None:
    note, slug = correction
    snapshot, short, long = mended_twice(small_snapshot, Correction(date(2030, 6, 3), note, slug))
    assert bool(corrections_of(snapshot.issue, short)) is of_short
    assert bool(corrections_of(snapshot.issue, long)) is of_long


def test_what_was_not_mended_keeps_its_day(small_snapshot: Snapshot) -> None:
    first, second, *_ = small_snapshot.issue.articles
    dated = small_snapshot.issue.dated.isoformat()
    note = Correction(date(2030, 6, 3), "Opraven počet bytů.", second.slug)
    issue = replace(small_snapshot.issue, corrections=(note,))
    files = render_web(replace(small_snapshot, issue=issue), public_url=PUBLIC_URL, pdf=PDF)
    for article, day in ((first, dated), (second, "2030-06-03")):
        tree = page(files[f"web/clanky/{article.slug}/index.html"].decode())
        assert value(by_type(tree, "Article", "NewsArticle"), "dateModified") == day
        assert metas(tree)["article:modified_time"] == [day]
        assert metas(tree)["citation_online_date"] == [dated.replace("-", "/")]
        [cited] = by_class(tree, "cite")
        assert ("Aktualizováno 3. 6. 2030" in words(cited)) is (article is second)
    assert (
        value(by_type(page(files["web/index.html"].decode()), "PublicationIssue"), "dateModified")
        == "2030-06-03"
    )


def test_a_body_is_no_person(small_snapshot: Snapshot) -> None:
    article = small_snapshot.issue.articles[0]
    names = {article.authors[0]: "Magistrát města Brna"}
    people = tuple(
        replace(each, name=names.get(each.slug, each.name))
        for each in small_snapshot.issue.contributors
    )
    issue = replace(small_snapshot.issue, contributors=people)
    files = render_web(replace(small_snapshot, issue=issue), public_url=PUBLIC_URL, pdf=PDF)
    tree = page(files[f"web/clanky/{article.slug}/index.html"].decode())
    body, *others = referred(tree, by_type(tree, "Article", "NewsArticle"), "author")
    assert body["@type"] == [f"{SCHEMA}Organization"]
    assert all(each["@type"] == [f"{SCHEMA}Person"] for each in others)


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/deed.cs"),
        ("CC BY-NC-ND 3.0", "https://creativecommons.org/licenses/by-nc-nd/3.0/deed.cs"),
        ("cc\u00a0by\u00a0nc\u00a04.0", "https://creativecommons.org/licenses/by-nc/4.0/deed.cs"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/deed.cs"),
        ("všechna práva vyhrazena", ""),
        ("CC BY", ""),
    ],
)
def test_open_licences_have_addresses(name: str, url: str) -> None:
    assert licence_url(name) == url


def test_kinds_of_articles(pages: dict[str, Element]) -> None:
    for article in sample_snapshot().issue.articles:
        kind = by_type(of(pages, article), "Article", "NewsArticle")["@type"]
        is_news = article.type is ArticleType.NEWS_ITEM
        assert kind == [f"{SCHEMA}{'NewsArticle' if is_news else 'Article'}"]
