"""Serves a site on a free loopback port and opens it in Chromium."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from mitdomov.accounts.roles import Role
from mitdomov.places import ROOT
from tests.journeys.browser import CHROMIUM
from tests.web.served import Site

_AXE: Final = ROOT / "node_modules" / "axe-core" / "axe.min.js"
_RUN: Final = """async rules => {
  const options = rules.length ? {runOnly: rules} : {rules: {"target-size": {enabled: true}}};
  const found = await axe.run(document, {iframes: false, resultTypes: ["violations"], ...options});
  return found.violations.flatMap(violation => violation.nodes.map(node =>
    `${violation.id}: ${node.target.join(" ")} (${node.any.map(each => each.message).join("; ")})`
  ));
}"""


@contextmanager
def served(site: Site) -> Iterator[str]:
    """The address of the site, which answers until the end of the block."""
    server = make_server("127.0.0.1", 0, site.app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


@contextmanager
def chromium(*options: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", *options]
        )
        yield browser
        browser.close()


@contextmanager
def window(browser: Browser, width: int = 1280, **options: Any) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, locale="cs-CZ", **options
    )
    yield context.new_page()
    context.close()


def sign_in(page: Page, site: Site, url: str, *roles: Role) -> None:
    """In the window of the page, as whoever holds these roles, or all of them."""
    cookie = site.cookie(*roles)
    page.context.add_cookies([{"name": "session", "value": cookie, "url": url}])


def put_axe_into(page: Page) -> None:
    """The page must not be bound by our policy."""
    page.evaluate(_AXE.read_text(encoding="utf-8"))


def violations(page: Page, *rules: str) -> list[str]:
    """What axe finds wrong with the page that is open, by all rules or those named.

    The size of targets (WCAG 2.2, 2.5.8) is asked for, since axe leaves it out on its own.
    """
    found: list[str] = page.evaluate(_RUN, rules)
    return found
