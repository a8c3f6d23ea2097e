"""Takes the pictures of the editors' guide from the running demo.

usage: .venv/bin/python -m docs.take_guide_pictures      (needs Chromium)
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from tests.journeys import at_desk
from tests.journeys.browser import CHROMIUM
from tests.journeys.running import up

PICTURES: Final = Path(__file__).parent / "pictures" / "redakce"
WIDTH: Final = 1180
COLOURS: Final = 96
"""Flat screens lose nothing in a palette, and the repository stays small."""
_ARTICLE: Final = "První klíče"
_TRANSLATION: Final = "Kde se křivka zlomila"


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as directory,
        up(Path(directory) / "data", "--demo") as demo,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": WIDTH, "height": 860}, locale="cs-CZ")
        page = at_desk.sign_in(context, demo.url, "vydavatel")
        page.set_default_timeout(15_000)
        guide = Guide(page, demo.url, Path(directory))
        for name, show in SHOWS.items():
            show(guide)
            shoot(page, name)
        browser.close()


@dataclass(frozen=True, slots=True)
class Guide:
    """Ways to the pages that the guide shows."""

    page: Page
    url: str
    directory: Path

    def go(self, path: str) -> None:
        self.page.goto(f"{self.url}/redakce/{path}")

    def article(self, title: str, tab: str = "") -> None:
        self.go("cislo/1-2026/")
        self.page.get_by_role("link", name=title, exact=True).click()
        if tab:
            at_desk.open_tab(self.page, tab)

    def write(self) -> None:
        self.article(_ARTICLE)
        self.page.wait_for_load_state("networkidle")
        self.page.mouse.move(WIDTH / 2, 400)
        self.page.mouse.wheel(0, 620)
        self.page.wait_for_timeout(500)

    def word(self) -> None:
        file = at_desk.word_file(
            self.directory / "Byt na zimu.docx",
            "Byt na zimu i na léto",
            "Město přestalo každou zimu otevírat noclehárnu a najalo čtyři byty.",
            ("Heading 2", "Jak se to počítalo"),
            "Noc v noclehárně stála město víc než nájem.",
        )
        at_desk.import_from_word(self.page, self.url, "Zásobník článků", [file])

    def send(self) -> None:
        self.go("cislo/1-2026/rozeslat")
        self.page.get_by_role("link", name="Vybrat… seznam Magazín Mít domov").click()
        self.page.get_by_label("Napište počet dopisů: 50").fill("50")
        self.page.get_by_role("button", name="Rozeslat teď").click()
        state = self.page.get_by_role("status").first
        expect(state).to_have_text("Dokončená", timeout=60_000)

    def proof(self) -> None:
        self.article(_ARTICLE, "Autorizace")
        self.page.get_by_label("Jméno").first.fill("Tadeáš Humpolík")
        self.page.get_by_role("button", name="Vytvořit odkaz").click()
        address = self.page.locator("[aria-labelledby=novy-odkaz] code").inner_text()
        self.page.set_viewport_size({"width": 400, "height": 860})
        self.page.goto(address)


SHOWS: Final[dict[str, Callable[[Guide], None]]] = {
    "sestava": lambda guide: guide.go("cislo/1-2026/"),
    "clanek": Guide.write,
    "original": lambda guide: guide.article(_TRANSLATION, "Originál"),
    "media": lambda guide: guide.go("media/"),
    "nahled": lambda guide: guide.article(_ARTICLE, "Náhled"),
    "nalezy": lambda guide: guide.go("cislo/1-2026/nalezy"),
    "schvaleni": lambda guide: guide.go("cislo/1-2026/schvaleni"),
    "word": Guide.word,
    "rozesilka": Guide.send,
    "domu": lambda guide: guide.go(""),
    "korektura": Guide.proof,
}
"""By the names of the pictures, in the order in which they can be taken."""


def shoot(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    file = PICTURES / f"{name}.png"
    page.screenshot(path=file)
    Image.open(file).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
        file, optimize=True
    )


if __name__ == "__main__":
    main()
