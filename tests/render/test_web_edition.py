"""The web edition: whole in one folder, reachable by keyboard and screen reader, asking nobody."""

import re
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import pytest

from mitdomov.document.tree import Figure, Footnote, Heading, plain
from mitdomov.document.walk import blocks_of, footnotes
from mitdomov.magazine.model import Article, ArticleType
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.addresses import pdf_name
from mitdomov.render.letter.pictures import letter_pictures
from mitdomov.render.pdf.facts import PdfFacts
from mitdomov.render.web.companions import FONTS, ISSUE_STYLE, STYLE, companions
from mitdomov.render.web.edition import render_web
from tests.render.pages import (
    PUBLIC_URL,
    by_class,
    elements,
    heading_levels,
    page,
    sample_snapshot,
    skipped_headings,
    words,
)

PDF = PdfFacts(pages=84, size_bytes=1_200_000)
Pages = dict[str, Element]


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return render_web(sample_snapshot(), public_url=PUBLIC_URL, pdf=PDF)


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> Pages:
    return {path: page(data.decode()) for path, data in files.items() if path.endswith(".html")}


def article_path(slug: str) -> str:
    return f"web/clanky/{slug}/index.html"


def of_type(kind: ArticleType) -> list[Article]:
    return [each for each in sample_snapshot().issue.articles if each.type is kind]


def test_there_is_a_page_for_the_issue_and_for_each_article(pages: Pages) -> None:
    slugs = [article.slug for article in sample_snapshot().issue.articles]
    assert set(pages) == {"web/index.html", *map(article_path, slugs)}


def test_every_link_and_picture_leads_to_a_file_of_the_edition(
    files: dict[str, bytes], pages: Pages
) -> None:
    hosted = set(files) | {f"web/{pdf_name('1/2026')}"}
    for path, tree in pages.items():
        for address in _addresses(tree):
            if urlsplit(address).scheme:
                continue
            assert _target(path, address) in hosted, f"{path} → {address}"


def test_every_fragment_leads_to_an_id(pages: Pages) -> None:
    ids = {path: {each.get("id") for each in tree.iter()} for path, tree in pages.items()}
    for path, tree in pages.items():
        for address in _addresses(tree):
            fragment = unquote(urlsplit(address).fragment)
            if fragment and not urlsplit(address).scheme:
                assert fragment in ids[_target(path, address)], f"{path} → {address}"


def test_ids_are_unique_and_blocks_keep_theirs(pages: Pages) -> None:
    for path, tree in pages.items():
        ids = [name for each in tree.iter() if (name := each.get("id"))]
        assert len(ids) == len(set(ids)), path
    for article in sample_snapshot().issue.articles:
        ids_of_page = {each.get("id") for each in pages[article_path(article.slug)].iter()}
        assert {block.id for block in article.body.blocks} <= ids_of_page


def test_no_page_asks_another_site_for_anything(files: dict[str, bytes], pages: Pages) -> None:
    """It works under `default-src 'none'` with styles, pictures and fonts of its own."""
    for tree in pages.values():
        assert not list(elements(tree, "style", "iframe", "object", "embed", "base"))
        data_blocks = {each.get("type") for each in elements(tree, "script")}
        assert data_blocks == {"application/ld+json"}, "data, which no browser runs"
        attributes = {name for each in tree.iter() for name in each.attrib}
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        for each in elements(tree, "img", "link"):
            address = each.get("src") or each.get("href") or ""
            only_told = each.get("rel") in {"canonical", "alternate"}
            assert bool(urlsplit(address).scheme) == only_told
    for path, data in files.items():
        if path.endswith((".css", ".svg")):
            assert not re.search(
                r"https?://(?!www\.w3\.org/2000/svg)|@import|<script", data.decode()
            )


def styles(files: dict[str, bytes]) -> str:
    return "".join(
        files[f"web/{companions()[sheet].name}"].decode() for sheet in (STYLE, ISSUE_STYLE)
    )


def test_style_sheets_find_their_files(files: dict[str, bytes]) -> None:
    css = styles(files)
    used = {f"web/{name}" for name in re.findall(r"url\(([^)]+)\)", css)}
    assert used <= set(files)
    assert {f"web/{companions()[font].name}" for font in FONTS} <= used
    assert css.count("font-display:swap") == css.count("@font-face")


