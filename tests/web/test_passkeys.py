"""A key of the browser, as Chromium's virtual authenticator plays it, instead of a password."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select, update
from werkzeug.serving import make_server

from mitdomov.accounts.model import Passkey
from tests.journeys.running import free_port
from tests.web.in_chromium import chromium, window
from tests.web.served import Site, site_in
from tests.web.signing_pages import EVA, PASSWORD, Newsroom


@contextmanager
def served_by_name(data_dir: Path) -> Iterator[tuple[Site, str]]:
    """Browsers keep keys for names alone."""
    port = free_port()
    url = f"http://localhost:{port}"
    for site in site_in(data_dir, PUBLIC_URL=url):
        server = make_server("localhost", port, site.app, threaded=True)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield site, url
        server.shutdown()
        thread.join()


@pytest.fixture
def stand(data_dir: Path) -> Iterator[tuple[Site, str, Page]]:
    with served_by_name(data_dir) as (site, url), chromium() as browser, window(browser) as page:
        Newsroom(site).add()
        page.set_default_timeout(15_000)
        yield site, url, page


def give_key(page: Page, *, is_verified: bool = True) -> None:
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": is_verified,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_in(page: Page, url: str) -> None:
    page.goto(f"{url}/prihlaseni")
    page.get_by_label("E-mail").fill(EVA)
    page.get_by_label("Heslo").fill(PASSWORD)
    page.get_by_role("button", name="Přihlásit se", exact=True).click()
    page.wait_for_url(f"{url}/redakce/")


def add_key(page: Page, url: str, password: str = PASSWORD) -> None:
    page.goto(f"{url}/redakce/ucet/")
    page.get_by_label("Jméno klíče").fill("služební notebook")
    page.locator("#key-password").fill(password)
    page.get_by_role("button", name="Přidat klíč").click()


def test_a_key_is_added_signs_in_and_is_removed(stand: tuple[Site, str, Page]) -> None:
    site, url, page = stand
    give_key(page)
    sign_in(page, url)
    add_key(page, url, "omyl")
    expect(page.locator("[data-problem]")).to_have_text("Současné heslo nesouhlasí.")
    add_key(page, url)
    expect(page.get_by_role("status")).to_have_text("Klíč je uložený.")
    page.get_by_role("button", name="Odhlásit se").click()

    page.goto(f"{url}/prihlaseni?next=/redakce/ucet/")
    page.get_by_role("button", name="Přihlásit se klíčem").click()
    page.wait_for_url(f"{url}/redakce/ucet/")
    with site.store.reading() as session:
        key = session.scalars(select(Passkey)).one()
    assert key.last_used_at is not None
    assert "signed-in" in Newsroom(site).log()

    page.get_by_role("button", name="Odebrat klíč služební notebook").click()
    page.get_by_role("button", name="Odhlásit se").click()
    page.get_by_role("button", name="Přihlásit se klíčem").click()
    expect(page.locator("[data-problem]")).to_contain_text("nikomu nepatří")


def test_a_copied_key_is_refused(stand: tuple[Site, str, Page]) -> None:
    """Its counter has fallen behind."""
    site, url, page = stand
    give_key(page)
    sign_in(page, url)
    add_key(page, url)
    expect(page.get_by_role("status")).to_have_text("Klíč je uložený.")
    with site.store.writing() as session:
        session.execute(update(Passkey).values(sign_count=1_000_000))
    page.get_by_role("button", name="Odhlásit se").click()
    page.get_by_role("button", name="Přihlásit se klíčem").click()
    expect(page.locator("[data-problem]")).to_contain_text("nikomu nepatří")


_MAKE_KEY = """async ([question, fields]) => {
  const token = document.querySelector('input[name="csrf_token"]').value;
  const headers = {"X-CSRFToken": token};
  const body = new URLSearchParams(fields);
  const asked = await (await fetch(question, {method: "POST", headers, body})).json();
  const key = await navigator.credentials.create({publicKey: {
    challenge: Uint8Array.fromBase64(asked.challenge, {alphabet: "base64url"}),
    rp: {id: "localhost", name: "x"},
    user: {id: new Uint8Array([1]), name: "x", displayName: "x"},
    pubKeyCredParams: [{type: "public-key", alg: -7}],
    authenticatorSelection: {residentKey: "required", userVerification: "required"},
  }});
  const sent = JSON.stringify(key.toJSON());
  return (await fetch("/redakce/ucet/klice", {method: "POST", headers, body: sent})).status;
}"""


def test_a_question_asked_without_the_password_adds_no_key(stand: tuple[Site, str, Page]) -> None:
    """Whoever holds a browser left signed in can ask the sign-in page for a question."""
    site, url, page = stand
    give_key(page)
    sign_in(page, url)
    page.goto(f"{url}/redakce/ucet/")
    assert page.evaluate(_MAKE_KEY, ["/prihlaseni/klic/otazka", {}]) == 422
    with site.store.reading() as session:
        assert session.scalars(select(Passkey)).all() == []
    asked = ["/redakce/ucet/klice/otazka", {"own_password": PASSWORD}]
    assert page.evaluate(_MAKE_KEY, asked) == 200


def test_an_answer_to_no_question_opens_nothing(site: Site) -> None:
    browser = site.anonymous
    page = browser.get("/prihlaseni").get_data(as_text=True)
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    for answer in ("", "{}", "[]", "null", '{"id": 7}', '{"id": "abc"}'):
        sent = browser.post("/prihlaseni/klic", data=answer, headers={"X-CSRFToken": token})
        assert sent.status_code in {422, 429}, answer
