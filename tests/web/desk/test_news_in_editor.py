"""News written in the browser: typed, pasted, saved by themselves, published, by two at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from mitdomov.accounts.roles import Role
from mitdomov.bulletin.news.writing import history, text_in, under_edit, version_numbered
from tests.web.desk.editor_in_chromium import Desk, news_desk
from tests.web.in_chromium import put_axe_into, violations
from tests.web.newsroom import draft, published
from tests.web.served import Site

WORD = Path(__file__).parent / "clipboards" / "word.html"


@pytest.fixture
def opened(browser: Browser, module_site: Site, url: str) -> Iterator[Desk]:
    """A published item of two paragraphs, open to an editor."""
    number = published(module_site, body="Obec koupila tři byty.\n\nLidé se stěhují.")
    with news_desk(browser, module_site, url, number) as found:
        yield found
        assert found.complaints == []


def kept(opened: Desk) -> str:
    with opened.site.store.reading() as session:
        return text_in(under_edit(session, opened.article)).body


def all_texts(opened: Desk) -> list[str]:
    with opened.site.store.reading() as session:
        found = [
            version_numbered(session, opened.article, each.number)
            for each in history(session, opened.article)
        ]
        return [text_in(each).body for each in found if each]


def public_page(opened: Desk) -> str:
    link = opened.page.get_by_role("link", name="Na webu").get_attribute("href")
    assert link
    return opened.site.anonymous.get(link).get_data(as_text=True)


def feed(opened: Desk) -> str:
    return opened.site.anonymous.get("/novinky/atom.xml").get_data(as_text=True)


def test_news_are_typed_pasted_published_and_edited_again(
    browser: Browser, module_site: Site, url: str
) -> None:
    number = draft(module_site, title="Z Wordu", body="")
    with news_desk(browser, module_site, url, number) as opened:
        page = opened.page
        opened.write("Psáno rukou.")
        opened.await_saved()
        assert kept(opened) == "Psáno rukou."
        opened.press("Enter")
        opened.paste(WORD.read_text(encoding="utf-8"))
        said = page.locator("#hlaseni")
        expect(said).to_contain_text("Vložen text z Wordu")
        expect(said).to_contain_text("1 komentář")
        page.get_by_label("Adresa zdroje").fill("zdroj.example")
        page.get_by_label("Zdroj", exact=False).first.fill("Obec")
        opened.await_saved()
        expect(page.locator("[data-notices]")).to_contain_text("musí začínat https://")
        page.get_by_role("button", name="Zveřejnit").click()
        expect(page.get_by_role("alert").first).to_contain_text("Formulář se neuložil")
        page.get_by_label("Adresa zdroje").fill("https://zdroj.example/")
        page.get_by_role("button", name="Zveřejnit").click()
        expect(page.get_by_role("status").first).to_contain_text("Novinka je zveřejněná")

        shown = public_page(opened)
        for words in ("Psáno rukou.", "Jak obec začíná", "zdroj.example", 'role="doc-noteref"'):
            assert words in shown
        assert "Psáno rukou." in feed(opened)

        opened.write(" Ještě něco.")
        readers = page.locator("[data-readers]")
        expect(readers).to_contain_text("Čtenáři vidí dál znění z")
        opened.await_saved()
        assert "Ještě něco." in kept(opened)
        assert "Ještě něco." not in public_page(opened) + feed(opened)
        frame = page.frame_locator("iframe[title='Náhled novinky']")
        expect(frame.get_by_text("Ještě něco.")).to_be_visible()
        page.get_by_role("button", name="Zveřejnit změny").click()
        expect(readers).to_have_text("Toto znění vidí čtenáři.")
        assert "Ještě něco." in public_page(opened)
        assert opened.complaints == []


def test_changes_that_readers_never_saw_are_dropped_and_stay_in_the_history(opened: Desk) -> None:
    drop = opened.page.get_by_role("button", name="Zahodit úpravy")
    expect(drop).to_be_hidden()
    opened.write(" Omyl.")
    opened.await_saved()
    drop.click()
    expect(opened.text).not_to_contain_text("Omyl.")
    expect(opened.page.locator("[data-readers]")).to_have_text("Toto znění vidí čtenáři.")
    assert any("Omyl." in each for each in all_texts(opened))


def test_opening_and_closing_changes_nothing(opened: Desk) -> None:
    opened.text.click()
    opened.press("Control+End", "ArrowLeft", "Control+s")
    opened.page.wait_for_timeout(1500)
    assert len(all_texts(opened)) == 1


def test_without_network_nothing_is_lost_and_nothing_published(opened: Desk) -> None:
    opened.page.context.set_offline(True)
    opened.write(" Psáno ve vlaku.")
    alarm = opened.page.locator("[data-alarm]")
    expect(alarm).to_have_text("Neuloženo – bez připojení, kopie je v tomto prohlížeči.")
    opened.page.get_by_role("button", name="Zveřejnit změny").click()
    expect(opened.page.locator("#hlaseni")).to_contain_text("nejde ani zveřejnit")
    opened.page.context.set_offline(False)
    opened.await_saved()
    assert kept(opened).endswith("Psáno ve vlaku.")


def test_two_editors_lose_neither_text(
    browser: Browser, module_site: Site, url: str, opened: Desk
) -> None:
    """Of the fields as well; what only one of them changed is put together by itself."""
    with news_desk(browser, module_site, url, opened.article, Role.PUBLISHER) as other:
        expect(other.page.locator("#pritomni")).to_contain_text("Tuto novinku má právě otevřenou")
        opened.page.route("**/pritomnost", lambda route: route.abort())
        other.text.click()
        other.press("Control+Home")
        other.page.keyboard.type("Petr: ")
        other.page.get_by_label("Autor nebo značka").fill("Petr")
        other.await_saved()
        assert other.complaints == []
    opened.write(" Jana!")
    expect(opened.page.locator("#hlaseni")).to_contain_text("Obě znění se spojila")
    opened.await_saved()
    for words in ("Petr: Obec koupila tři byty.", "Lidé se stěhují. Jana!"):
        assert words in kept(opened)
    expect(opened.page.get_by_label("Autor nebo značka")).to_have_value("Petr")
    assert "Jana!" not in public_page(opened)


def test_only_blocks_of_news_are_offered_and_older_ones_stay(
    browser: Browser, module_site: Site, url: str
) -> None:
    number = draft(module_site, body="Úvod.\n\n::: callout **Rada**\nRámeček.\n:::\n")
    with news_desk(browser, module_site, url, number) as boxed:
        expect(boxed.tool("Rámeček")).to_be_visible()
        boxed.write("!")
        boxed.await_saved()
        assert ":::" in kept(boxed)
        html = boxed.page.locator(".ProseMirror section").evaluate("node => node.outerHTML")
    with news_desk(browser, module_site, url, draft(module_site, body="")) as plain:
        for name in ("Rámeček", "Výrazný citát", "Záznam"):
            expect(plain.tool(name)).to_have_count(0)
        plain.text.click()
        plain.paste(f'<div data-pm-slice="0 0 []">{html}</div>')
        plain.await_saved()
        expect(plain.page.locator("#hlaseni")).to_contain_text("zůstala jejich slova")
        assert "Rámeček." in kept(plain)
        assert ":::" not in kept(plain)
        assert plain.complaints == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light")])
def test_the_page_is_accessible(
    browser: Browser, module_site: Site, url: str, width: int, scheme: str
) -> None:
    number = published(module_site)
    options: dict[str, Any] = {"color_scheme": scheme, "bypass_csp": True}
    with news_desk(browser, module_site, url, number, width=width, **options) as opened:
        opened.write(" Navíc.")
        opened.await_saved()
        put_axe_into(opened.page)
        assert violations(opened.page) == []
        assert not opened.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        opened.page.goto(f"{url}/redakce/novinky/{number}/historie/2")
        put_axe_into(opened.page)
        assert violations(opened.page) == []