def test_no_file_is_there_for_nothing(files: dict[str, bytes], pages: Pages) -> None:
    shown = {_target(path, each) for path, tree in pages.items() for each in _addresses(tree)}
    styled = set(re.findall(r"url\(([^)]+)\)", styles(files)))
    shown |= {f"web/{name}" for name in styled}
    assert set(files) - shown - {"web/index.html"} == set()


def test_pages_have_one_title_no_gap_in_headings_and_landmarks(pages: Pages) -> None:
    for path, tree in pages.items():
        levels = heading_levels(tree)
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert skipped_headings(tree) == [], path
        assert len(list(elements(tree, "main"))) == 1, path
        assert tree.get("lang") == "cs"
        skip = next(elements(tree, "a"))
        assert (skip.get("class"), skip.get("href")) == ("skip", "#_obsah")


def test_pictures_have_a_text_and_keep_their_place(pages: Pages) -> None:
    for path, tree in pages.items():
        for image in elements(tree, "img"):
            assert image.get("alt") is not None, path
            assert int(image.get("width", "0")) > 0
            assert int(image.get("height", "0")) > 0
        hero = [image for each in by_class(tree, "hero") for image in elements(each, "img")]
        assert not [image for image in hero if image.get("loading")]


def test_figures_in_the_text_wait_until_they_are_near(pages: Pages) -> None:
    shown = [
        (article, block)
        for article in sample_snapshot().issue.articles
        for block in blocks_of(article.body)
        if isinstance(block, Figure)
    ]
    assert shown
    for article, figure in shown:
        tree = _by_id(pages[article_path(article.slug)], figure.id)
        image = next(elements(tree, "img"))
        assert image.get("loading") == "lazy"
        assert image.get("alt") == figure.alt
        assert " 1600w" in image.get("srcset", " 1600w")
        assert figure.credit in words(tree)


def test_help_and_funder_stand_on_every_page(pages: Pages) -> None:
    publication = sample_snapshot().publication
    for tree in pages.values():
        box = by_class(tree, "help")[0]
        assert "tel:000000000" in [a.get("href") for a in elements(box, "a")]
        assert all(" ".join(s.label.split()) in words(box) for s in publication.help_box.signposts)
        assert "Spolufinancováno Evropskou unií" in words(tree)
        assert publication.eu.registration_number in words(tree)
        assert "Datum poslední aktualizace: 14. 5. 2026" in words(tree)


def test_every_page_can_be_cited(pages: Pages) -> None:
    """By a canonical address, and in the words of the norm (`test_web_citing`)."""
    for article in sample_snapshot().issue.articles:
        tree = pages[article_path(article.slug)]
        canonical = [
            link.get("href") for link in elements(tree, "link") if link.get("rel") == "canonical"
        ]
        assert canonical == [f"{PUBLIC_URL}/cislo/1-2026/clanky/{article.slug}/"]
        cited = words(by_class(tree, "cite")[0])
        assert "Online. " in cited
        assert f"Dostupné z: {PUBLIC_URL}/cislo/1-2026/clanky/{article.slug}/. [cit. " in cited


def test_the_download_tells_size_and_pages(pages: Pages) -> None:
    for tree in pages.values():
        assert "PDF ke stažení (1,2 MB, 84 stran)" in words(tree)


def test_notes_lead_there_and_back(pages: Pages) -> None:
    noted = [each for each in sample_snapshot().issue.articles if footnotes(each.body)]
    assert noted
    for article in noted:
        tree = pages[article_path(article.slug)]
        references = [each for each in tree.iter() if each.get("role") == "doc-noteref"]
        backlinks = [each for each in tree.iter() if each.get("role") == "doc-backlink"]
        count = len(footnotes(article.body))
        assert [each.text for each in references] == [str(n + 1) for n in range(count)]
        assert len(backlinks) == count
        for reference, backlink in zip(references, backlinks, strict=True):
            assert backlink.get("href") == f"#{reference.get('id')}"


