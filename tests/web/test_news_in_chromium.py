"""News in a browser, for readers and at the desk: axe finds nothing, nothing scrolls sideways."""

from typing import Final

from playwright.sync_api import Page

from tests.web.desk.test_news_digest import MORNING, frozen, send
from tests.web.in_chromium import chromium, put_axe_into, served, sign_in, violations, window
from tests.web.newsroom import draft, published
from tests.web.served import Site

VIEWS: Final = ((1280, "light"), (1280, "dark"), (320, "light"))


def look(page: Page, address: str) -> list[str]:
    page.goto(address)
    put_axe_into(page)
    sideways = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return violations(page) + (["scrolls sideways"] if sideways else [])


def test_every_page_of_news_is_accessible(site: Site) -> None:
    scheduled, written = published(site, title="První zpráva"), draft(site, title="Rozepsaná")
    digest = frozen(site, [scheduled])
    send(site, digest, **MORNING)
    published(site, title="Druhá zpráva")
    desk = "/redakce/novinky"
    paths = (
        *("/novinky/", "/novinky/prvni-zprava/"),
        *(f"{desk}/", f"{desk}/nova", f"{desk}/{scheduled}", f"{desk}/{written}/smazat"),
        *(f"{desk}/dopis/", f"{desk}/dopis/{digest}/rozeslat"),
    )
    found: dict[str, list[str]] = {}
    with served(site) as url, chromium() as browser:
        for width, scheme in VIEWS:
            with window(browser, width, color_scheme=scheme, bypass_csp=True) as page:
                sign_in(page, site, url)
                for path in paths:
                    found[f"{path} {width} {scheme}"] = look(page, url + path)
    assert {where: what for where, what in found.items() if what} == {}
