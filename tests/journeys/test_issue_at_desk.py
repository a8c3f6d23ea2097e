"""An editor builds an issue of six articles and gets it approved, published, sent and read."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.journeys import at_desk
from tests.journeys.browser import CHROMIUM
from tests.journeys.conftest import Demo
from tests.journeys.running import Running

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]

NUMBER, SLUG, THEME = "2/2026", "2-2026", "Zima bez ulice"
ISSUE = f"{NUMBER} {THEME}"

FROM_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:w="urn:schemas-microsoft-com:office:word"><head>
<style>p.MsoNormal {font-family: Calibri; color: red}</style></head><body lang=CS>
<!--StartFragment-->
<h2><span style='font-family:"Calibri Light";color:#2F5496'>Co se v Lipové
 změnilo<o:p></o:p></span></h2>
<p class=MsoNormal><b>Obec Lipová</b> otevřela v lednu zimní byt pro tři lidi
 bez domova.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
 style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>postel a sprcha<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
 style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>pomoc s doklady<o:p></o:p></p>
<!--EndFragment--></body></html>"""


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


def context_of(found: Browser, complaints: list[str]) -> BrowserContext:
    """A browser of one person; whatever breaks the policy or a script is a complaint."""
    context = found.new_context(viewport={"width": 1280, "height": 900}, locale="cs-CZ")
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on(
        "console",
        lambda said: complaints.append(said.text) if said.type == "error" else None,
    )
    return context


def test_six_articles_from_word_to_the_readers_letter(demo: Demo, tmp_path: Path) -> None:
    complaints: list[str] = []
    with demo() as running, browser() as found:
        editor = at_desk.sign_in(context_of(found, complaints), running.url, "redaktorka")
        founds_the_issue(editor, running)
        takes_two_word_files(editor, running, tmp_path)
        pastes_from_word(editor, running)
        types_two(editor, running)
        adds_a_translation(editor, running)
        passes_the_checks(editor, running)
        publisher = at_desk.sign_in(context_of(found, complaints), running.url, "vydavatel")
        approves_and_publishes(publisher, running)
        sends_and_reads(publisher)
    assert complaints == []


def founds_the_issue(page: Page, running: Running) -> None:
    at_desk.found_issue(page, running.url, NUMBER, THEME, date(2026, 12, 1))
    at_desk.add_person(page, running.url, SLUG, "Žofie Ukázková", "feminine")
    at_desk.add_person(page, running.url, SLUG, "Kryštof Smyšlený", "masculine")


def takes_two_word_files(page: Page, running: Running, directory: Path) -> None:
    files = [
        at_desk.word_file(
            directory / "uvodnik.docx",
            "Okno, které svítí",
            "Zima začíná dřív, než ji čeká kalendář. V tomto čísle hledáme místa, kde se svítí.",
            "Děkujeme všem, kdo psali.",
        ),
        at_desk.word_file(
            directory / "byt.docx",
            "Byt na zimu i na léto",
            "Město Zkušebná přestalo každou zimu otevírat noclehárnu a najalo čtyři byty.",
            ("Heading 2", "Jak se to počítalo"),
            "Noc v noclehárně stála město víc než nájem.",
            ("List Bullet", "čtyři byty"),
            ("List Bullet", "jeden sociální pracovník"),
        ),
    ]
    at_desk.import_from_word(page, running.url, f"Číslo {NUMBER}: Téma", files)
    for title in ("Okno, které svítí", "Byt na zimu i na léto"):
        page.goto(f"{running.url}/redakce/cislo/{SLUG}/")
        page.get_by_role("link", name=title).click()
        at_desk.sign_article(page, "Autoři", "Žofie Ukázková")


