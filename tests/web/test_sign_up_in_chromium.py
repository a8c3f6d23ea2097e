"""The sign-up in Chromium: with the puzzle, without scripts, by keyboard, and for axe."""

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import select

from mitdomov.clock import now
from mitdomov.subscribers.sign_up.budgets import grow
from mitdomov.subscribers.sign_up.model import SignUp, SignUpLane
from tests.web.in_chromium import chromium, put_axe_into, served, violations, window
from tests.web.served import Site
from tests.web.signing_up import letters, link, sign_up

NEW: Final = "nova@obec.example"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def attack(site: Site) -> None:
    with site.store.writing() as session:
        for _ in range(60):
            grow(session, "all", now())


def lanes(site: Site) -> list[SignUpLane]:
    with site.store.reading() as session:
        return [each.lane for each in session.scalars(select(SignUp).order_by(SignUp.id))]


def fill_in(page: Page) -> None:
    page.get_by_role("checkbox", name="Novinky").check()
    page.get_by_label("E-mailová adresa").fill(NEW)


def test_under_attack_the_browser_works_out_the_puzzle(site: Site, browser: Browser) -> None:
    attack(site)
    with served(site) as url, window(browser) as page:
        foreign: list[str] = []
        page.on("request", lambda request: foreign.append(request.url))
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text))
        page.goto(f"{url}/odebirat/")
        expect(page.get_by_role("status")).to_have_text("Hotovo, přihlášku můžete odeslat.")
        fill_in(page)
        page.wait_for_timeout(2100)
        page.get_by_role("button", name="Odebírat").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Podívejte se do schránky")
        assert lanes(site) == [SignUpLane.AT_ONCE]
        assert all(each.startswith(url) for each in foreign)
        assert complaints == []
        assert page.context.cookies() == []


def test_a_form_that_is_sent_while_the_browser_works_goes_by_itself(
    site: Site, browser: Browser
) -> None:
    """The worker is held up until the button was pressed."""
    attack(site)
    with served(site) as url, window(browser) as page:
        held: list[Route] = []
        page.route("**/puzzle_worker-*.js", lambda route: held.append(route))  # noqa: PLW0108 - no builtin
        page.goto(f"{url}/odebirat/")
        fill_in(page)
        page.wait_for_timeout(2100)
        page.get_by_role("button", name="Odebírat").click()
        expect(page.get_by_role("status")).to_contain_text("odešle sama")
        held[0].continue_()
        expect(page.get_by_role("heading", level=1)).to_have_text("Podívejte se do schránky")
        assert lanes(site) == [SignUpLane.AT_ONCE]


def test_under_attack_a_browser_without_scripts_waits(site: Site, browser: Browser) -> None:
    attack(site)
    with served(site) as url, window(browser, java_script_enabled=False) as page:
        page.goto(f"{url}/odebirat/")
        expect(page.get_by_text("Se zapnutým JavaScriptem přijde hned")).to_be_visible()
        fill_in(page)
        page.wait_for_timeout(2100)
        page.get_by_role("button", name="Odebírat").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Přihláška čeká ve frontě")
        assert lanes(site) == [SignUpLane.PUT_OFF]


def test_the_keyboard_meets_every_field_but_the_trap(site: Site, browser: Browser) -> None:
    with served(site) as url, window(browser) as page:
        page.goto(f"{url}/odebirat/")
        page.locator("#seznam-novinky").focus()
        met = []
        for _ in range(5):
            met.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
            page.keyboard.press("Tab")
        assert met == ["seznam-novinky", "seznam-magazin", "adresa", "A", "BUTTON"]
        tree = page.locator("form.sign-up-form").aria_snapshot()
        assert "prázdné" not in tree


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(site: Site, browser: Browser, scheme: str) -> None:
    sign_up(site, NEW)
    sign_up(site, "jina@obec.example")
    first, second = letters(site)
    site.anonymous.post(link(second, "potvrdit"))
    paths = [
        "/odebirat/dopis/",
        "/odebirat/vlozit/",
        *(link(first, which) for which in ("potvrdit", "neprihlasil")),
        link(second, "potvrdit"),
        "/odebirat/",
    ]
    with (
        served(site) as url,
        window(browser, 320, color_scheme=scheme, bypass_csp=True) as page,
    ):
        for path in paths:
            page.goto(url + path)
            put_axe_into(page)
            assert violations(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        page.get_by_role("button", name="Odebírat").click()  # too fast, and empty
        put_axe_into(page)
        assert violations(page) == []
        attack(site)
        page.goto(f"{url}/odebirat/")
        put_axe_into(page)
        assert violations(page) == []
