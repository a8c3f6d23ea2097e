"""A reader's way out and back: scanners change nothing, each button does what it says."""

import re
import sqlite3
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import browser_page
from tests.journeys.running import Running, up
from tests.journeys.test_issue_to_inbox import bring_in, post, unsubscribe_url, write_readers
from tests.relay import Relay, running_relay

pytestmark = pytest.mark.journey

MOVING, CLICKING, LEAVING = (f"ctenar00{number}@ctenari.example" for number in range(3))
NEW: Final = "nova.adresa@ctenari.example"
_TABLES: Final = (
    *("subscriber", "subscription", "consent", "suppression", "delivery", "single_letter"),
    *("address_change", "reader_link", "sign_up", "erasure_record", "audit_entry"),
)
_MOST_PAGES: Final = 60

T = TypeVar("T")


def test_a_reader_moves_leaves_and_returns(tmp_path: Path, small_issue_dir: Path) -> None:
    with (
        running_relay() as relay,
        up(tmp_path / "data", SMTP_URL=relay.url) as running,
        browser_page() as page,
    ):
        bring_in(running, small_issue_dir, write_readers(tmp_path, 3))
        running.do("send", "1/2030", "--list", "magazin", "--yes", "--wait")
        scan(running, links_of(letter_to(relay, MOVING), running))

        move(page, running, relay)

        letter = letter_to(relay, CLICKING)
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert post(unsubscribe_url(letter)) == 200
        assert state(running, CLICKING) == "ended"
        page.goto(unsubscribe_url(letter))
        expect(page.get_by_role("heading", level=1)).to_have_text("Odběr je odhlášený")
        page.get_by_role("button", name="Přece jen odebírat dál").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Jsme rádi, že zůstáváte")
        assert state(running, CLICKING) == "active"

        page.goto(unsubscribe_url(letter_to(relay, LEAVING)))
        page.get_by_role("button", name="Odhlásit odběr").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Odběr je odhlášený")
        assert state(running, LEAVING) == "ended"

        before = len(relay.accepted)
        running.do("send", "1/2030", "--list", "magazin", "--yes", "--again", "--wait")
        assert {each.recipient for each in relay.accepted[before:]} == {NEW, CLICKING}


def move(page: Page, running: Running, relay: Relay) -> None:
    """By a link to the old address, then one to the new; a look at either changes nothing."""
    own_page = next(
        link for link in links_of(letter_to(relay, MOVING), running) if "/odber/" in link
    )
    page.goto(own_page)
    assert MOVING not in page.content()
    known = len(relay.accepted)
    page.get_by_role("button", name="Poslat odkaz na mou adresu").click()
    expect(page.get_by_role("status")).to_contain_text("poslali odkaz")
    [own_data] = links_of(awaited(lambda: newest_to(relay, MOVING, known)), running)
    scan(running, [own_data])
    page.goto(own_data)
    page.get_by_label("Nová e-mailová adresa").fill(NEW)
    known = len(relay.accepted)
    page.get_by_role("button", name="Poslat potvrzení").click()
    expect(page.get_by_role("status")).to_contain_text("odkaz k potvrzení")
    [confirm] = links_of(awaited(lambda: newest_to(relay, NEW, known)), running)
    [stop] = links_of(awaited(lambda: newest_to(relay, MOVING, known)), running)
    scan(running, [confirm, stop])
    assert state(running, MOVING) == "active"
    page.goto(confirm)
    page.get_by_role("button", name="Potvrdit adresu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Adresa je změněná")
    assert state(running, NEW) == "active"


def scan(running: Running, links: list[str]) -> None:
    """GET, HEAD and GET again of each link, and of each link on the pages behind them."""
    awaited(lambda: not waiting(running))
    before, seen = rows(running), set(links)
    queue = list(links)
    while queue and len(seen) < _MOST_PAGES:
        address = queue.pop(0)
        for method in ("GET", "HEAD", "GET"):
            status, body = fetch(address, method)
            assert status == 200, address
            found = {urljoin(address, link) for link in re.findall(r'href="([^"#]+)"', body)}
            new = {link for link in found - seen if is_own(link, running)}
            seen |= new
            queue += sorted(new)
    assert rows(running) == before


def fetch(address: str, method: str) -> tuple[int, str]:
    request = urllib.request.Request(address, method=method)  # noqa: S310 - on loopback
    try:
        answer = urllib.request.urlopen(request, timeout=20)  # noqa: S310
    except urllib.error.HTTPError as error:
        return error.code, ""
    with answer:
        is_page = answer.headers.get_content_type() == "text/html"
        return answer.status, answer.read().decode() if is_page else ""


def is_own(link: str, running: Running) -> bool:
    """Of the reader's own pages; the rest of the site is the same for everybody."""
    path = urlsplit(link).path
    return link.startswith(running.url) and path.startswith(("/odber/", "/odhlaseni/"))


def rows(running: Running) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(running.data_dir / "mitdomov.sqlite")) as database:
        return {
            table: database.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()  # noqa: S608
            for table in _TABLES
        }


def waiting(running: Running) -> bool:
    """Whether a single letter is still on its way, and will change its row by itself."""
    return any("waiting" in row for row in rows(running)["single_letter"])


def state(running: Running, address: str) -> str:
    with closing(sqlite3.connect(running.data_dir / "mitdomov.sqlite")) as database:
        [(found,)] = database.execute(
            "SELECT state FROM subscription JOIN subscriber ON subscriber.id = subscriber_id "
            "WHERE address = ?",
            (address,),
        ).fetchall()
    return str(found)


def letter_to(relay: Relay, address: str) -> EmailMessage:
    found = newest_to(relay, address, 0)
    assert found is not None
    return found


def newest_to(relay: Relay, address: str, known: int) -> EmailMessage | None:
    letters = [each.message for each in relay.accepted[known:] if each.recipient == address]
    return letters[-1] if letters else None


def links_of(letter: EmailMessage, running: Running) -> list[str]:
    """The personal ones, of both bodies."""
    bodies = [letter.get_body((kind,)) for kind in ("plain", "html")]
    found = [
        link.rstrip(".,)")
        for body in bodies
        if body is not None
        for link in re.findall(rf"{re.escape(running.url)}/[^\s\"<>]+", body.get_content())
    ]
    return sorted({link for link in found if is_own(link, running)})


def awaited(look: Callable[[], T | None]) -> T:
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError("it never came")
