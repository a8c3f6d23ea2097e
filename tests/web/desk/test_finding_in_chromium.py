"""Finding and replacing in the editor, by keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from mitdomov.document.tree import Bold, Footnote, Paragraph, Text, plain
from mitdomov.document.walk import footnotes
from tests.web.desk.editor_in_chromium import Desk, bare, desk, text
from tests.web.in_chromium import put_axe_into, violations
from tests.web.served import Site


@pytest.fixture
def opened(browser: Browser, module_site: Site, url: str) -> Iterator[Desk]:
    words = ("Obec koupila byt. Byt a\u00a0dům.", "Druhý byt.")
    with desk(browser, module_site, url, *words, bypass_csp=True) as found:
        yield found
        assert found.complaints == []


def status(opened: Desk) -> Locator:
    return opened.page.get_by_role("search").get_by_role("status")


def seek(opened: Desk, words: str) -> None:
    opened.press("Control+h")
    expect(opened.page.get_by_label("Najít", exact=True)).to_be_focused()
    opened.page.keyboard.insert_text(words)


def test_places_are_gone_through_and_counted(opened: Desk) -> None:
    opened.text.click()
    opened.press("Control+Home")
    seek(opened, "byt")
    expect(status(opened)).to_have_text("1 z 3")
    opened.press("Enter", "Enter", "Enter")
    expect(status(opened)).to_have_text("1 z 3, znovu od začátku")
    opened.press("Shift+Enter")
    expect(status(opened)).to_have_text("3 z 3, znovu od konce")
    opened.page.get_by_label("Rozlišovat velká a malá písmena").press("Space")
    expect(status(opened)).to_have_text("2 z 2")
    expect(opened.page.locator(".found")).to_have_count(2)
    put_axe_into(opened.page)
    assert violations(opened.page) == []
    opened.press("Escape")
    expect(opened.text).to_be_focused()
    expect(opened.page.locator(".found")).to_have_count(0)
    opened.page.keyboard.type("dům")
    opened.await_saved()
    assert bare(opened.kept())[1] == text("Druhý dům.")


def test_a_space_finds_a_hard_one_and_nothing_is_said(opened: Desk) -> None:
    opened.text.click()
    seek(opened, "a dům")
    expect(status(opened)).to_have_text("1 z 1")
    seek(opened, "zámek (")
    expect(status(opened)).to_have_text("V textu nic takového není.")


def test_one_by_one_and_all_are_one_step_of_undo_each(opened: Desk) -> None:
    opened.text.click()
    opened.press("Control+Home", "Control+Shift+ArrowRight", "Control+b", "End")
    opened.press("Control+Shift+f")
    opened.page.keyboard.type("Obec Byt")
    opened.press("Enter")
    seek(opened, "obec")
    opened.press("Enter")
    expect(status(opened)).to_have_text("2 z 2 (v poznámce pod čarou)")
    opened.press("Tab", "Tab", "Tab")
    expect(opened.page.get_by_label("Nahradit za")).to_be_focused()
    opened.page.keyboard.type("Město")
    opened.page.get_by_role("button", name="Nahradit vše").press("Enter")
    expect(status(opened)).to_contain_text("2 výskyty nahrazeny")
    opened.press("Escape")
    opened.await_saved()
    first, second = opened.kept().blocks
    assert isinstance(first, Paragraph)
    assert isinstance(first.content[0], Bold)
    assert plain(first.content).startswith("Město koupila")
    assert footnotes(opened.kept()) == (Footnote((Text("Město Byt"),)),)
    opened.press("Control+z")
    expect(opened.text).to_contain_text("Obec koupila")
    expect(opened.page.locator("#poznamky li")).to_contain_text("Obec Byt")
    seek(opened, "byt")
    opened.page.get_by_label("Nahradit za").fill("dům")
    for key in ("Enter", "Enter"):
        opened.press(key)
    expect(status(opened)).to_contain_text("Nahrazeno.")
    expect(opened.page.locator(".found")).to_have_count(2)
    assert second.id == opened.kept().blocks[1].id
