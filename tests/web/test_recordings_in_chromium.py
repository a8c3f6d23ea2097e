"""A recording in a browser: nobody is asked before the click, one host after it, and it can end."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route, expect

from tests.web.in_chromium import chromium, put_axe_into, served, violations, window
from tests.web.listings_of_site import WEBINAR, publish
from tests.web.served import Site

NO_OTHER_HOST: Final = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
PAGE: Final = "/webinare/garance-pro-majitele/"
PLAYER: Final = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
STUB: Final = "<!doctype html><title>Přehrávač</title><button>Hrát</button>"
PLAY: Final = "Přehrát záznam z YouTube"
CLOSE: Final = "Zavřít přehrávač"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium(NO_OTHER_HOST) as found:
        yield found


class Watched:
    """What a page asked others for, and what its policy refused."""

    def __init__(self, page: Page, url: str) -> None:
        self.asked: list[str] = []
        self.wrong: list[str] = []
        self.referrers: list[str] = []
        self._url = url
        page.on("request", self._note)
        page.on("console", self._hear)
        page.route(f"{PLAYER}**", self._play)

    def _note(self, request: Request) -> None:
        if not request.url.startswith(self._url):
            self.asked.append(request.url)

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.wrong.append(said.text)

    def _play(self, route: Route) -> None:
        self.referrers.append(route.request.headers.get("referer", ""))
        route.fulfill(body=STUB, content_type="text/html; charset=utf-8")


@contextmanager
def watched(site: Site, browser: Browser, width: int = 1280) -> Iterator[tuple[Page, Watched, str]]:
    recording = {"zaznam": "https://youtu.be/dQw4w9WgXcQ"}
    publish(site, "webinare", WEBINAR | recording)
    with served(site) as url, window(browser, width) as page:
        seen = Watched(page, url)
        page.goto(url + PAGE)
        yield page, seen, url


def test_nobody_is_asked_before_the_click_and_one_host_after_it(
    site: Site, browser: Browser
) -> None:
    with watched(site, browser) as (page, seen, _):
        page.get_by_role("button", name=PLAY).hover()
        page.mouse.wheel(0, 5_000)
        page.wait_for_load_state("networkidle")
        assert (seen.asked, page.locator("iframe").count()) == ([], 0)
        page.get_by_role("button", name=PLAY).click()
        page.frame_locator("iframe").get_by_role("button", name="Hrát").wait_for()
        assert [each.partition("?")[0] for each in seen.asked] == [PLAYER]
        assert not seen.referrers[0].endswith(PAGE)
        frame = page.locator("iframe")
        expect(frame).to_be_focused()
        title = frame.get_attribute("title") or ""
        assert title == "Přehrávač záznamu (YouTube): Garance pro majitele"
        assert "allow-top-navigation" not in (frame.get_attribute("sandbox") or "")
        page.get_by_role("button", name=CLOSE).click()
        expect(page.locator("iframe")).to_have_count(0)
        expect(page.get_by_role("button", name=PLAY)).to_be_focused()
        assert (len(seen.asked), seen.wrong) == (1, [])
        assert page.context.cookies() == []


def test_the_keyboard_starts_and_ends_it_and_the_choice_is_forgotten(
    site: Site, browser: Browser
) -> None:
    with watched(site, browser) as (page, seen, _):
        page.get_by_role("button", name=PLAY).focus()
        page.keyboard.press("Enter")
        page.frame_locator("iframe").get_by_role("button", name="Hrát").wait_for()
        page.get_by_role("button", name=CLOSE).focus()
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name=PLAY)).to_be_focused()
        page.get_by_role("button", name=PLAY).click()
        page.reload()
        page.wait_for_load_state("networkidle")
        expect(page.locator("iframe")).to_have_count(0)
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        assert seen.wrong == []


def test_no_other_host_gets_into_the_frame(site: Site, browser: Browser) -> None:
    with watched(site, browser) as (page, seen, _):
        page.route("https://jine.example/**", lambda route: route.fulfill(body=STUB))
        page.evaluate(
            "document.querySelector('[data-player]').dataset.player = 'https://jine.example/'"
        )
        with page.expect_console_message(lambda said: "frame-src" in said.text):
            page.get_by_role("button", name=PLAY).click()
        assert seen.asked == []


def test_without_scripts_the_recording_is_a_link_and_the_transcript_is_open(
    site: Site, browser: Browser
) -> None:
    publish(site, "webinare", WEBINAR | {"zaznam": "https://youtu.be/dQw4w9WgXcQ"})
    with (
        served(site) as url,
        window(browser, 360, java_script_enabled=False) as page,
    ):
        page.goto(url + PAGE)
        link = page.get_by_role("link", name="Přehrát záznam na youtu.be")
        assert link.get_attribute("href") == "https://youtu.be/dQw4w9WgXcQ"
        expect(page.get_by_role("button", name=PLAY)).to_have_count(0)
        expect(page.get_by_text("Takto.")).to_be_visible()


def test_on_a_phone_the_transcript_is_folded_until_a_link_leads_into_it(
    site: Site, browser: Browser
) -> None:
    with watched(site, browser, width=360) as (page, _, url):
        expect(page.get_by_text("Takto.")).to_be_hidden()
        part = page.get_by_role("link", name="Jak", exact=True)
        address = f"{url}{PAGE}{part.get_attribute('href')}"
        part.click()
        expect(page.get_by_text("Takto.")).to_be_visible()
        page.goto("about:blank")
        page.goto(address)
        expect(page.get_by_text("Takto.")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light")])
def test_axe_finds_nothing_before_and_while_it_plays(
    site: Site, browser: Browser, width: int, scheme: str
) -> None:
    recording = {"zaznam": "https://youtu.be/dQw4w9WgXcQ"}
    publish(site, "webinare", WEBINAR | recording)
    with (
        served(site) as url,
        window(browser, width, color_scheme=scheme, bypass_csp=True) as page,
    ):
        Watched(page, url)
        page.goto(url + PAGE)
        put_axe_into(page)
        assert violations(page) == []
        page.get_by_role("button", name=PLAY).click()
        assert violations(page) == []
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
