"""A running demo in; what Lighthouse gives its pages, and what they and all articles weigh, out.

    .venv/bin/python docs/measure_pages.py http://127.0.0.1:8000

Lighthouse pretends a slow telephone on a slow line, so the figures depend little on this machine;
leave it alone meanwhile all the same.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.journeys.browser import CHROMIUM
from tests.journeys.lighthouse import scores

PATHS: Final = (
    "/",
    "/archiv/",
    "/cislo/1-2026/",
    "/cislo/1-2026/clanky/prvni-klice/",
    "/cislo/1-2026/clanky/kolik-stoji-byt/",
    "/novinky/",
    "/odebirat/",
)
_ISSUE: Final = "/cislo/1-2026/"
_BODIES: Final = """["navigation", "resource"].flatMap(kind =>
  performance.getEntriesByType(kind).map(each => [each.name, each.encodedBodySize]))"""
_ARTICLES: Final = (
    """[...document.querySelectorAll("h3 a[href^='clanky/']")].map(each => each.pathname)"""
)
_PICTURES: Final = (".svg", ".png", ".jpg")
CATEGORIES: Final = ("performance", "accessibility", "best-practices", "seo")


def weight(browser: Browser, url: str) -> tuple[int, int]:
    """Bytes of the bodies as they came to a fresh browser, without and with pictures."""
    page = browser.new_context(viewport={"width": 1280, "height": 5000}).new_page()
    page.goto(url, wait_until="networkidle")
    found: list[tuple[str, int]] = page.evaluate(_BODIES)
    page.context.close()
    pictures = sum(size for name, size in found if name.endswith(_PICTURES))
    whole = sum(size for _, size in found)
    return whole - pictures, whole


def weigh(site: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(site + _ISSUE)
        articles: list[str] = page.evaluate(_ARTICLES)
        for path in dict.fromkeys((*PATHS, *articles)):
            plain, whole = weight(browser, site + path)
            sys.stdout.write(
                f"{path}: {plain / 1000:.1f} kB, with pictures {whole / 1000:.1f} kB\n"
            )
        browser.close()


def main(site: str) -> None:
    weigh(site)
    with TemporaryDirectory() as directory:
        for path in PATHS:
            given, lost = scores(site + path, CATEGORIES, Path(directory) / "report.json")
            figures = " ".join(f"{name} {given[name]}" for name in CATEGORIES)
            sys.stdout.write(f"{path}: {figures}\n")
            for each in lost:
                sys.stdout.write(f"    {each}\n")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
