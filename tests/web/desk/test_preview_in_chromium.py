"""Previews in a real browser: they follow every save, and nothing in them runs or leaks."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from mitdomov.clock import now
from mitdomov.editorial.article_model import ArticleRecord, Origin
from mitdomov.editorial.articles import article_record, write_source
from mitdomov.magazine.folder.article_files import read_article
from tests.web.in_chromium import chromium, put_axe_into, served, sign_in, violations, window
from tests.web.served import HOSTILE, Site

SAVED = "document.dispatchEvent(new CustomEvent('mitdomov:saved', {detail: {version: 2}}))"
ISSUE = "/redakce/cislo/1-2030/nahled/"
VIEWS = ("dopis", "dopis-tma", "dopis-bez-obrazku", "dopis-text", "web", "web-telefon", "pdf")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def desk(site: Site, browser: Browser) -> Iterator[tuple[str, Page]]:
    complaints: list[str] = []
    with served(site) as url, window(browser) as page:
        page.context.on("console", lambda said: complaints.append(said.text))
        page.context.on("dialog", lambda dialog: complaints.append(dialog.message))
        sign_in(page, site, url)
        yield url, page
    assert complaints == []


def article_id(site: Site) -> int:
    with site.store.reading() as session:
        query = select(ArticleRecord.id).where(ArticleRecord.slug == "prvni-klice")
        return session.scalars(query).one()


def rewrite(site: Site, old: str, new: str) -> None:
    with site.store.writing() as session:
        record = article_record(session, article_id(site))
        assert record is not None
        assert old in record.source.decode()
        source = record.source.decode().replace(old, new).encode()
        article = read_article(source, record.slug)
        write_source(session, record, article, by=None, at=now(), origin=Origin.SAVED)


def folder(site: Site) -> str:
    return f"/redakce/clanek/{article_id(site)}/nahled/"


def test_a_save_in_another_window_shows_here_where_the_reader_was(
    site: Site, desk: tuple[str, Page]
) -> None:
    url, page = desk
    page.goto(f"{url}{folder(site)}?podoba=web")
    framed = page.frame_locator("iframe")
    expect(framed.locator("h1")).to_have_text("První klíče")
    frame = page.frames[1]
    frame.evaluate("scrollTo(0, 400)")
    rewrite(site, 'title = "První klíče"', 'title = "Druhé klíče"')
    writing = page.context.new_page()
    writing.goto(f"{url}/redakce/clanek/{article_id(site)}/")
    writing.evaluate(SAVED)
    expect(framed.locator("h1")).to_have_text("Druhé klíče")
    page.wait_for_function("() => document.querySelector('iframe').contentWindow.scrollY === 400")


def test_a_save_of_another_article_reloads_nothing(site: Site, desk: tuple[str, Page]) -> None:
    url, page = desk
    page.goto(f"{url}{folder(site)}?podoba=web")
    expect(page.frame_locator("iframe").locator("h1")).to_be_visible()
    loads: list[str] = []
    page.on("request", lambda request: loads.append(request.url))
    writing = page.context.new_page()
    writing.goto(f"{url}/redakce/clanek/{article_id(site) + 1}/")
    writing.evaluate(SAVED)
    page.wait_for_timeout(500)
    assert loads == []


def test_pages_come_by_themselves_and_again_after_a_save(
    site: Site, desk: tuple[str, Page]
) -> None:
    url, page = desk
    page.goto(f"{url}{folder(site)}?podoba=pdf")
    button = page.get_by_role("link", name="Stáhnout PDF")
    expect(button).to_be_visible(timeout=30_000)
    before = button.get_attribute("href")
    rewrite(site, "Začalo to sčítáním.", "Začalo to úplně jinak, sčítáním lidí bez domova.")
    page.evaluate(SAVED)
    expect(button).not_to_have_attribute("href", before or "")


def test_a_preview_stands_beside_the_text_and_follows_it(
    site: Site, desk: tuple[str, Page]
) -> None:
    url, page = desk
    page.goto(f"{url}/redakce/clanek/{article_id(site)}/")
    opener = page.get_by_role("button", name="Náhled vedle textu")
    opener.click()
    expect(opener).to_have_attribute("aria-expanded", "true")
    framed = page.frame_locator("#nahled-vedle iframe")
    expect(framed.locator("h1")).to_have_text("První klíče")
    headline = page.get_by_role("textbox", name="Titulek")
    headline.fill("Druhé klíče")
    expect(framed.locator("h1")).to_have_text("Druhé klíče")
    expect(headline).to_be_focused()
    page.get_by_role("combobox", name="Náhled").select_option("Dopis tmavý")
    expect(framed.locator("#clanek")).to_be_attached()
    expect(framed.get_by_text("Druhé klíče").first).to_be_visible()
    expect(headline).to_be_focused()
    headline.fill("Třetí klíče")
    expect(framed.get_by_text("Třetí klíče").first).to_be_visible(timeout=15_000)
    expect(headline).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Zavřít", exact=True).click()
    expect(page.locator("#nahled-vedle")).to_be_hidden()
    expect(opener).to_be_focused()


def test_links_inside_the_edition_stay_inside_the_frame(desk: tuple[str, Page]) -> None:
    url, page = desk
    page.goto(f"{url}{ISSUE}?podoba=web")
    framed = page.frame_locator("iframe")
    framed.get_by_role("link", name=re.compile("Dům u")).first.click()
    expect(framed.locator("h1")).to_have_text(re.compile("Dům u"))
    framed.get_by_role("link", name="Obsah čísla").click()
    expect(framed.locator("h1")).to_contain_text("První klíče")


def test_nothing_that_an_author_writes_runs_in_a_preview(
    site: Site, desk: tuple[str, Page]
) -> None:
    url, page = desk
    payload = HOSTILE.replace('"', '\\"')
    rewrite(site, 'title = "První klíče"', f'title = "{payload}"')
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for view in VIEWS[:-1]:
        page.goto(f"{url}{folder(site)}?podoba={view}", wait_until="networkidle")
    assert all(each.startswith((f"{url}/", "data:,")) for each in asked)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(site: Site, browser: Browser, scheme: str) -> None:
    for width in (1280, 320):
        with (
            served(site) as url,
            window(browser, width, color_scheme=scheme, bypass_csp=True) as page,
        ):
            sign_in(page, site, url)
            for path in (folder(site), ISSUE):
                for view in ("dopis", "pdf"):
                    page.goto(f"{url}{path}?podoba={view}", wait_until="networkidle")
                    put_axe_into(page)
                    assert violations(page) == [], (path, view, width)
                    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
