"""Every page is well-formed, has its headings and labels in order, and speaks Czech alone."""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

import pytest

from tests.render.pages import elements, skipped_headings
from tests.web.pages_of_web import paths_of, tree, words_in
from tests.web.served import Site

_ENGLISH: Final = re.compile(
    r"\b(the|and|not|found|error|page|send|list|search|next|previous|back|home|loading|draft|"
    r"sending|paused|finished|cancelled|accepted|refused|skipped|uncertain|queued|none|true|false|"
    r"undefined|null|submit|save|unsubscribe|preferences|subscriber|issue|mailbox|letter)\b",
    re.IGNORECASE,
)
_NOT_PROSE: Final = ("code", "pre", "script", "style", "textarea")


@pytest.fixture(scope="module")
def pages(published_pages: dict[str, Element]) -> dict[str, Element]:
    return published_pages


def test_pages_are_well_formed_with_one_title_and_headings_in_order(
    pages: dict[str, Element],
) -> None:
    for name, page in pages.items():
        assert page.get("lang") == "cs", name
        assert len(list(elements(page, "h1"))) == 1, name
        assert skipped_headings(page) == [], name
        assert len(list(elements(page, "main"))) == 1, name
        assert words_in(next(elements(page, "title"))), name
        ids = [each.get("id") for each in page.iter() if each.get("id")]
        assert len(ids) == len(set(ids)), name


def test_titles_tell_pages_apart(pages: dict[str, Element]) -> None:
    same = (
        *("deliveries of a state", "no deliveries", "nothing found", "preferences saved"),
        "no returned letter found",
    )
    titles = [
        words_in(next(elements(page, "title"))) for name, page in pages.items() if name not in same
    ]
    titles = [each for each in titles if not each.startswith("Odhlásit odběr")]
    assert len(titles) == len(set(titles))


def test_every_field_has_a_label(pages: dict[str, Element]) -> None:
    for name, page in pages.items():
        labelled = {each.get("for") for each in elements(page, "label")}
        for field in elements(page, "input", "select", "textarea"):
            if field.get("type") != "hidden":
                assert field.get("id") in labelled, (name, field.attrib)
        for control in elements(page, "button", "a", "summary"):
            if (control.get("aria-hidden"), control.get("tabindex")) == ("true", "-1"):
                continue  # a picture beside the same link in words: a target for fingers alone
            pictured = any(each.get("alt") for each in elements(control, "img"))
            said = words_in(control) or control.get("aria-label") or pictured
            assert said, (name, control.attrib)
        for frame in elements(page, "iframe"):
            assert frame.get("title"), name


def test_nothing_stands_inline_that_the_policy_forbids(pages: dict[str, Element]) -> None:
    for name, page in pages.items():
        assert not list(elements(page, "style", "base", "object", "embed")), name
        for script in elements(page, "script"):
            if script.get("type") == "application/ld+json":
                continue  # data, which no browser runs
            assert script.get("src"), name
            assert not words_in(script), name
        for each in page.iter():
            assert "style" not in each.attrib, name
            assert not [attribute for attribute in each.attrib if attribute.startswith("on")], name


def test_pages_speak_czech(pages: dict[str, Element]) -> None:
    for name, page in pages.items():
        for text in _prose(page):
            assert not _ENGLISH.search(text), (name, text)


def _prose(element: Element) -> Iterator[str]:
    """What is read or heard, without the parts in another language."""
    if element.tag in _NOT_PROSE or element.get("lang", "cs") != "cs":
        return
    yield from (element.get(each, "") for each in ("aria-label", "title", "alt", "placeholder"))
    yield element.text or ""
    for child in element:
        yield from _prose(child)
        yield child.tail or ""


@pytest.mark.parametrize(
    ("readers", "words"), [(1, "1 odběratel"), (2, "2 odběratelé"), (5, "5 odběratelů")]
)
def test_readers_and_letters_are_counted_in_good_czech(
    site: Site, readers: int, words: str
) -> None:
    letters = {1: "1 dopis", 2: "2 dopisy", 5: "5 dopisů"}[readers]
    site.client.post(f"/odhlaseni/{site.token('jana@ctenari.example')}")
    site.client.post(f"/odhlaseni/{site.token('petr@ctenari.example')}")
    site.scene.subscribe([f"r{number}@ctenari.example" for number in range(readers - 1)])
    choice = words_in(tree(site.page("/redakce/cislo/1-2030/rozeslat")))
    assert re.search(rf"{words}\b", choice)
    site.sent()
    assert re.search(rf"{letters}\b", words_in(tree(site.page("/redakce/schranka/"))))


@pytest.fixture(scope="module")
def published_pages(module_site: Site) -> dict[str, Element]:
    answers = {name: module_site.client.get(path) for name, path in paths_of(module_site).items()}
    assert {name for name, each in answers.items() if each.status_code != 200} == {"error"}
    return {name: tree(each.get_data(as_text=True)) for name, each in answers.items()}
