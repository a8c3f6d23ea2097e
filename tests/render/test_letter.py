"""The letter: light, complete without pictures, the same for every reader but for three slots."""

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest

from mitdomov.document.tree import Document, Paragraph, Text
from mitdomov.magazine.model import Article
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.drawing.palette import LIGHT
from mitdomov.render.letter.letter import (
    HTML_LIMIT_BYTES,
    Letter,
    LetterTooLongError,
    render_letter,
)
from mitdomov.render.letter.pictures import letter_pictures
from mitdomov.render.letter.slots import Slot, parts
from mitdomov.render.pdf.facts import PdfFacts
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

ISSUE_URL = f"{PUBLIC_URL}/cislo/1-2026/"
PDF = PdfFacts(pages=84, size_bytes=1_200_000)
STYLE_LIMIT_BYTES = 16_000
"""Gmail drops a larger `<style>`."""


@pytest.fixture(scope="module")
def letter() -> Letter:
    return render_letter(sample_snapshot(), public_url=PUBLIC_URL, pdf=PDF)


@pytest.fixture(scope="module")
def tree(letter: Letter) -> Element:
    return page(letter.html)


def test_no_mailbox_clips_the_letter(letter: Letter, tree: Element) -> None:
    assert len(letter.html.encode()) <= HTML_LIMIT_BYTES
    kept = "".join(each.text or "" for each in elements(tree, "style"))
    assert 0 < len(kept.encode()) <= STYLE_LIMIT_BYTES
    assert max(map(len, letter.html.splitlines())) <= 2_000


def test_styles_stand_in_the_elements_but_for_media_queries(tree: Element) -> None:
    """Outlook and Gmail's app read no style sheet."""
    kept = "".join(each.text or "" for each in elements(tree, "style"))
    assert re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", kept).strip() == ""
    assert "prefers-color-scheme: dark" in kept
    assert all(each.get("style") for each in elements(tree, "p", "h1", "h2", "h3", "a"))


def test_nothing_in_it_counts_or_runs(letter: Letter, tree: Element) -> None:
    """No script, no form, no picture of a pixel, no address with a parameter."""
    assert not list(elements(tree, "script", "link", "form", "iframe", "object"))
    assert not re.search(r"\bon\w+=", letter.html)
    for image in elements(tree, "img"):
        assert image.get("src", "").startswith(f"{ISSUE_URL}pictures/")
        assert int(image.get("width", "0")) > 90
    assert not [a for a in elements(tree, "a") if "?" in a.get("href", "")]


def test_slots_stand_where_delivery_fills_them(letter: Letter, tree: Element) -> None:
    for text in (letter.html, letter.text):
        found = [part for part in parts(text) if isinstance(part, Slot)]
        assert found == [Slot.GREETING, Slot.UNSUBSCRIBE, Slot.PREFERENCES]
    hrefs = [a.get("href") for a in elements(tree, "a")]
    assert Slot.UNSUBSCRIBE in hrefs
    assert Slot.PREFERENCES in hrefs


def test_its_pictures_are_those_that_the_web_edition_hosts(tree: Element) -> None:
    hosted = {f"{ISSUE_URL}pictures/{name}" for name in letter_pictures(sample_snapshot())}
    assert {image.get("src") for image in elements(tree, "img")} == hosted


def test_it_reads_well_with_pictures_off(tree: Element) -> None:
    """Every picture has a text or is decoration on a coloured ground with live words around."""
    texts = [image.get("alt") for image in elements(tree, "img")]
    assert texts.count("") == 1
    assert None not in texts
    assert "Vlajka Evropské unie" in texts
    said = words(tree)
    assert "Mít domov" in said
    assert "Spolufinancováno Evropskou unií" in said


def test_a_screen_reader_meets_headings_and_no_layout_tables(tree: Element) -> None:
    assert {table.get("role") for table in elements(tree, "table")} == {"presentation"}
    assert heading_levels(tree).count(1) == 1
    assert skipped_headings(tree) == []
    assert tree.get("lang") == "cs"


def test_help_comes_before_everything_else(tree: Element) -> None:
    box = by_class(tree, "help")[0]
    hrefs = [a.get("href") for a in elements(box, "a")]
    assert hrefs[:2] == ["tel:000000000", "mailto:pomoc@mitdomov.example"]
    assert len(sample_snapshot().publication.help_box.signposts) == 2
    for signpost in sample_snapshot().publication.help_box.signposts:
        assert " ".join(signpost.label.split()) in words(box)
    assert words(tree).index("Hrozí vám") < words(tree).index(Slot.GREETING)


def test_every_article_is_one_step_away(letter: Letter, tree: Element) -> None:
    hrefs = {a.get("href") for a in elements(tree, "a")}
    for article in sample_snapshot().issue.articles:
        address = f"{ISSUE_URL}clanky/{article.slug}/"
        assert address in hrefs
        assert f"<{address}>" in letter.text


def test_two_buttons_and_the_size_of_the_download(tree: Element) -> None:
    buttons = by_class(tree, "button-link")
    assert [button.get("href") for button in buttons] == [
        ISSUE_URL,
        f"{ISSUE_URL}mit-domov-1-2026.pdf",
    ]
    assert words(buttons[1]) == "Stáhnout PDF (1,2 MB, 84 stran)"


def test_without_a_pdf_at_hand_the_download_has_no_size(small_snapshot: Snapshot) -> None:
    letter = render_letter(small_snapshot, public_url=PUBLIC_URL, pdf=None)
    assert words(by_class(page(letter.html), "button-link")[1]) == "Stáhnout PDF"


