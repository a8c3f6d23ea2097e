"""Somebody joins two lists and confirms them from the mailbox of the demo, as a person does."""

import time
import urllib.request
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from mitdomov.database.store import open_store
from mitdomov.settings import read_settings
from mitdomov.subscribers.model import Consent, Subscriber, Subscription, SubscriptionState
from tests.journeys.browser import browser_page, sign_in_as
from tests.journeys.conftest import Demo
from tests.journeys.running import Running

pytestmark = pytest.mark.journey

ADDRESS = "nova.ctenarka@obec.example"


def test_a_reader_joins_two_lists_and_a_scanner_joins_none(demo: Demo) -> None:
    with demo() as running, browser_page(360, 740) as page:
        asks_for_both_lists(page, running)
        links = links_of_the_letter(another_person(page), running)
        scan(links)
        assert lists_of(running) == {}
        confirms(page, links)
        assert set(lists_of(running).values()) == {SubscriptionState.ACTIVE}
        assert len(lists_of(running)) == 2
        scan(links)
        assert len(lists_of(running)) == 2
        comes_to_the_own_page(page)


def asks_for_both_lists(page: Page, running: Running) -> None:
    page.goto(f"{running.url}/")
    page.get_by_role("link", name="Odebírat").first.click()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_label("E-mailová adresa").fill(ADDRESS)
    page.wait_for_timeout(2100)
    page.get_by_role("button", name="Odebírat").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Podívejte se do schránky")


def another_person(page: Page) -> Page:
    """In a browser of their own."""
    browser = page.context.browser
    assert browser is not None
    return browser.new_page(locale="cs-CZ")


def links_of_the_letter(desk: Page, running: Running) -> list[str]:
    sign_in_as(desk, running.url, "vydavatel")
    deadline = time.monotonic() + 300
    while True:
        desk.goto(f"{running.url}/redakce/schranka/?hledat=nova.ctenarka")
        found = desk.get_by_role("link", name=ADDRESS)
        if found.count():
            break
        assert time.monotonic() < deadline, running.logs()
        time.sleep(0.5)
    found.first.click()
    letter = desk.frame_locator("iframe")
    expect(letter.get_by_role("link", name="Potvrdit odběr", exact=True)).to_be_visible()
    hrefs = [each.get_attribute("href") or "" for each in letter.get_by_role("link").all()]
    return [href for href in dict.fromkeys(hrefs) if urlsplit(href).scheme.startswith("http")]


def scan(links: list[str]) -> None:
    """As programs that guard mailboxes do: every link, twice, in both ways."""
    for method in ("GET", "HEAD") * 2:
        for link in links:
            request = urllib.request.Request(link, method=method)  # noqa: S310 - our own server
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                assert answer.status == 200


def lists_of(running: Running) -> dict[str, SubscriptionState]:
    settings = read_settings(running.environment)
    store = open_store(settings.database_url, running.data_dir)
    query = select(Subscription).join(Subscriber).where(Subscriber.address == ADDRESS)
    with store.reading() as session:
        found = list(session.scalars(query))
        proofs = session.scalars(select(Consent).join(Subscriber, Subscriber.address == ADDRESS))
        assert not found or len(proofs.all()) >= 3 * len(found)
    store.engine.dispose()
    return {each.list: each.state for each in found}


def confirms(page: Page, links: list[str]) -> None:
    page.goto(next(link for link in links if "/potvrdit/" in link))
    expect(page.get_by_role("heading", level=1)).to_have_text("Potvrďte odběr")
    page.get_by_role("button", name="Potvrdit odběr").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Odběr je potvrzený")


def comes_to_the_own_page(page: Page) -> None:
    page.get_by_role("link", name="Moje odběry").click()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(2)
