"""Takes the pictures of the README from the running demo: pages, a letter, an article.

usage: .venv/bin/python -m docs.take_pictures      (needs Chromium, and pdftoppm of poppler-utils)
"""

import subprocess
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.journeys.browser import browser_page, sign_in_as
from tests.journeys.running import up

PICTURES = Path(__file__).parent / "pictures"
PDF_PAGES = (1, 6, 16, 28)
GAP_PX = 24
GROUND = "#8a8f9c"
COLOURS = 128
"""Flat drawings lose nothing in a palette, and the repository stays small."""


def main() -> None:
    with tempfile.TemporaryDirectory() as directory:
        data_dir = Path(directory)
        with up(data_dir, "--demo") as running, browser_page(1280, 800) as page:
            take_pdf(page, running.url, data_dir)
            take_letter(page, running.url)
            take_article(page, running.url)
            take_page(page, f"{running.url}/", "domu")
            take_page(page, f"{running.url}/hledani/?q=obec", "hledani")


def take_pdf(page: Page, url: str, directory: Path) -> None:
    file = directory / "issue.pdf"
    file.write_bytes(page.request.get(f"{url}/cislo/1-2026/mit-domov-1-2026.pdf").body())
    sheets = []
    for number in PDF_PAGES:
        stem = directory / f"page-{number}"
        options = ["-r", "72", "-png", "-f", str(number), "-l", str(number), "-singlefile"]
        subprocess.run(["pdftoppm", *options, str(file), str(stem)], check=True)  # noqa: S603, S607
        sheets.append(Image.open(stem.with_suffix(".png")).convert("RGB"))
    save(side_by_side(sheets), "pdf")


def take_letter(page: Page, url: str) -> None:
    page.set_viewport_size({"width": 640, "height": 1100})
    sign_in_as(page, url, "vydavatel")
    page.goto(f"{url}/redakce/cislo/1-2026/dopis.html")
    shoot(page, "letter")


def take_article(page: Page, url: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 1100})
    page.goto(f"{url}/cislo/1-2026/clanky/prvni-klice/")
    shoot(page, "web")


def take_page(page: Page, address: str, name: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 1100})
    page.goto(address)
    shoot(page, name)


def shoot(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    file = PICTURES / f"{name}.png"
    page.screenshot(path=file)
    save(Image.open(file).convert("RGB"), name)


def side_by_side(sheets: list[Image.Image]) -> Image.Image:
    """Two by two, as in a light table."""
    width, height = sheets[0].size
    table = Image.new("RGB", (2 * width + 3 * GAP_PX, 2 * height + 3 * GAP_PX), GROUND)
    for place, sheet in enumerate(sheets):
        row, column = divmod(place, 2)
        table.paste(sheet, (GAP_PX + column * (width + GAP_PX), GAP_PX + row * (height + GAP_PX)))
    return table


def save(picture: Image.Image, name: str) -> None:
    picture.quantize(COLOURS).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
