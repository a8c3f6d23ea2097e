"""Takes the pictures of the editors' guide from the running demo.

usage: .venv/bin/python -m docs.take_guide_pictures      (needs Chromium)
"""

import tempfile
from collections.abc import Callable
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
        for name, show in _shows(demo.url, Path(directory)).items():
            show(page)
            shoot(page, name)
        browser.close()


def _shows(url: str, directory: Path) -> dict[str, Callable[[Page], None]]:
    """By the names of the pictures, in the order in which they can be taken."""
    issue = f"{url}/redakce/cislo/1-2026"

    def go(path: str) -> Callable[[Page], None]:
        def show(page: Page) -> None:
            page.goto(f"{url}/redakce/{path}")

        return show

    def article(page: Page, title: str, tab: str = "") -> None:
        page.goto(f"{issue}/")
        page.get_by_role("link", name=title, exact=True).click()
        if tab:
            at_desk.open_tab(page, tab)

    def write(page: Page) -> None:
        article(page, _ARTICLE)
        page.wait_for_load_state("networkidle")
        page.mouse.move(WIDTH / 2, 400)
        page.mouse.wheel(0, 620)
        page.wait_for_timeout(500)

    def word(page: Page) -> None:
        file = at_desk.word_file(
            directory / "Byt na zimu.docx",
            "Byt na zimu i na léto",
            "Město přestalo každou zimu otevírat noclehárnu a najalo čtyři byty.",
            ("Heading 2", "Jak se to počítalo"),
            "Noc v noclehárně stála město víc než nájem.",
        )
        at_desk.import_from_word(page, url, "Zásobník článků", [file])

    def send(page: Page) -> None:
        page.goto(f"{issue}/rozeslat")
        page.get_by_role("link", name="Vybrat… seznam Magazín Mít domov").click()
        page.get_by_label("Napište počet dopisů: 50").fill("50")
        page.get_by_role("button", name="Rozeslat teď").click()
        expect(page.get_by_role("status").first).to_have_text("Dokončená", timeout=60_000)

    def proof(page: Page) -> None:
        article(page, _ARTICLE, "Autorizace")
        page.get_by_label("Jméno").first.fill("Tadeáš Humpolík")
        page.get_by_role("button", name="Vytvořit odkaz").click()
        address = page.locator("[aria-labelledby=novy-odkaz] code").inner_text()
        page.set_viewport_size({"width": 400, "height": 860})
        page.goto(address)

    return {
        "sestava": go("cislo/1-2026/"),
        "clanek": write,
        "original": lambda page: article(page, _TRANSLATION, "Originál"),
        "media": go("media/"),
        "nahled": lambda page: article(page, _ARTICLE, "Náhled"),
        "nalezy": go("cislo/1-2026/nalezy"),
        "schvaleni": go("cislo/1-2026/schvaleni"),
        "word": word,
        "rozesilka": send,
        "domu": go(""),
        "korektura": proof,
    }


def shoot(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    file = PICTURES / f"{name}.png"
    page.screenshot(path=file)
    Image.open(file).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
        file, optimize=True
    )


if __name__ == "__main__":
    main()
