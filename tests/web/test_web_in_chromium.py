"""Real Chromium: pages are accessible in every light and width, and the desk works by keyboard."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect

from mitdomov.delivery.model import DeliveryState
from mitdomov.delivery.transports.mailbox import MailboxTransport
from tests.web.in_chromium import chromium, put_axe_into, served, sign_in, violations, window
from tests.web.pages_of_web import paths_of
from tests.web.served import PUBLIC_URL, Site

_ALIKE: Final = {"deliveries of a state", "nothing found", "preferences saved", "unsubscribed"}
"""Pages that look like another one."""
_TOO_SMALL: Final = """() => {
  const field = "input:not([type=hidden], [tabindex='-1'])";
  const pressed = `button, ${field}, summary, .rail a, .button, .links a`;
  return [...document.querySelectorAll(pressed)]
    .map(each => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
    .map(([html]) => html);
}"""


@dataclass(frozen=True)
class Stand:
    """A site with something on every page."""

    site: Site
    url: str
    paths: dict[str, str]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def stand(module_site: Site) -> Iterator[Stand]:
    paths = paths_of(module_site)
    with served(module_site) as url:
        yield Stand(module_site, url, paths)


def visits(page: Page, stand: Stand) -> Iterator[str]:
    """Opens every page, one after the other; pictures in letters stay blank."""
    page.route(f"{PUBLIC_URL}/**", lambda route: route.fulfill(content_type="image/png", body=b""))
    sign_in(page, stand.site, stand.url)
    for name in stand.paths.keys() - _ALIKE:
        path = stand.paths[name]
        page.goto(f"{stand.url}{path}", wait_until="load")
        yield name


def test_axe_finds_no_violation_in_any_light_or_width(browser: Browser, stand: Stand) -> None:
    """Light and dark, 1280 and 320 px; in the dark, colours are all that differs."""
    found: dict[str, list[str]] = {}
    with window(browser, bypass_csp=True, reduced_motion="reduce") as page:
        for name in visits(page, stand):
            put_axe_into(page)
            found[name] = violations(page)
            page.emulate_media(color_scheme="dark")
            found[f"{name}, dark"] = violations(page, "color-contrast", "link-in-text-block")
            page.emulate_media(color_scheme="light")
            page.set_viewport_size({"width": 320, "height": 900})
            found[f"{name}, narrow"] = violations(page)
            page.set_viewport_size({"width": 1280, "height": 900})
    assert {name: each for name, each in found.items() if each} == {}


def test_a_small_telephone_shows_everything_large_enough(browser: Browser, stand: Stand) -> None:
    """Nothing is wider than 320 px, buttons are no smaller than 24 px (WCAG 2.2, 2.5.8), and the
    browser refuses nothing, because no page asks for what its policy does not allow."""
    complaints: list[str] = []
    with window(browser, 320) as page:
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        for name in visits(page, stand):
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
            assert page.evaluate(_TOO_SMALL) == [], name
    assert [each for each in complaints if "404 (NOT FOUND)" not in each] == []


@pytest.fixture
def desk(site: Site, browser: Browser) -> Iterator[tuple[str, Page]]:
    with served(site) as url, window(browser) as page:
        page.set_default_timeout(15_000)
        sign_in(page, site, url)
        yield url, page


def test_progress_is_followed_without_losing_the_place(site: Site, desk: tuple[str, Page]) -> None:
    """The page is renewed each second: whoever stands on a button stays there, until the end."""
    url, page = desk
    number = site.scene.plan()
    page.goto(f"{url}/redakce/rozesilky/{number}")
    button = page.get_by_role("button", name="Pozastavit")
    button.focus()
    site.settle(number, [DeliveryState.REFUSED])
    expect(page.locator("#prubeh")).to_contain_text("1 z 3")
    expect(button).to_be_focused()
    site.scene.send(number, MailboxTransport(site.store))
    expect(page.get_by_role("status")).to_have_text("Dokončená")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(1_500)
    assert asked == []


def test_progress_goes_on_after_the_server_failed_for_a_moment(
    site: Site, desk: tuple[str, Page]
) -> None:
    url, page = desk
    number = site.scene.plan()
    page.goto(f"{url}/redakce/rozesilky/{number}")
    refused: list[str] = []

    def refuse(route: Any) -> None:
        refused.append(route.request.url)
        route.fulfill(status=503, content_type="text/html", body="<h1>Program má plno práce</h1>")

    page.route("**/prubeh", refuse, times=1)
    with page.expect_response(lambda answer: answer.status == 503):
        pass
    site.settle(number, [DeliveryState.REFUSED])
    expect(page.locator("#prubeh")).to_contain_text("1 z 3")
    assert refused
    assert page.get_by_role("heading", level=1).count() == 1


def test_the_issue_is_sent_by_keyboard_alone(site: Site, desk: tuple[str, Page]) -> None:
    url, page = desk
    page.goto(f"{url}/redakce/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Přejít k obsahu")).to_be_focused()
    page.keyboard.press("Enter")
    _tab_to(page, "Zatím nerozeslané")
    page.keyboard.press("Enter")
    page.wait_for_url("**/rozeslat")
    _tab_to(page, "Vybrat… seznam Magazín Mít domov")
    page.keyboard.press("Enter")
    page.wait_for_url("**/potvrdit?seznam=magazin")
    _tab_to(page, "Napište počet dopisů: 3")
    page.keyboard.type("3")
    _tab_to(page, "Rozeslat teď")
    page.keyboard.press("Enter")
    page.wait_for_url("**/rozesilky/1")
    assert site.dispatch(1).audience == 3


_NAME: Final = (
    "(document.activeElement.labels?.[0] ?? document.activeElement)"
    ".innerText.trim().split(/\\s+/).join(' ')"
)
"""Of what has the focus: its own words, or those of its label."""


def _tab_to(page: Page, words: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(_NAME) == words:
            return
    raise AssertionError(f"{words} cannot be reached by Tab")
