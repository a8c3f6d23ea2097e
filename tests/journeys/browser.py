"""Opens Debian's Chromium through Playwright, and listens to what a page does wrong."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Error, Page, Request, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

# A busy machine may take its time; a claim that has come true holds nobody up.
expect.set_options(timeout=30_000)


@contextmanager
def browser_page(width: int = 1280, height: int = 900) -> Iterator[Page]:
    """A page in a fresh profile; at its end nothing may have broken the policy or left the host."""
    complaints: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        if said.type == "error":
            complaints.append(said.text)

    def mind(error: Error) -> None:
        complaints.append(str(error))

    def watch(request: Request) -> None:
        if urlsplit(request.url).hostname not in {"127.0.0.1", None}:
            complaints.append(request.url)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": height}, locale="cs-CZ")
        page.on("console", hear)
        page.on("pageerror", mind)
        page.on("request", watch)
        yield page
        browser.close()
    assert complaints == []


def sign_in_as(page: Page, url: str, role: str) -> None:
    """In the demo, by the button of the sample person with this role; ends on the desk's home."""
    page.goto(f"{url}/redakce/")
    page.get_by_role("button", name=role).click()
    page.wait_for_url(f"{url}/redakce/")
