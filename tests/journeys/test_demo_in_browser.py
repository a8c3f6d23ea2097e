"""A newcomer's first minutes: start the demo, send the sample issue, read the letters, leave."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import browser_page, sign_in_as
from tests.journeys.running import Running, up

pytestmark = pytest.mark.journey


def test_a_newcomer_sends_the_sample_issue_and_reads_each_letter(tmp_path: Path) -> None:
    with up(tmp_path / "data", "--demo") as running, browser_page() as page:
        sign_in_as(page, running.url, "vydavatel")
        sees_the_sample_issue(page, running)
        sends_it(page, running)
        reads_a_letter(page)
        leaves_by_the_link_in_it(page, running)


def sees_the_sample_issue(page: Page, running: Running) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Redakce")
    page.get_by_role("link", name="Webové vydání").click()
    expect(page.locator("body")).to_contain_text("Ukázkové číslo")
    page.go_back()
    pdf = page.get_by_role("link", name="PDF (").get_attribute("href")
    answer = page.request.get(f"{running.url}{pdf}")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")


def sends_it(page: Page, running: Running) -> None:
    page.get_by_role("link", name="Zatím nerozeslané").click()
    expect(page.get_by_text("50 odběratelů").first).to_be_visible()
    page.get_by_role("link", name="Vybrat… seznam Magazín Mít domov").click()
    page.get_by_label("Napište počet dopisů: 50").fill("50")
    page.get_by_role("button", name="Rozeslat teď").click()
    expect(page.get_by_role("status")).to_have_text("Dokončená", timeout=300_000)
    terms = page.locator(".equation").inner_text().split()
    assert terms.count("50") == 2, running.logs()


def reads_a_letter(page: Page) -> None:
    page.get_by_role("link", name="Přečíst dopisy").click()
    page.get_by_role("link", name="Přečíst dopis pro Žofie Šťastná").click()
    letter = page.frame_locator("iframe")
    expect(letter.locator("body")).to_contain_text("Žofie Šťastná")
    expect(letter.get_by_role("img", name="Evropské unie").first).to_be_attached()


def leaves_by_the_link_in_it(page: Page, running: Running) -> None:
    """Opening the link changes nothing; the button does, and can be taken back."""
    letter = page.frame_locator("iframe")
    link = letter.get_by_role("link", name="Odhlásit").first.get_attribute("href")
    assert link is not None
    page.goto(link)
    page.reload()
    expect(page.get_by_role("heading", name="Odhlásit odběr")).to_be_visible()
    page.get_by_role("button", name="Odhlásit odběr").click()
    expect(page.get_by_role("heading", name="Odběr je odhlášený")).to_be_visible()
    page.goto(f"{running.url}/redakce/cislo/1-2026/rozeslat")
    expect(page.get_by_text("49 odběratelů").first).to_be_visible()
    page.goto(link)
    page.get_by_role("button", name="Přece jen odebírat dál").click()
    expect(page.get_by_role("heading", name="Jsme rádi, že zůstáváte")).to_be_visible()
    page.goto(f"{running.url}/redakce/cislo/1-2026/rozeslat")
    expect(page.get_by_text("50 odběratelů").first).to_be_visible()
