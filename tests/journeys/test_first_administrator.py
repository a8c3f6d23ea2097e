"""From an empty instance to a newsroom: a link on the terminal, an invitation, a lost password."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import browser_page
from tests.journeys.running import Running, up

pytestmark = pytest.mark.journey

PASSWORD, OTHER = "čtyři žlutá kola pod oknem", "sedm modrých oken u dvora"


def test_the_first_administrator_invites_an_editor_who_later_forgets_her_password(
    tmp_path: Path,
) -> None:
    with up(tmp_path / "data") as running:
        link = link_on_the_terminal(running)
        with browser_page() as page:
            becomes_administrator(page, link)
            invites(page, "Eva Nová", "eva@redakce.example")
            invitation = link_of_letter(page, running, "eva@redakce.example", "pozvanka")
        with browser_page() as page:
            opens_account(page, invitation)
            signs_out(page)
            forgets_password(page, running)
        with browser_page() as page:
            page.goto(f"{running.url}/prihlaseni")
            page.get_by_label("E-mail").fill("spravce@redakce.example")
            page.get_by_label("Heslo").fill(PASSWORD)
            page.get_by_role("button", name="Přihlásit se").click()
            page.wait_for_url("**/redakce/")
            letter = link_of_letter(page, running, "eva@redakce.example", "nove-heslo")
        with browser_page() as page:
            sets_new_password(page, letter)


def link_on_the_terminal(running: Running) -> str:
    assert running.process.stdout is not None
    for line in running.process.stdout:
        found = re.search(r"http\S+/prvni-spravce/\S+", line)
        if found:
            return found[0]
    raise AssertionError("the terminal showed no link")


def becomes_administrator(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("Jméno").fill("Karel Správce")
    page.get_by_label("E-mail").fill("spravce@redakce.example")
    page.get_by_label("Heslo", exact=True).fill(PASSWORD)
    page.get_by_label("Heslo ještě jednou").fill(PASSWORD)
    page.get_by_role("button", name="Založit účet").click()
    page.wait_for_url("**/redakce/")


def invites(page: Page, name: str, email: str) -> None:
    page.get_by_role("link", name="Účty").click()
    page.get_by_label("Jméno").fill(name)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("vydavatel").check()
    page.get_by_role("button", name="Poslat pozvánku").click()
    expect(page.get_by_role("status")).to_contain_text("Pozvánka odešla")
    page.get_by_role("link", name="Účty", exact=True).first.click()
    page.get_by_role("link", name="Karel Správce").last.click()
    page.get_by_label("vydavatel").check()
    page.get_by_role("button", name="Uložit role").click()
    expect(page.get_by_role("status")).to_contain_text("Role jsou uložené")


def link_of_letter(page: Page, running: Running, address: str, way: str) -> str:
    """From the mailbox, once the worker has put it there; earlier letters lead elsewhere."""
    for _ in range(600):
        page.goto(f"{running.url}/redakce/schranka/?hledat={address}")
        letters = page.get_by_role("link", name=address)
        if letters.count():
            letters.first.click()
            found = re.search(rf"http\S+/{way}/\S+", page.locator("main").text_content() or "")
            if found:
                return found[0]
        page.wait_for_timeout(500)
    raise AssertionError(running.logs())


def opens_account(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("Heslo", exact=True).fill(PASSWORD)
    page.get_by_label("Heslo ještě jednou").fill(PASSWORD)
    page.get_by_role("button", name="Otevřít účet").click()
    page.wait_for_url("**/redakce/")


def signs_out(page: Page) -> None:
    page.get_by_role("button", name="Odhlásit se").click()
    expect(page.get_by_role("status")).to_have_text("Jste odhlášeni.")


def forgets_password(page: Page, running: Running) -> None:
    page.goto(f"{running.url}/redakce/ucet/")
    page.get_by_role("link", name="Zapomenuté heslo").click()
    page.get_by_label("E-mail vašeho účtu").fill("eva@redakce.example")
    page.get_by_role("button", name="Poslat odkaz").click()
    expect(page.get_by_role("status")).to_contain_text("přijde na ni během několika minut dopis")


def sets_new_password(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("Nové heslo", exact=True).fill(OTHER)
    page.get_by_label("Nové heslo ještě jednou").fill(OTHER)
    page.get_by_role("button", name="Uložit heslo").click()
    page.get_by_label("E-mail").fill("eva@redakce.example")
    page.get_by_label("Heslo").fill(OTHER)
    page.get_by_role("button", name="Přihlásit se").click()
    page.wait_for_url("**/redakce/")
