"""The article editor in Chromium: opens an article, types, pastes, waits for the save."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from mitdomov.accounts.roles import Role
from mitdomov.document.tree import Document, Paragraph, Text
from tests.web.desk.articles_of_site import now_in, pool_article
from tests.web.in_chromium import sign_in, window
from tests.web.served import Site

_PASTE = """([html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", text);
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""
_KEPT_WITHIN_SECONDS = 60
_NEXT_FRAME = "new Promise(done => requestAnimationFrame(() => setTimeout(done)))"


@dataclass
class Desk:
    """An article, or a piece of news, open in one window."""

    page: Page
    site: Site
    article: int
    label: str = "Text článku"
    complaints: list[str] = field(default_factory=list)

    @property
    def text(self) -> Locator:
        return self.page.get_by_role("textbox", name=self.label)

    @property
    def state(self) -> Locator:
        return self.page.locator("[data-saving]")

    def write(self, words: str) -> None:
        """At the end of the text."""
        self.text.click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(words)

    def press(self, *keys: str) -> None:
        """As fast as fingers can: a frame apart, in which the browser tells of the selection."""
        for key in keys:
            self.page.keyboard.press(key)
            self.page.evaluate(_NEXT_FRAME)

    def paste(self, html: str, text: str = "") -> None:
        self.page.evaluate(_PASTE, [html, text])

    def tool(self, name: str) -> Locator:
        return self.page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)

    def await_saved(self) -> None:
        expect(self.state).to_contain_text("Uloženo v")
        self.page.wait_for_function(
            "document.querySelector('[data-saving]').dataset.state === 'saved'"
        )

    def await_kept(self, is_so: Callable[[], object]) -> None:
        """Until what the server keeps is as a test expects: a save may follow the one just seen."""
        deadline = time.monotonic() + _KEPT_WITHIN_SECONDS
        while not is_so():
            assert time.monotonic() < deadline, self.kept()
            self.page.wait_for_timeout(50)

    def kept(self) -> Any:
        return now_in(self.site, self.article).body


@contextmanager
def desk(
    browser: Browser,
    site: Site,
    url: str,
    *paragraphs: str,
    article: int = 0,
    role: Role = Role.EDITOR,
    width: int = 1280,
    **options: Any,
) -> Iterator[Desk]:
    """A new article of the pool, or `article`, in a window of whoever holds the role."""
    number = article or pool_article(site, *paragraphs)
    with window(browser, width, **options) as page:
        sign_in(page, site, url, role)
        found = Desk(page, site, number)
        _open(found, f"{url}/redakce/clanek/{number}/")
        yield found


@contextmanager
def news_desk(
    browser: Browser,
    site: Site,
    url: str,
    number: int,
    role: Role = Role.EDITOR,
    width: int = 1280,
    **options: Any,
) -> Iterator[Desk]:
    """The piece of news in a window of whoever holds the role."""
    with window(browser, width, **options) as page:
        sign_in(page, site, url, role)
        found = Desk(page, site, number, "Text novinky")
        _open(found, f"{url}/redakce/novinky/{number}")
        yield found


def _open(found: Desk, address: str) -> None:
    found.page.on("console", lambda said: hear(found, said.type, said.text))
    found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
    found.page.goto(address)
    expect(found.page.locator("#psani")).to_have_attribute("data-ready", "yes")


def hear(found: Desk, kind: str, words: str) -> None:
    """Answers that the test provokes are no fault of the page."""
    if kind == "error" and "Failed to load resource" not in words:
        found.complaints.append(words)


def text(words: str) -> Paragraph:
    return Paragraph((Text(words),))


def bare(document: Document) -> list[object]:
    """The blocks without their ids."""
    return [replace(block, id="") for block in document.blocks]
