"""An editor whose hand never leaves the keyboard: signs in, writes, formats, saves, orders."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.at_desk import wait_until_saved
from tests.journeys.browser import browser_page
from tests.journeys.conftest import Demo

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

_MOST_STEPS = 150
_NAME = """() => {
  const at = document.activeElement;
  const label = at.labels?.[0]?.textContent ?? "";
  const words = at.getAttribute("aria-label") || label || at.textContent || "";
  return words.replace(/\\s+/g, " ").replace(" nepovinné", "").trim();
}"""
_IS_SEEN = """() => {
  const at = document.activeElement.getBoundingClientRect();
  return at.width > 0 && at.bottom > 0 && at.top < innerHeight;
}"""


def go_to(page: Page, name: str) -> None:
    """By Tab alone; whatever gets the focus must be on the screen."""
    for _ in range(_MOST_STEPS):
        page.keyboard.press("Tab")
        if name in page.evaluate(_NAME):
            assert page.evaluate(_IS_SEEN), f"{name} has the focus out of sight"
            return
    raise AssertionError(f"{name} cannot be reached by Tab on {page.url}")


def press(page: Page, name: str) -> None:
    go_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_all_of_it_without_a_mouse(demo: Demo) -> None:
    with demo() as running, browser_page() as page:
        page.goto(f"{running.url}/redakce/")
        press(page, "Jana Ukázková")
        founds_an_issue(page)
        writes_an_article(page)
        orders_articles(page, running.url)


def founds_an_issue(page: Page) -> None:
    press(page, "Nové číslo")
    go_to(page, "Číslo")
    page.keyboard.press("Control+A")
    page.keyboard.type("3/2026")
    go_to(page, "Datum čísla")
    page.keyboard.type(date(2026, 12, 1).strftime("%m%d%Y"))
    go_to(page, "Téma")
    page.keyboard.type("Bez myši")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("je založené")


def writes_an_article(page: Page) -> None:
    press(page, "Nový článek")
    go_to(page, "Titulek")
    page.keyboard.type("Jen klávesy")
    page.keyboard.press("Enter")
    expect(page.get_by_role("toolbar", name="Úpravy textu")).to_be_visible()
    go_to(page, "Titulek")
    for _ in range(_MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.isContentEditable"):
            break
    page.keyboard.type("Slovo ")
    page.keyboard.press("Alt+F10")
    for _ in range(_MOST_STEPS):
        if page.evaluate(_NAME) == "Tučně":
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.isContentEditable")
    page.keyboard.type("tučně")
    expect(page.locator("#text-clanku strong")).to_have_text("tučně")
    wait_until_saved(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.isContentEditable")


def orders_articles(page: Page, url: str) -> None:
    page.goto(f"{url}/redakce/cislo/1-2026/")
    before = page.locator("[data-article]").evaluate_all("all => all.map(each => each.id)")
    press(page, "Dolů: Deset měst poprvé počítá stejně")
    after = page.locator("[data-article]").evaluate_all("all => all.map(each => each.id)")
    assert after != before
    assert sorted(after) == sorted(before)
    assert page.evaluate(_NAME).startswith("Dolů: Deset měst"), "the focus was lost"
