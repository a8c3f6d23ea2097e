"""A reader finds by the search an article of three issues ago and opens its PDF at the right page;
an editor brings in a PDF of 2023, and it is found as well."""

from io import BytesIO
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.editorial import past_pdfs
from tests.journeys.browser import browser_page, sign_in_as
from tests.journeys.conftest import Demo
from tests.journeys.running import Running

pytestmark = pytest.mark.journey


def test_an_article_of_an_old_pdf_is_found_and_opened_at_its_page(
    demo: Demo, tmp_path: Path
) -> None:
    with demo() as running:
        with browser_page(360, 740) as page:
            finds(page, running, "učitelky poznají stěhování", "2/2024")
            assert "Třídní učitelky poznají" in text_of_pdf_behind(page)
        with browser_page() as page:
            brings_in(page, running, tmp_path)
        with browser_page() as page:
            finds(page, running, "fialová fůra", "2/2023")
            assert "Koordinátorka" in text_of_pdf_behind(page)
            is_in_the_archive(page, running)


def finds(page: Page, running: Running, words: str, number: str) -> None:
    page.goto(f"{running.url}/")
    page.get_by_role("link", name="Hledat").first.click()
    page.get_by_role("searchbox").first.fill(words)
    page.keyboard.press("Enter")
    page.locator(f'main a[href*="/cislo/{number.replace("/", "-")}/text/#strana-"]').first.click()
    page.wait_for_url("**/text/#strana-*")


def text_of_pdf_behind(page: Page) -> str:
    """Of the page of the PDF to which the text's own link leads."""
    anchor = urldefrag(page.url).fragment
    link = page.locator(f"#{anchor}").get_by_role("link", name="Otevřít v PDF")
    expect(link).to_be_in_viewport()
    address = urldefrag(urljoin(page.url, link.get_attribute("href") or ""))
    answer = page.request.get(address.url)
    assert answer.headers["content-type"] == "application/pdf"
    pdf = PdfReader(BytesIO(answer.body()))
    number = int(address.fragment.removeprefix("page="))
    assert anchor == f"strana-{number}"
    return " ".join(pdf.pages[number - 1].extract_text().split())


def brings_in(page: Page, running: Running, folder: Path) -> None:
    file = folder / "mit-domov-2-2023.pdf"
    file.write_bytes(past_pdfs.magazine())
    sign_in_as(page, running.url, "vydavatel")
    page.get_by_role("link", name="Starší čísla").first.click()
    page.get_by_role("link", name="Načíst čísla z PDF").click()
    page.get_by_label("Soubory PDF").set_input_files(file)
    page.get_by_role("button", name="Nahrát").click()
    expect(page.get_by_label("Číslo", exact=True)).to_have_value("2/2023")
    page.get_by_label("Den vydání").fill("2023-10-01")
    page.get_by_label("Téma").fill("Prevence ztráty bydlení")
    page.get_by_role("button", name="Zařadit číslo").click()
    expect(page.get_by_role("link", name="číslo 2/2023")).to_be_visible(timeout=300_000)


def is_in_the_archive(page: Page, running: Running) -> None:
    page.goto(f"{running.url}/archiv/")
    page.get_by_role("link", name="Prevence ztráty bydlení").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Prevence ztráty bydlení")
    expect(page.get_by_role("link", name="Nájemní garance v Ořechově")).to_be_visible()
