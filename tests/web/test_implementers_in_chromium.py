"""The listings in a browser: axe finds nothing, nothing is asked of others, the keyboard works."""

import re
from typing import Final

from playwright.sync_api import Page, expect

from tests.web.in_chromium import chromium, put_axe_into, served, sign_in, violations, window
from tests.web.listings_of_site import DESK, filled
from tests.web.served import Site

LABELS: Final = ("Zeměpisná šířka", "Zeměpisná délka")
VIEWS: Final = ((1280, "light"), (1280, "dark"), (320, "light"))


def look(page: Page, address: str) -> list[str]:
    page.goto(address)
    put_axe_into(page)
    sideways = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return violations(page) + (["scrolls sideways"] if sideways else [])


def test_every_page_is_accessible_and_asks_nobody_else(site: Site) -> None:
    paths = filled(site)
    found: dict[str, list[str]] = {}
    asked: set[str] = set()
    with served(site) as url, chromium() as browser:
        for width, scheme in VIEWS:
            with window(browser, width, color_scheme=scheme, bypass_csp=True) as page:
                page.on("request", lambda request: asked.add(request.url))
                for path in paths:
                    found[f"{path} {width} {scheme}"] = look(page, url + path)
                sign_in(page, site, url)
                for path in DESK:
                    found[f"{path} {width} {scheme}"] = look(page, url + path)
    assert {where: what for where, what in found.items() if what} == {}
    assert all(each.startswith((url, "data:")) for each in asked)


def test_the_map_leads_to_the_list_by_keyboard_and_stays_in_print(site: Site) -> None:
    filled(site)
    with served(site) as url, chromium() as browser, window(browser) as page:
        page.goto(f"{url}/realizatori/")
        region = page.get_by_role("link", name="Zlínský kraj: 2 realizátoři")
        region.focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{url}/realizatori/#kraj-zlinsky")
        page.emulate_media(media="print")
        expect(page.locator(".czechia")).to_be_visible()
        expect(page.locator(".directory-filter")).to_be_hidden()
        page.emulate_media(media="screen")
        page.get_by_label("Kraj").first.select_option(label="Zlínský kraj")
        page.get_by_role("button", name="Vybrat").click()
        expect(page.locator("main")).to_contain_text("Výběru odpovídají 2")


def test_a_click_into_the_map_writes_the_point_down_and_enter_saves(site: Site) -> None:
    filled(site)
    with served(site) as url, chromium() as browser, window(browser, 360) as page:
        sign_in(page, site, url)
        page.goto(f"{url}/redakce/realizatori/zaznam/novy")
        page.get_by_label("Název").fill("Klíč k bytu")
        page.get_by_label("Kraj", exact=True).select_option(label="Jihomoravský kraj")
        box = page.locator(".place-map").bounding_box()
        assert box
        x, y = box["width"] * 0.664, box["height"] * 0.733
        page.locator(".place-map").click(position={"x": x, "y": y})
        typed = [page.get_by_label(name).input_value() for name in LABELS]
        north, east = (float(each.replace(",", ".")) for each in typed)
        assert (round(north, 1), round(east, 1)) == (49.2, 16.6)
        page.get_by_label("Název").press("Enter")
        page.wait_for_url(re.compile(r"/zaznam/(?!novy$)\w+$"))
        expect(page.get_by_role("img", name="bod leží v kraji Jihomoravský kraj")).to_be_visible()
        page.get_by_label("Zeměpisná délka").fill("14,4")
        x = float(page.locator(".place-map .point").get_attribute("cx") or "0")
        assert 300 < x < 350
