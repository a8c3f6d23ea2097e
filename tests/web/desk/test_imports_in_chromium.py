"""Handing in Word files and filling in an Original in a real browser, without harm to anybody."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from mitdomov.accounts.roles import Role
from tests.document.word.word_builder import docx, paragraph
from tests.web.in_chromium import chromium, put_axe_into, served, sign_in, violations, window
from tests.web.served import Site

WORD = Path(__file__).parents[2] / "document" / "word" / "files" / "libreoffice.docx"
DROP = """async ([name, bytes]) => {
  const files = new DataTransfer();
  files.items.add(new File([new Uint8Array(bytes)], name));
  const form = document.querySelector("[data-drop]");
  form.dispatchEvent(new DragEvent("drop", {dataTransfer: files, bubbles: true, cancelable: true}));
}"""
WINDOWS: tuple[tuple[int, dict[str, Any]], ...] = (
    (1280, {}),
    (320, {}),
    (1280, {"color_scheme": "dark"}),
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def judge(page: Page) -> None:
    put_axe_into(page)
    assert violations(page) == []
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0, "the page is wider than the window"


@pytest.mark.parametrize(("width", "options"), WINDOWS)
def test_word_files_are_handed_in_and_their_reports_read(
    site: Site, browser: Browser, width: int, options: dict[str, Any]
) -> None:
    other = docx(paragraph("Druhý", "Nzev") + paragraph("Text."))
    with served(site) as url, window(browser, width, **options) as page:
        sign_in(page, site, url, Role.EDITOR)
        page.goto(f"{url}/redakce/clanky/word")
        page.set_input_files("#soubory", WORD)
        page.evaluate(DROP, ["druhy.docx", list(other)])
        expect(page.locator("[data-drop-files] li")).to_have_count(2)
        judge(page)
        page.get_by_role("button", name="Načíst").click()
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        expect(page.locator("main h2")).to_have_text(["Bydlení začíná klíčem od bytu", "Druhý"])
        judge(page)
        page.get_by_role("link", name="Otevřít článek Bydlení").click()
        article = page.url
        page.goto(f"{article.rstrip('/')}/word")
        expect(page.get_by_text("jednomyslně")).to_be_visible()
        judge(page)


@pytest.mark.parametrize(("width", "options"), WINDOWS)
def test_the_line_of_an_original_follows_what_is_typed(
    site: Site, browser: Browser, width: int, options: dict[str, Any]
) -> None:
    with served(site) as url, window(browser, width, **options) as page:
        sign_in(page, site, url, Role.EDITOR)
        page.goto(f"{url}/redakce/clanek/1/original")
        page.get_by_label("Název originálu").fill("Key to Home")
        page.get_by_label("Autoři").fill("Anna Smith")
        page.get_by_label("Licence originálu").fill("CC BY-ND 4.0")
        expect(page.locator("#radek")).to_contain_text("Z anglického originálu «Key to Home»")
        judge(page)
        page.get_by_role("button", name="Uložit originál").click()
        expect(page.get_by_text("nepůjde schválit")).to_be_visible()
        judge(page)
        page.get_by_label("Rok vydání").fill("letos")
        page.get_by_role("button", name="Uložit originál").click()
        expect(page.get_by_role("alert")).to_be_focused()
        judge(page)