def test_notes_stand_in_the_order_of_their_anchors(pages: Pages) -> None:
    for article in sample_snapshot().issue.articles:
        notes = by_class(pages[article_path(article.slug)], "notes")
        listed = [words(item) for note in notes for item in elements(note, "li")]
        expected = [_note_words(note) for note in footnotes(article.body)]
        assert [item.removesuffix(" ↑") for item in listed] == expected


def test_tables_are_readable_by_ear_and_scroll_by_keyboard(pages: Pages) -> None:
    found = [(tree, each) for tree in pages.values() for each in by_class(tree, "table")]
    assert found
    for _tree, box in found:
        assert (box.get("role"), box.get("tabindex")) == ("region", "0")
        assert box.get("aria-label", "").startswith("Tabulka")
        assert {cell.get("scope") for cell in elements(box, "th")} == {"col"}


def test_translations_name_their_original(pages: Pages) -> None:
    translations = of_type(ArticleType.TRANSLATION)
    assert len(translations) >= 4
    for article in translations:
        line = by_class(pages[article_path(article.slug)], "original")[0]
        assert article.original is not None
        assert article.original.title in words(line)
        assert article.original.language in [each.get("lang") for each in line.iter()]


def test_events_tell_when_where_and_whether(pages: Pages) -> None:
    events = of_type(ArticleType.EVENT)
    assert [each for each in events if each.event and each.event.is_cancelled]
    for article in events:
        facts = words(by_class(pages[article_path(article.slug)], "facts")[0])
        assert article.event is not None
        assert "(pražského času)" in facts
        assert ("Akce je zrušena" in facts) == article.event.is_cancelled


def test_articles_lead_from_one_to_the_next(pages: Pages) -> None:
    first, *_, last = (article_path(each.slug) for each in sample_snapshot().issue.articles)
    assert not by_class(pages[first], "before")
    assert not by_class(pages[last], "after")
    path, seen = first, 1
    while onward := by_class(pages[path], "after"):
        path, seen = _target(path, onward[0].get("href", "")), seen + 1
    assert (path, seen) == (last, len(sample_snapshot().issue.articles))


def test_a_survey_shows_respondents_as_headings(pages: Pages) -> None:
    for article in of_type(ArticleType.SURVEY):
        tree = pages[article_path(article.slug)]
        respondents = [b for b in article.body.blocks if isinstance(b, Heading) and b.level == 3]
        assert len(respondents) >= 2
        answers = by_class(tree, "answer")
        assert [each.get("id") for each in answers] == [block.id for block in respondents]
        assert len(by_class(tree, "window")) >= len(answers)


def test_the_page_of_profiles_gathers_all_people(pages: Pages) -> None:
    for article in of_type(ArticleType.PROFILE):
        names = {words(each) for each in elements(pages[article_path(article.slug)], "h2")}
        assert {person.name for person in sample_snapshot().issue.contributors} <= names


def test_the_letter_and_the_edition_share_no_picture_name_by_accident(
    files: dict[str, bytes],
) -> None:
    for name, data in letter_pictures(sample_snapshot()).items():
        assert files.get(f"web/pictures/{name}", data) == data


def test_the_same_snapshot_gives_the_same_edition(small_snapshot: Snapshot) -> None:
    first, second = (render_web(small_snapshot, public_url=PUBLIC_URL, pdf=PDF) for _ in range(2))
    assert first == second


def _addresses(tree: Element) -> list[str]:
    found = [
        each.get("href") or each.get("src") or "" for each in elements(tree, "a", "img", "link")
    ]
    for image in elements(tree, "img"):
        found += [part.split()[0] for part in image.get("srcset", "").split(",") if part.strip()]
    return [address for address in found if address]


def _target(path: str, address: str) -> str:
    """The file that a relative address means on a server that knows index pages."""
    relative = urlsplit(address).path
    if not relative:
        return path
    joined = normpath(str(PurePosixPath(path).parent / relative))
    return f"{joined}/index.html" if relative.endswith("/") or relative == ".." else joined


def _by_id(tree: Element, name: str) -> Element:
    return next(each for each in tree.iter() if each.get("id") == name)


def _note_words(note: Footnote) -> str:
    return " ".join(plain(note.children).split())
