"""A running demo in; what Lighthouse gives its pages, and what an article weighs, out.

    .venv/bin/python docs/measure_pages.py http://127.0.0.1:8000

Lighthouse pretends a slow telephone on a slow line, so the figures depend little on this machine;
leave it alone meanwhile all the same.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import sync_playwright

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
_BODIES: Final = """["navigation", "resource"].flatMap(kind =>
  performance.getEntriesByType(kind).map(each => [each.initiatorType, each.encodedBodySize]))"""
_PICTURES: Final = ("img", "image", "other")
"""A page's icon is `other`."""
CATEGORIES: Final = ("performance", "accessibility", "best-practices", "seo")


def weight(url: str) -> tuple[int, int]:
    """Bytes of the bodies as they came over the line, without and with pictures."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 5000})
        page.goto(url, wait_until="networkidle")
        found: list[tuple[str, int]] = page.evaluate(_BODIES)
        browser.close()
    pictures = sum(size for kind, size in found if kind in _PICTURES)
    whole = sum(size for _, size in found)
    return whole - pictures, whole


def main(site: str) -> None:
    with TemporaryDirectory() as directory:
        for path in PATHS:
            given, lost = scores(site + path, CATEGORIES, Path(directory) / "report.json")
            plain, whole = weight(site + path)
            figures = " ".join(f"{name} {given[name]}" for name in CATEGORIES)
            sys.stdout.write(f"{path}: {figures}; {plain / 1000:.1f} kB, {whole / 1000:.1f} kB\n")
            for each in lost:
                sys.stdout.write(f"    {each}\n")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
