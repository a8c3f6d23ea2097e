"""News from the desk to the mailbox: published, gathered in one letter, left by one click."""

import re
from email import message_from_bytes
from email.message import Message
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import browser_page, sign_in_as
from tests.journeys.conftest import Demo

pytestmark = pytest.mark.journey

READERS = 50


def publish(page: Page, url: str, title: str) -> None:
    page.goto(f"{url}/redakce/novinky/")
    page.get_by_role("link", name="Nová novinka").click()
    page.get_by_label("Titulek").fill(title)
    page.get_by_role("button", name="Založit a psát").click()
    expect(page.locator("#psani")).to_have_attribute("data-ready", "yes")
    page.get_by_label("Perex").fill(f"{title} v jedné větě.")
    page.get_by_role("textbox", name="Text novinky").click()
    page.keyboard.type("Odstavec o bydlení.")
    page.get_by_role("button", name="Zveřejnit").click()
    expect(page.get_by_role("status").first).to_contain_text("Novinka je zveřejněná.")


def test_news_are_gathered_and_reach_every_reader_in_one_letter(demo: Demo) -> None:
    with demo() as running, browser_page() as page:
        sign_in_as(page, running.url, "vydavatel")
        publish(page, running.url, "Zpráva ráno")
        publish(page, running.url, "Zpráva večer")

        page.goto(f"{running.url}/redakce/novinky/dopis/")
        page.get_by_role("button", name="Níž Zpráva večer").click()
        expect(page.locator(".digest-item label").first).to_contain_text("Zpráva ráno")
        page.get_by_label("Předmět dopisu").fill("Co je nového")
        page.get_by_label("Úvod redakce").fill("Dvě zprávy za jeden den.")
        page.get_by_role("button", name="Uzavřít a vybrat příjemce…").click()
        page.get_by_role("link", name="Vybrat… seznam Novinky").click()
        page.get_by_label(re.compile("Napište počet dopisů")).fill(str(READERS))
        page.get_by_role("button", name="Rozeslat teď").click()
        expect(page.get_by_role("status").first).to_have_text("Dokončená", timeout=300_000)
        assert f"{READERS} z {READERS}" in page.locator("#prubeh").inner_text().replace("\xa0", " ")

        page.goto(f"{running.url}/redakce/novinky/dopis/")
        expect(page.get_by_text("Všechny novinky už odešly.")).to_be_visible()

        letter = read_letter(page, running.url, "Co je nového")
        found = re.fullmatch(r"<(http[^>]+)>", "".join(str(letter["List-Unsubscribe"]).split()))
        assert found
        assert "novinky" in str(letter["List-Id"])
        with urlopen(  # noqa: S310
            Request(found[1], data=b"List-Unsubscribe=One-Click", method="POST"),  # noqa: S310
            timeout=20,
        ) as answer:
            assert answer.status == 200


def read_letter(page: Page, url: str, subject: str) -> Message:
    page.goto(f"{url}/redakce/schranka/?hledat={subject}")
    page.locator("tbody a").first.click()
    page.wait_for_url(re.compile(r"/schranka/\d+$"))
    source = page.request.get(f"{page.url}/zdroj")
    assert source.ok
    return message_from_bytes(source.body())
