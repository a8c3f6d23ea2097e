"""Real Chromium: what letters link back to is accessible in every light and width."""

from collections.abc import Iterator
from typing import Final

import pytest

from mitdomov.clock import now
from mitdomov.delivery.personal_data.retention_rules import RULES
from mitdomov.subscribers.address_change import ask, stop
from mitdomov.subscribers.model import Subscriber
from mitdomov.subscribers.own_page import open_own_page
from mitdomov.subscribers.retention import run_due
from tests.web.in_chromium import chromium, put_axe_into, served, sign_in, violations, window
from tests.web.served import READERS, Site

TOO_WIDE: Final = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def opened(site: Site) -> dict[str, str]:
    """Paths of every kind of page, by name; each of three readers is in another standing."""
    jana, petr, zofie = (site.subscription(address) for address in READERS)
    at, secret = now(), site.scene.settings.secret_key
    site.client.post(f"/odber/{site.token()}/pauza", data={"doba": "3"})
    site.client.post(f"/odber/{site.token(READERS[2])}", data={"list": ["magazin", "novinky"]})
    site.client.post(f"/odhlaseni/{site.token(READERS[1])}", data={"List-Unsubscribe": "One-Click"})
    with site.store.writing() as session:
        own = open_own_page(session, zofie.subscriber_id, at)
        wishes = [
            ask(session, session.get_one(Subscriber, each.subscriber_id), to, at, secret_key=secret)
            for each, to in ((jana, "nova@obec.example"), (petr, "novy@obec.example"))
        ]
        stop(session, wishes[1].stop_token, at, secret_key=secret)
    run_due(site.store, RULES, at)
    token = site.token(READERS[2])
    return {
        "preferences": f"/odber/{token}",
        "saved": f"/odber/{token}?ulozeno=odkaz",
        "paused": f"/odber/{site.token()}",
        "leaving": f"/odhlaseni/{token}",
        "left": f"/odhlaseni/{site.token(READERS[1])}",
        "resumed": f"/odhlaseni/{token}?zpet=1",
        "own data": f"/odber/overeni/{own}?adresa=1",
        "erasure": f"/odber/overeni/{own}/vymaz",
        "erased": "/odber/vymazano",
        "new address": f"/odber/adresa/{wishes[0].confirm_token}",
        "stopping": f"/odber/zastavit/{wishes[0].stop_token}",
        "stopped": f"/odber/zastavit/{wishes[1].stop_token}",
        "void": "/odber/nic",
        "privacy": "/ochrana-udaju/",
        "dossier": f"/redakce/odberatele/{zofie.subscriber_id}/spis",
        "reader": f"/redakce/odberatele/{zofie.subscriber_id}",
        "wordings": "/redakce/odberatele/zneni",
        "retention": "/redakce/uchovavani/",
    }


@pytest.fixture(scope="module")
def stand(module_site: Site) -> Iterator[tuple[Site, str, dict[str, str]]]:
    paths = opened(module_site)
    with served(module_site) as url:
        yield module_site, url, paths


def test_axe_finds_nothing_and_nothing_is_too_wide(stand: tuple[Site, str, dict[str, str]]) -> None:
    site, url, paths = stand
    found: dict[str, object] = {}
    with chromium() as browser, window(browser, bypass_csp=True, reduced_motion="reduce") as page:
        sign_in(page, site, url)
        for name, path in paths.items():
            page.goto(f"{url}{path}", wait_until="load")
            put_axe_into(page)
            found[name] = violations(page)
            page.emulate_media(color_scheme="dark")
            found[f"{name}, dark"] = violations(page, "color-contrast", "link-in-text-block")
            page.emulate_media(color_scheme="light")
            page.set_viewport_size({"width": 320, "height": 900})
            found[f"{name}, narrow"] = violations(page)
            found[f"{name}, width"] = page.evaluate(TOO_WIDE)
            page.set_viewport_size({"width": 1280, "height": 900})
    assert {name: each for name, each in found.items() if each} == {}
