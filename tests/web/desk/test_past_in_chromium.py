"""PDFs of past issues in a real browser: sent one by one, read meanwhile, described by keyboard."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from mitdomov.accounts.roles import Role
from mitdomov.editorial.past.model import PastIssue, PastState
from mitdomov.jobs.handlers import HANDLERS
from mitdomov.jobs.long_work import Shop, do_work, waiting_work
from tests.editorial import past_pdfs
from tests.web.in_chromium import put_axe_into, served, sign_in, violations, window
from tests.web.served import Site

WINDOWS: tuple[tuple[int, dict[str, Any]], ...] = ((1280, {}), (320, {"color_scheme": "dark"}))


def work(site: Site) -> None:
    for order_id in waiting_work(site.store):
        do_work(Shop(site.store, site.scene.settings), order_id, "here/1/0", HANDLERS)


def judge(page: Page) -> None:
    put_axe_into(page)
    assert violations(page) == []
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0, "the page is wider than the window"


@pytest.mark.parametrize(("width", "options"), WINDOWS)
def test_an_archive_is_taken_in_while_it_is_read(
    site: Site, browser: Browser, width: int, options: dict[str, Any]
) -> None:
    files = [
        {"name": f"mit-domov-{n}-2015.pdf", "mimeType": "application/pdf", "buffer": data}
        for n, data in ((1, past_pdfs.scan(1)), (2, past_pdfs.scan(2)), (3, b"<html>"))
    ]
    with served(site) as url, window(browser, width, bypass_csp=True, **options) as page:
        sign_in(page, site, url, Role.PUBLISHER)
        page.goto(f"{url}/redakce/starsi-cisla/nacist")
        judge(page)
        page.get_by_label("Soubory PDF").set_input_files(files)  # type: ignore[arg-type]
        page.get_by_role("button", name="Nahrát").press("Enter")
        expect(page.get_by_text("Není to PDF")).to_be_visible()
        judge(page)
        expect(page.get_by_role("link", name="Pokračovat")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#prubeh")).to_contain_text("Přečteno 0 z\xa02 souborů.")
        judge(page)
        first, second = page.get_by_label("Téma").first, page.get_by_label("Téma").last
        first.fill("Co jsem zatím napsala")
        with page.expect_response("**/rozepsane"):
            second.press_sequentially("Druhé")
        work(site)
        expect(page.locator("#prubeh")).to_contain_text("Všechno je přečtené.")
        expect(first).to_have_value("Co jsem zatím napsala")
        expect(page.locator(".intake-cover img")).to_have_count(0)  # until the page is loaded again
        for day in page.get_by_label("Den vydání").all():
            day.fill("2015-05-01")
        first.press("Enter")
        expect(page.get_by_text("Rozepsané údaje jsou uložené.")).to_be_visible()
        expect(page.locator(".intake-cover img")).to_have_count(2)
        expect(second).to_have_value("Druhé")
        judge(page)
        page.get_by_label("Hned ukázat čtenářům").uncheck()
        page.get_by_role("button", name="Zařadit zaškrtnutá čísla").press("Enter")
        expect(page.get_by_text("Zařadí se 2 čísla.")).to_be_visible()
        work(site)
        expect(page.get_by_role("link", name="číslo 2/2015")).to_be_visible(timeout=15_000)
    with site.store.reading() as session:
        issues = session.scalars(select(PastIssue).order_by(PastIssue.number)).all()
    assert [(each.number, each.theme, each.state) for each in issues] == [
        ("1/2015", "Co jsem zatím napsala", PastState.HIDDEN),
        ("2/2015", "Druhé", PastState.HIDDEN),
    ]
