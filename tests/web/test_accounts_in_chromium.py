"""Chromium opens every page about signing in and accounts: by axe, in any light and width."""

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from mitdomov.accounts.links import make_link
from mitdomov.accounts.model import LinkPurpose
from mitdomov.accounts.roles import Role
from mitdomov.accounts.sample import create_sample_people
from mitdomov.accounts.sessions import end_sessions
from mitdomov.clock import now
from tests.web.in_chromium import chromium, put_axe_into, served, violations, window
from tests.web.served import Site
from tests.web.signing_pages import EVA, PASSWORD, Newsroom

_OF_COLOURS: Final = ("color-contrast", "link-in-text-block")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def stand(site: Site) -> Iterator[tuple[Newsroom, str]]:
    newsroom = Newsroom(site)
    newsroom.add()
    with site.store.writing() as session:
        create_sample_people(session, now())
    with served(site) as url:
        yield newsroom, url


def link(newsroom: Newsroom, purpose: LinkPurpose) -> str:
    number = None if purpose is LinkPurpose.FIRST_ADMINISTRATOR else newsroom.account().id
    with newsroom.site.store.writing() as session:
        return make_link(session, purpose, number, "", now())


def look(page: Page, name: str, found: dict[str, list[str]]) -> None:
    put_axe_into(page)
    found[name] = violations(page)
    page.emulate_media(color_scheme="dark")
    found[f"{name}, dark"] = violations(page, *_OF_COLOURS)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 900})
    found[f"{name}, narrow"] = violations(page)
    width = page.evaluate("document.documentElement.scrollWidth")
    found[f"{name}, too wide"] = [str(width)] if width > 320 else []
    page.set_viewport_size({"width": 1280, "height": 900})


def test_axe_finds_nothing_on_the_way_in(browser: Browser, stand: tuple[Newsroom, str]) -> None:
    newsroom, url = stand
    found: dict[str, list[str]] = {}
    with window(browser, bypass_csp=True, reduced_motion="reduce") as page:
        for name, path in {
            "sign-in": "/prihlaseni",
            "signed out": "/prihlaseni?zprava=odhlaseno",
            "forgotten": "/zapomenute-heslo",
            "useless": "/nove-heslo/x",
            "new password": link(newsroom, LinkPurpose.RECOVERY),
            "invitation": link(newsroom, LinkPurpose.INVITATION),
            "first": link(newsroom, LinkPurpose.FIRST_ADMINISTRATOR),
        }.items():
            page.goto(f"{url}{path}")
            look(page, name, found)
        page.get_by_label("Heslo", exact=True).fill("x")
        button = page.get_by_role("button", name="Založit účet")
        button.evaluate("button => button.form.noValidate = true")
        button.click()
        expect(page.get_by_role("alert")).to_be_visible()
        look(page, "first with problems", found)
        page.goto(f"{url}/prihlaseni")
        page.get_by_label("E-mail").fill(EVA)
        page.get_by_label("Heslo").fill("omyl")
        page.get_by_role("button", name="Přihlásit se", exact=True).click()
        look(page, "wrong password", found)
    assert {name: each for name, each in found.items() if each} == {}


def test_axe_finds_nothing_in_accounts(browser: Browser, stand: tuple[Newsroom, str]) -> None:
    newsroom, url = stand
    found: dict[str, list[str]] = {}
    newsroom.add("spravce@redakce.example", Role.ADMINISTRATOR, name="Karel Správce")
    newsroom.signed_in("spravce@redakce.example")
    with window(browser, bypass_csp=True, reduced_motion="reduce") as page:
        sign_in(page, url, "spravce@redakce.example")
        for name, path in {
            "own account": "/redakce/ucet/",
            "codes": "/redakce/ucet/kody",
            "people": "/redakce/ucty/",
            "person": f"/redakce/ucty/{newsroom.account().id}",
            "log": "/redakce/zaznam/",
            "nothing in the log": "/redakce/zaznam/?slova=nic-takového",
        }.items():
            page.goto(f"{url}{path}")
            look(page, name, found)
    with window(browser, bypass_csp=True, reduced_motion="reduce") as page:
        sign_in(page, url, EVA)
        page.goto(f"{url}/redakce/ucty/")
        expect(page.locator("body")).to_contain_text("potřebujete právo")
        look(page, "forbidden", found)
    assert {name: each for name, each in found.items() if each} == {}


def test_on_a_telephone_the_menu_opens_by_keyboard(
    browser: Browser, stand: tuple[Newsroom, str]
) -> None:
    _, url = stand
    with window(browser, 360) as page:
        sign_in(page, url, EVA)
        page.goto(f"{url}/redakce/ucet/")
        menu = page.get_by_role("navigation", name="Redakce")
        expect(menu.get_by_role("link", name="Domů")).to_be_hidden()
        menu.locator("summary").focus()
        page.keyboard.press("Enter")
        menu.get_by_role("link", name="Domů").click()
        page.wait_for_url(f"{url}/redakce/")


def test_a_session_that_ends_while_writing_costs_no_text(
    browser: Browser, stand: tuple[Newsroom, str]
) -> None:
    """H2 in its simplest form: signing in leads back to what was typed."""
    newsroom, url = stand
    with window(browser) as page:
        sign_in(page, url, EVA)
        page.goto(f"{url}/redakce/ucet/")
        page.get_by_role("textbox", name="Jméno").fill("Eva Dlouze Psaná")
        eva = newsroom.account().id
        with newsroom.site.store.writing() as session:
            end_sessions(session, eva, now())
        page.get_by_role("button", name="Uložit jméno").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Přihlášení mezitím skončilo")
        page.get_by_role("link", name="Přihlásit se a vrátit se k formuláři").click()
        fill_in(page, EVA, "**/redakce/ucet/")
        expect(page.get_by_role("textbox", name="Jméno")).to_have_value("Eva Dlouze Psaná")


def sign_in(page: Page, url: str, email: str) -> None:
    page.goto(f"{url}/prihlaseni")
    fill_in(page, email)


def fill_in(page: Page, email: str, then: str = "**/redakce/") -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Heslo").fill(PASSWORD)
    page.get_by_role("button", name="Přihlásit se", exact=True).click()
    page.wait_for_url(then)
