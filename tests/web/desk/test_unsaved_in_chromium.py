"""What is typed into the desk's forms outlives whatever keeps it from being saved."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, FilePayload, Locator, Page, Route, expect
from sqlalchemy import select

from mitdomov.accounts import sessions
from mitdomov.accounts.roles import Role
from mitdomov.clock import now
from mitdomov.editorial.article_model import ArticleRecord
from tests.web.desk.articles_of_site import now_in, pool_article, words_of
from tests.web.in_chromium import put_axe_into, sign_in, violations, window
from tests.web.served import Site

NAMES = "Jana Nováková, Petr Malý"
WAY_BACK = "Přihlásit se a vrátit se k formuláři"


@pytest.fixture
def page(browser: Browser, module_site: Site, url: str) -> Iterator[Page]:
    with window(browser, bypass_csp=True, base_url=url) as opened:
        sign_in(opened, module_site, url, Role.EDITOR)
        opened.set_default_timeout(10_000)
        yield opened


def authors(page: Page) -> Locator:
    return page.get_by_role("textbox", name=re.compile("^Autoři"))


def restored(page: Page) -> Locator:
    return page.get_by_role("status").filter(has_text="Vrátili jsme sem")


def typed_details(page: Page, site: Site) -> str:
    """The address of an article's details, with its authors typed in."""
    address = f"/redakce/clanek/{pool_article(site)}/udaje"
    page.goto(address)
    authors(page).fill(NAMES)
    return address


def save(page: Page) -> None:
    page.get_by_role("button", name="Uložit údaje").click()


@pytest.mark.parametrize("end", ["cookie", "revoked"])
def test_session_that_ends_over_a_form_costs_no_text(
    page: Page, module_site: Site, url: str, end: str
) -> None:
    address = typed_details(page, module_site)
    if end == "cookie":
        page.context.clear_cookies()
    else:
        person = module_site.person(Role.EDITOR)
        with module_site.store.writing() as session:
            sessions.end_sessions(session, person, now())
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Přihlášení mezitím skončilo")
    expect(page.locator("textarea[readonly]").get_by_text(NAMES)).to_be_visible()
    put_axe_into(page)
    assert violations(page) == []

    sign_in(page, module_site, url, Role.EDITOR)
    page.get_by_role("link", name=WAY_BACK).click()
    page.wait_for_url(f"**{address}")
    expect(restored(page)).to_be_visible()
    expect(authors(page)).to_have_value(NAMES)
    put_axe_into(page)
    assert violations(page) == []
    save(page)
    expect(restored(page)).to_have_count(0)
    page.goto(address)
    expect(restored(page)).to_have_count(0)
    expect(authors(page)).to_have_value(NAMES)


def test_form_older_than_the_session_comes_back(page: Page, module_site: Site, url: str) -> None:
    """Somebody has signed in anew in another window."""
    address = typed_details(page, module_site)
    page.context.clear_cookies()
    sign_in(page, module_site, url, Role.EDITOR)
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Formulář vypršel")
    page.get_by_role("link", name="Zpět k formuláři").click()
    page.wait_for_url(f"**{address}")
    expect(authors(page)).to_have_value(NAMES)


def test_leaving_a_form_is_asked_about_and_what_was_typed_can_be_thrown_away(
    page: Page, module_site: Site
) -> None:
    address = typed_details(page, module_site)
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.get_by_role("link", name="Historie").click()
    page.wait_for_url("**/historie**")
    assert asked == ["beforeunload"]
    page.goto(address)
    expect(authors(page)).to_have_value(NAMES)
    page.get_by_role("button", name="Zahodit").click()
    expect(authors(page)).to_have_value("")
    page.get_by_role("link", name="Historie").click()
    page.wait_for_url("**/historie**")
    assert asked == ["beforeunload"]
    page.goto(address)
    expect(authors(page)).to_have_value("")


def test_refused_form_is_still_unsaved(page: Page, module_site: Site) -> None:
    typed_details(page, module_site)
    day = page.get_by_label(re.compile("^Text platí ke dni"))
    day.evaluate("field => field.type = 'text'")
    day.fill("kdysi")
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("neuložil")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    authors(page).click()
    page.get_by_role("link", name="Historie").click()
    expect(authors(page)).to_have_value(NAMES)
    assert asked == ["beforeunload"]


def test_form_beside_the_one_that_is_sent_keeps_its_text(page: Page, module_site: Site) -> None:
    with module_site.store.reading() as session:
        query = select(ArticleRecord).where(ArticleRecord.slug == "prvni-klice")
        number = session.scalars(query).one().id
    page.goto(f"/redakce/clanek/{number}/original")
    giver = page.get_by_role("textbox", name=re.compile("^Kdo svolení dal"))
    giver.fill("Housing Journal Ltd")
    proof = FilePayload(name="svoleni.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7\n1 0 obj")
    page.locator("#doklady input[type=file]").set_input_files(proof)
    page.get_by_role("button", name="Uložit doklad").click()
    expect(page.locator("#doklady")).to_contain_text("svoleni.pdf")
    expect(giver).to_have_value("Housing Journal Ltd")
    expect(page.get_by_text("ještě se neuložilo")).to_be_visible()


def test_signing_out_forgets_and_nobody_else_sees(page: Page, module_site: Site, url: str) -> None:
    address = typed_details(page, module_site)
    page.context.clear_cookies()
    sign_in(page, module_site, url, Role.PUBLISHER)
    page.goto(address)
    expect(authors(page)).to_have_value("")
    page.context.clear_cookies()
    sign_in(page, module_site, url, Role.EDITOR)
    page.goto(address)
    expect(authors(page)).to_have_value(NAMES)
    page.get_by_role("button", name="Odhlásit se").click()
    page.wait_for_url("**/prihlaseni?zprava=odhlaseno")
    assert page.evaluate("Object.keys(sessionStorage)") == []


def test_editor_that_cannot_start_says_so_and_leaves_the_text_to_be_saved(
    page: Page, module_site: Site
) -> None:
    """The script of one build meets the page of another."""
    number = pool_article(module_site, "Obec koupila tři byty.")
    address = f"/redakce/clanek/{number}/"

    def older(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("data-blocks=", "data-old="))

    page.route(f"**{address}", older)
    page.goto(address)
    told = page.get_by_role("alert").filter(has_text="Editor se nespustil")
    expect(told.get_by_role("button", name="Obnovit stránku")).to_be_visible()
    text = page.get_by_role("textbox", name="Text článku")
    expect(text).to_have_value(re.compile("Obec koupila tři byty"))
    put_axe_into(page)
    assert violations(page) == []
    text.fill("Obec koupila pět bytů.")
    page.unroute(f"**{address}")
    page.get_by_role("button", name="Uložit článek").click()
    expect(page.locator("#psani")).to_have_attribute("data-ready", "yes")
    assert words_of(now_in(module_site, number)) == ["Obec koupila pět bytů."]


def test_row_moved_beside_a_form_makes_no_conflict_of_it(page: Page) -> None:
    page.goto("/redakce/cislo/1-2030/titul")
    theme = page.get_by_role("textbox", name="Téma")
    theme.fill("Klíče od bytu")
    rows = page.locator("button[id^=dolu-]")
    first = rows.first.get_attribute("id")
    rows.first.click()
    expect(rows.nth(1)).to_have_attribute("id", first or "")
    expect(theme).to_have_value("Klíče od bytu")
    page.get_by_role("button", name="Uložit titul").click()
    expect(restored(page)).to_have_count(0)
    page.reload()
    expect(theme).to_have_value("Klíče od bytu")
    expect(restored(page)).to_have_count(0)
