"""What editors do at the desk in a browser, each in the words of the screen."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from docx import Document
from playwright.sync_api import BrowserContext, Locator, Page, expect


def sign_in(context: BrowserContext, url: str, role: str) -> Page:
    """A tab of its own browser, signed in as the sample person who has the role."""
    page = context.new_page()
    page.goto(f"{url}/redakce/")
    page.get_by_role("button", name=role).click()
    page.wait_for_url(f"{url}/redakce/")
    return page


def word_file(path: Path, title: str, *parts: str | tuple[str, str]) -> Path:
    """Plain parts are paragraphs, pairs (style, words) are paragraphs of that style."""
    document = Document()
    document.add_heading(title, 1)
    for part in parts:
        style, words = part if isinstance(part, tuple) else ("Normal", part)
        document.add_paragraph(words, style=style)
    document.save(str(path))
    return path


def found_issue(page: Page, url: str, number: str, theme: str, dated: date) -> None:
    page.goto(f"{url}/redakce/")
    page.get_by_role("link", name="Nové číslo").click()
    page.get_by_label("Číslo", exact=True).fill(number)
    page.get_by_label("Datum čísla").fill(dated.isoformat())
    page.get_by_label("Téma").fill(theme)
    page.get_by_role("button", name="Založit číslo").click()
    expect(page.get_by_role("status").first).to_contain_text(f"Číslo {number} je založené")


def import_from_word(page: Page, url: str, place: str, files: Sequence[Path]) -> None:
    page.goto(f"{url}/redakce/clanky/word")
    page.get_by_label("Soubory .docx").set_input_files([str(file) for file in files])
    page.get_by_label("Kam články zařadit").select_option(label=place)
    page.get_by_role("button", name="Načíst").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Načteno")


def new_article(page: Page, url: str, title: str, *, type: str, issue: str, section: str) -> None:  # noqa: A002
    """Ends in the editor."""
    page.goto(f"{url}/redakce/clanky/novy")
    page.get_by_label("Titulek").fill(title)
    page.get_by_label("Typ").select_option(label=type)
    page.get_by_label("Zařadit do čísla").select_option(label=issue)
    page.get_by_label("Rubrika").select_option(label=section)
    page.get_by_role("button", name="Založit a psát").click()
    expect(page.get_by_role("toolbar", name="Úpravy textu")).to_be_visible()


def text_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Text článku")


def type_text(page: Page, words: str) -> None:
    text = page.locator("#text-clanku [contenteditable=true]").first
    text.click()
    page.keyboard.type(words)


def paste_html(page: Page, html: str) -> None:
    """As a browser hands over what Word put on the clipboard."""
    text = page.locator("#text-clanku [contenteditable=true]").first
    text.click()
    text.evaluate(
        """(target, html) => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          data.setData("text/plain", "");
          target.dispatchEvent(new ClipboardEvent("paste",
            {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        html,
    )


def wait_until_saved(page: Page) -> None:
    expect(page.locator("[data-saving]")).to_have_attribute("data-state", "saved")


def open_tab(page: Page, name: str) -> None:
    page.locator(".tabs").get_by_role("link", name=name, exact=True).click()


def add_person(page: Page, url: str, slug: str, name: str, gender: str = "") -> None:
    page.goto(f"{url}/redakce/cislo/{slug}/lide/novy")
    page.get_by_label("Jméno a příjmení").fill(name)
    if gender:
        page.get_by_label("Rod").select_option(gender)
    page.get_by_role("button", name="Uložit").click()


def sign_article(page: Page, role: str, name: str) -> None:
    """On any page of the article."""
    open_tab(page, "Údaje")
    page.get_by_role("group", name=role, exact=True).get_by_label(name).check()
    page.get_by_role("button", name="Uložit údaje").click()