def pastes_from_word(page: Page, running: Running) -> None:
    at_desk.new_article(
        page, running.url, "Zimní byt v Lipové", type="novinka", issue=ISSUE, section="Novinky z ČR"
    )
    at_desk.paste_html(page, FROM_WORD)
    text = page.locator("#text-clanku")
    expect(text.get_by_role("heading", name="Co se v Lipové změnilo")).to_be_visible()
    expect(text.get_by_role("listitem")).to_have_count(2)
    at_desk.wait_until_saved(page)
    at_desk.sign_article(page, "Autoři", "Kryštof Smyšlený")


def types_two(page: Page, running: Running) -> None:
    at_desk.new_article(
        page, running.url, "Poradna na kolech", type="článek", issue=ISSUE, section="Téma"
    )
    page.get_by_label("Perex").fill("Dodávka objíždí vesnice, kam se nikdo jiný nevypraví.")
    at_desk.type_text(page, "Každé úterý stojí na návsi bílá dodávka.")
    page.keyboard.press("Enter")
    page.keyboard.type("Uvnitř je stůl, dvě židle a konvice.")
    at_desk.wait_until_saved(page)
    at_desk.sign_article(page, "Autoři", "Žofie Ukázková")
    at_desk.new_article(
        page, running.url, "Dva klíče navíc", type="novinka", issue=ISSUE, section="Novinky z ČR"
    )
    at_desk.type_text(page, "V Doubravině letos předali klíče osmé a deváté domácnosti.")
    at_desk.wait_until_saved(page)
    at_desk.sign_article(page, "Autoři", "Kryštof Smyšlený")


def adds_a_translation(page: Page, running: Running) -> None:
    at_desk.new_article(
        page, running.url, "Domov napřed", type="překlad", issue=ISSUE, section="Překlady"
    )
    page.get_by_label("Perex").fill("Co se severské město naučilo za deset let.")
    at_desk.type_text(page, "Nejdřív byt, potom všechno ostatní.")
    at_desk.wait_until_saved(page)
    at_desk.sign_article(page, "Překlad", "Kryštof Smyšlený")
    at_desk.open_tab(page, "Originál")
    page.get_by_label("Název originálu").fill("Home First")
    page.get_by_label("Autoři").fill("Aino Esimerkki")
    page.get_by_label("Jazyk").fill("en")
    page.get_by_label("Časopis nebo kniha").fill("Sample Journal of Housing")
    page.get_by_label("Rok vydání").fill("2025")
    page.get_by_label("Licence originálu").fill("CC BY 4.0")
    expect(page.locator("#radek")).to_contain_text("přeložil", ignore_case=True)
    page.get_by_role("button", name="Uložit originál").click()
    expect(page.get_by_text("Licence stačí")).to_be_visible()


def passes_the_checks(page: Page, running: Running) -> None:
    page.goto(f"{running.url}/redakce/cislo/{SLUG}/")
    at_desk.open_tab(page, "Nálezy")
    expect(page.get_by_text("Vydání nic nebrání")).to_be_visible()


def approves_and_publishes(page: Page, running: Running) -> None:
    page.goto(f"{running.url}/redakce/cislo/{SLUG}/")
    at_desk.open_tab(page, "Schválení")
    page.get_by_role("button", name="Schválit").click()
    at_desk.open_tab(page, "Vydání")
    page.get_by_role("button", name="Vydat").click()
    expect(page.get_by_role("heading", name="Vydáno")).to_be_visible(timeout=180_000)


def sends_and_reads(page: Page) -> None:
    at_desk.open_tab(page, "Rozeslání")
    page.get_by_role("link", name="Vybrat… seznam Magazín Mít domov").click()
    page.get_by_label("Napište počet dopisů: 50").fill("50")
    page.get_by_role("button", name="Rozeslat teď").click()
    expect(page.get_by_role("status").first).to_have_text("Dokončená", timeout=300_000)
    page.get_by_role("link", name="Přečíst dopisy").click()
    page.get_by_role("link", name="Přečíst dopis pro Žofie Šťastná").click()
    letter = page.frame_locator("iframe").locator("body")
    expect(letter).to_contain_text(THEME)
    expect(letter).to_contain_text("Domov napřed")