def test_a_sample_says_so_first(letter: Letter) -> None:
    assert letter.subject.startswith("[Ukázka] Mít domov 1/2026: První klíče")
    assert "Ukázkové číslo" in letter.html
    assert letter.text.startswith("*** UKÁZKOVÉ ČÍSLO ***")


def test_an_issue_that_is_none_does_not(small_snapshot: Snapshot) -> None:
    issue = replace(small_snapshot.issue, is_sample=False)
    publication = replace(small_snapshot.publication, imprint_note="")
    plain = replace(small_snapshot, issue=issue, publication=publication)
    letter = render_letter(plain, public_url=PUBLIC_URL, pdf=None)
    assert letter.subject == "Mít domov 1/2030: První klíče"
    assert "ukázkové číslo" not in (letter.html + letter.text).lower()


def test_the_sender_and_the_funder_are_named(tree: Element, letter: Letter) -> None:
    publication = sample_snapshot().publication
    for fact in (
        publication.publisher,
        publication.seat,
        publication.contact_email,
        publication.eu.project,
        publication.eu.registration_number,
    ):
        assert " ".join(fact.split()) in words(tree)
        assert fact.split()[0] in letter.text
    [number] = by_class(tree, "whole")
    assert words(number) == publication.eu.registration_number
    assert "white-space: nowrap" in number.get("style", "")


def test_a_cancelled_event_says_so_in_both_letters(letter: Letter, tree: Element) -> None:
    assert [words(each) for each in by_class(tree, "cancelled")] == ["Akce je zrušena"]
    assert letter.text.count("AKCE JE ZRUŠENA") == 1


def test_plain_text_keeps_to_72_columns(letter: Letter) -> None:
    wide = [line for line in letter.text.splitlines() if len(line) > 72]
    assert [line for line in wide if not line.startswith("<http")] == []
    assert not re.search(r"</?[a-z]+>|&[a-z]+;|[\u00ad\u2060]", letter.text)
    assert "\n\n\n\n" not in letter.text


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("background-color", {LIGHT["ground"], LIGHT["panel"]}),
        ("color", set(LIGHT.values()) - {LIGHT["panel"]}),
    ],
)
def test_in_the_dark_every_colour_of_the_day_is_replaced(
    tree: Element, name: str, day: set[str]
) -> None:
    """Dark ground under dark text would be the worst of both."""
    kept = "".join(each.text or "" for each in elements(tree, "style"))
    replaced = _selectors_that_set(name, kept[kept.index("prefers-color-scheme") :])
    for each in tree.iter():
        style = _declarations(each.get("style", ""))
        if style.get(name) in day and "sample" not in each.get("class", ""):
            assert _selectors_of(each) & replaced, (each.tag, each.attrib)


def test_mso_conditionals_pair_up(letter: Letter) -> None:
    """A ghost table that Outlook opens it must also close."""
    inside = "".join(re.findall(r"<!--\[if mso\]>(.*?)<!\[endif\]-->", letter.html, re.DOTALL))
    assert inside.count("<table") == inside.count("</table>") == 1
    assert inside.count("<td") == inside.count("</td>") == 1


def test_a_long_issue_drops_perexes_before_it_is_clipped(small_snapshot: Snapshot) -> None:
    letter = render_letter(_long(small_snapshot, 60), public_url=PUBLIC_URL, pdf=None)
    assert len(letter.html.encode()) <= HTML_LIMIT_BYTES
    assert letter.html.count("Článek číslo ") >= 60


def test_an_endless_issue_is_refused_with_advice(small_snapshot: Snapshot) -> None:
    with pytest.raises(LetterTooLongError, match="Rozdělte"):
        render_letter(_long(small_snapshot, 900), public_url=PUBLIC_URL, pdf=None)


def test_without_an_editorial_the_letter_opens_by_itself(small_snapshot: Snapshot) -> None:
    issue = replace(small_snapshot.issue, articles=small_snapshot.issue.articles[1:])
    letter = render_letter(replace(small_snapshot, issue=issue), public_url=PUBLIC_URL, pdf=None)
    assert "vychází Mít domov 1/2030." in words(page(letter.html))
    assert "vychází Mít domov 1/2030." in letter.text


def test_the_same_snapshot_gives_the_same_letter(small_snapshot: Snapshot) -> None:
    first, second = (
        render_letter(small_snapshot, public_url=PUBLIC_URL, pdf=PDF) for _ in range(2)
    )
    assert first == second


def _long(snapshot: Snapshot, count: int) -> Snapshot:
    model = snapshot.issue.articles[1]
    return replace(
        snapshot,
        issue=replace(
            snapshot.issue, articles=tuple(_article(model, place) for place in range(count))
        ),
    )


def _article(model: Article, place: int) -> Article:
    return replace(
        model,
        slug=f"clanek-{place}",
        title=f"Článek číslo {place}",
        perex="Dlouhý perex o bydlení. " * 60,
        body=Document((Paragraph((Text("Text."),)),)),
        picture=None,
    )


def test_headings_follow_the_sections(tree: Element) -> None:
    titles = [words(each).casefold() for each in elements(tree, "h2")]
    sections = [section.title.casefold() for section in sample_snapshot().issue.sections]
    listed = [title for title in titles if title in sections]
    assert listed == [title for title in sections if title in listed]
    assert all(first != second for first, second in pairwise(listed))


def _declarations(style: str) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in style.split(";") if ":" in part)
    return {name.strip(): value.strip() for name, value in pairs}


def _selectors_that_set(name: str, css: str) -> set[str]:
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", css)
    return {
        selector.strip()
        for selectors, body in rules
        if name in _declarations(body)
        for selector in selectors.split(",")
    }


def _selectors_of(each: Element) -> set[str]:
    return {str(each.tag), *(f".{name}" for name in each.get("class", "").split())}
