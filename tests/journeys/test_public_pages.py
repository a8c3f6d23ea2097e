"""Every public page of the demo as readers meet it: whole, closed, linked, without barriers."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.journeys.lighthouse import scores
from tests.journeys.running import Running, up
from tests.web.in_chromium import chromium, put_axe_into, violations

pytestmark = pytest.mark.journey

KINDS = (
    "/",
    "/archiv/",
    "/cislo/1-2026/",
    "/cislo/1-2026/clanky/prvni-klice/",
    "/odebirat/",
    "/odebirat/vlozit/",
    "/hledani/",
    "/hledani/?q=bydleni",
    "/novinky/",
    "/akce/",
    "/materialy/",
    "/webinare/",
    "/realizatori/",
    "/o-magazinu/",
    "/pristupnost/",
    "/ochrana-udaju/",
    "/neni/",
)
"""One address of each kind of page; what is listed on them is found by the walk."""
LOOKS = (
    {"width": 1280, "color_scheme": "light", "media": "screen"},
    {"width": 1280, "color_scheme": "dark", "media": "screen"},
    {"width": 320, "color_scheme": "light", "media": "screen"},
    {"width": 800, "color_scheme": "light", "media": "print"},
)
NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""Chromium finds no host but this machine: what a page would need of others is missing."""
_LINKS = "[...document.querySelectorAll('a[href]')].map(each => each.href)"


@dataclass
class Walk:
    """A walk through the site, with what was seen of each page."""

    url: str
    pages: dict[str, str] = field(default_factory=dict)
    """The title of each page, by its path."""
    foreign: set[str] = field(default_factory=set)
    """Requests that left the site."""
    wrong: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def demo_site(
    prepared_demo: tuple[object, int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    prepared, port = prepared_demo
    data = tmp_path_factory.mktemp("public") / "data"
    shutil.copytree(str(prepared), data, ignore=shutil.ignore_patterns("*.sock*"))
    with up(data, "--demo", port=port) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium(NO_OTHER_HOST) as found:
        yield found


def walked(browser: Browser, url: str) -> Walk:
    walk = Walk(url)
    context = browser.new_context(locale="cs-CZ")
    page = context.new_page()
    page.on("request", lambda request: note_foreign(walk, request.url))
    page.on("console", lambda said: note_error(walk, page, said))
    todo = {"/"}
    while todo:
        path = todo.pop()
        answer = page.goto(url + path)
        assert answer is not None
        assert answer.status == 200, path
        walk.pages[path] = page.title()
        walk.wrong += [f"{path}: {each}" for each in missing(page)]
        todo |= set(ways_on(page, url)) - set(walk.pages)
    assert context.cookies() == []
    context.close()
    return walk


def note_foreign(walk: Walk, address: str) -> None:
    if urlsplit(address).scheme in {"http", "https"} and not address.startswith(walk.url):
        walk.foreign.add(address)


def note_error(walk: Walk, page: Page, said: ConsoleMessage) -> None:
    if said.type == "error":
        walk.wrong.append(f"{page.url}: {said.text}")


def ways_on(page: Page, url: str) -> Iterator[str]:
    """Pages of the site that this one leads to; files and the desk are no pages."""
    for href in page.evaluate(_LINKS):
        address = urldefrag(urljoin(page.url, href)).url
        path = address.removeprefix(url)
        is_page = address.startswith(url) and path.endswith("/") and "?" not in path
        if is_page and not path.startswith("/redakce/"):
            yield path


def missing(page: Page) -> Iterator[str]:
    """What every page must have."""
    for what, selector in (
        ("one heading of the first level", "h1"),
        ("help for people in housing need", ".help a[href^='tel:']"),
        ("EU publicity", "footer >> text=Spolufinancováno Evropskou unií"),
        ("a description for machines", "meta[name=description]"),
        ("a link past the masthead", "a.skip"),
        ("the accessibility statement", "a[href$='/pristupnost/']"),
        ("a date of the last change", "text=Datum poslední aktualizace"),
    ):
        count = page.locator(selector).count()
        if count == 0 or (selector == "h1" and count != 1):
            yield f"{what}: {count}"


def test_every_page_is_whole_and_asks_nobody_else(demo_site: Running, browser: Browser) -> None:
    walk = walked(browser, demo_site.url)
    assert len(walk.pages) > 40, sorted(walk.pages)
    assert walk.foreign == set()
    assert walk.wrong == []
    same = {title for title in walk.pages.values() if list(walk.pages.values()).count(title) > 1}
    assert same == set(), {path: title for path, title in walk.pages.items() if title in same}


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look.values())))
def test_axe_finds_nothing_on_any_kind_of_page(
    demo_site: Running, browser: Browser, look: dict[str, object]
) -> None:
    context = browser.new_context(
        viewport={"width": int(str(look["width"])), "height": 900},
        color_scheme=look["color_scheme"],  # type: ignore[arg-type]
        locale="cs-CZ",
        bypass_csp=True,
    )
    page = context.new_page()
    page.emulate_media(media=look["media"])  # type: ignore[arg-type]
    found = {}
    for path in KINDS:
        page.goto(demo_site.url + path)
        put_axe_into(page)
        problems = violations(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > int(str(look["width"])):
            problems.append(f"{width} px wide")
        if problems:
            found[path] = problems
    context.close()
    assert found == {}


@pytest.mark.parametrize("path", KINDS[:6])
def test_lighthouse_finds_nothing_to_better(demo_site: Running, tmp_path: Path, path: str) -> None:
    """How fast a page is depends on the machine; `docs/measure_pages.py` measures that."""
    categories = ("accessibility", "best-practices", "seo")
    given, lost = scores(demo_site.url + path, categories, tmp_path / "report.json")
    assert (given, lost) == (dict.fromkeys(categories, 100), [])
