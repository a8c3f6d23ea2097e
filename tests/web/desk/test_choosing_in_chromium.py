"""A picture chosen by sight in a real browser: by keyboard alone, uploaded, beside its field."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from mitdomov.accounts.roles import Role
from mitdomov.bulletin.news.writing import text_in, under_edit
from mitdomov.editorial.media.library import Labels
from tests.hostile_pictures import png
from tests.web.desk.editor_in_chromium import news_desk
from tests.web.desk.test_choosing_pictures import DESCRIBED, add_likenesses, added
from tests.web.in_chromium import put_axe_into, sign_in, violations, window
from tests.web.newsroom import draft
from tests.web.served import Site

PATH = "/redakce/cislo/1-2030/titul"


@pytest.fixture(scope="module")
def library(module_site: Site) -> Site:
    house = added(module_site, "dum-00.png")
    add_likenesses(module_site, house, (f"dum-{number:02}.png" for number in range(1, 30)))
    added(module_site, "holy.png", Labels(), shade=40)
    added(module_site, "zahrada.png", DESCRIBED, shade=41, size=(900, 600))
    return module_site


@pytest.fixture
def page(browser: Browser, library: Site, url: str) -> Iterator[Page]:
    with window(browser, bypass_csp=True, reduced_motion="reduce") as opened:
        opened.set_default_timeout(20_000)
        complaints: list[str] = []
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        sign_in(opened, library, url, Role.EDITOR)
        opened.goto(f"{url}{PATH}")
        yield opened
        assert complaints == []


def chooser(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Vybrat obrázek")


def choices(page: Page) -> Locator:
    return chooser(page).get_by_role("option")


def test_a_cover_is_chosen_by_keyboard_alone(page: Page) -> None:
    name, alt = page.get_by_label("Obrázek z knihovny"), page.get_by_label("Co je na obrázku")
    opener = page.get_by_role("button", name="Vybrat obrázek")
    opener.press("Enter")
    expect(chooser(page).get_by_label("Najít v knihovně")).to_be_focused()
    expect(choices(page)).to_have_count(24)
    expect(choices(page).first).to_contain_text("zahrada.png")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    opener.press("Enter")
    expect(choices(page)).to_have_count(24)
    page.keyboard.press("ArrowDown")
    expect(choices(page).first).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(choices(page).nth(24)).to_be_focused()
    chooser(page).get_by_label("Najít v knihovně").focus()
    page.keyboard.type("ZAHRADA.png")
    page.keyboard.press("Enter")
    expect(choices(page)).to_have_count(1)
    expect(choices(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(chooser(page)).to_be_hidden()
    expect(opener).to_be_focused()
    expect(name).to_have_value("zahrada.png")
    expect(alt).to_have_value("Dům se zahradou")
    expect(page.get_by_label("Autor obrázku")).to_have_value("Jana Ukázková")
    expect(page.get_by_role("img", name="Náhled obrázku zahrada.png")).to_be_visible()


def test_what_was_written_stays_and_what_came_with_a_picture_goes(page: Page) -> None:
    alt, credit = page.get_by_label("Co je na obrázku"), page.get_by_label("Autor obrázku")
    choose(page, "zahrada.png")
    credit.fill("Petr Zkusil")
    choose(page, "holy.png")
    expect(alt).to_have_value("")
    expect(credit).to_have_value("Petr Zkusil")
    said = page.locator("[data-picture-said]")
    expect(said).to_contain_text("Zůstalo, co jste napsali (autor)")
    expect(said).to_contain_text("chybí popis, autor a licence")
    expect(said.get_by_role("link", name="Opravit v knihovně")).to_be_visible()
    page.get_by_label("Obrázek z knihovny").fill("zahrada.png")
    expect(page.get_by_role("img", name="Náhled obrázku zahrada.png")).to_be_visible()
    page.get_by_label("Obrázek z knihovny").fill("takovy-neni.png")
    expect(said).to_contain_text("v knihovně není")
    page.get_by_role("button", name="Bez obrázku").click()
    expect(page.get_by_label("Obrázek z knihovny")).to_have_value("")
    expect(credit).to_have_value("Petr Zkusil")


def choose(page: Page, file: str) -> None:
    page.get_by_role("button", name="Vybrat obrázek").click()
    chooser(page).get_by_label("Najít v knihovně").fill(file)
    expect(choices(page)).to_have_count(1)
    choices(page).click()
    expect(page.get_by_label("Obrázek z knihovny")).to_have_value(file)


def test_a_figure_is_chosen_for_a_text_and_then_another(
    browser: Browser, library: Site, url: str
) -> None:
    """What the library said of the first does not stay with the second; news are not printed."""
    number = draft(library, body="Obec koupila byty.")
    with news_desk(browser, library, url, number) as opened:
        page, alt = opened.page, opened.page.get_by_label("Popis pro toho, kdo obrázek nevidí").last
        opened.write("")
        opened.tool("Obrázek").click()
        expect(choices(page)).to_have_count(24)
        page.keyboard.press("Escape")
        expect(opened.text).to_be_focused()
        opened.tool("Obrázek").click()
        expect(choices(page).first).not_to_contain_text("dpi")
        choices(page).filter(has_text="zahrada.png").click()
        expect(alt).to_have_value("Dům se zahradou")
        page.get_by_role("button", name="Vybrat jiný obrázek").click()
        expect(chooser(page).get_by_role("option", selected=True)).to_contain_text("zahrada.png")
        choices(page).filter(has_text="holy.png").click()
        expect(alt).to_have_value("")
        alt.fill("Holá zeď")
        page.get_by_role("button", name="Vložit obrázek").click()
        expect(opened.text).to_be_focused()
        page.get_by_role("button", name="Vybrat obrázek").click()
        choices(page).filter(has_text="zahrada.png").click()
        opened.await_saved()
        expect(page.get_by_role("img", name="Náhled obrázku zahrada.png")).to_be_visible()
    with library.store.reading() as session:
        kept = text_in(under_edit(session, number))
    assert "![Holá zeď](holy.png" in kept.body
    assert (kept.picture, kept.picture_alt) == ("zahrada.png", "Dům se zahradou")


def test_a_file_is_uploaded_and_chosen_in_the_dialogue(page: Page) -> None:
    page.get_by_role("button", name="Vybrat obrázek").click()
    field = chooser(page).get_by_label("Nahrát nový")
    field.set_input_files({"name": "zlo.png", "mimeType": "image/png", "buffer": b"<html>"})
    expect(chooser(page).get_by_role("alert")).to_contain_text("Není to obrázek")
    field.set_input_files({"name": "Můj plán.png", "mimeType": "image/png", "buffer": png(60, 40)})
    expect(chooser(page)).to_be_hidden()
    expect(page.get_by_label("Obrázek z knihovny")).to_have_value("muj-plan.png")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_dialogue(page: Page, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    found = {}
    choose(page, "zahrada.png")
    page.get_by_role("button", name="Vybrat obrázek").click()
    put_axe_into(page)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        for words, count in (("", 24), ("zelva", 0)):
            chooser(page).get_by_label("Najít v knihovně").fill(words)
            expect(choices(page)).to_have_count(count)
            found[width, words] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert {key: each for key, each in found.items() if each} == {}
