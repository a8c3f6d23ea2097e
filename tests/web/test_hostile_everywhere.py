"""One hostile text in every field that anybody may fill: each page and letter shows it as words.

The text would leave any attribute, text area, title or script that it was put into unescaped, and
it would be computed if anything took it for a template.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import ConsoleMessage, Dialog, Request
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from mitdomov.delivery.outbox.queue import SingleLetterRecord
from mitdomov.editorial.importing import import_issue
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.publishing import publish
from mitdomov.magazine.folder.disk import read_files
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.reading import read_issue
from mitdomov.magazine.folder.writing import write_issue
from mitdomov.subscribers.model import Subscriber
from tests.conftest import SMALL_ISSUE
from tests.hostile_pictures import jpeg
from tests.render.hostile import poisoned
from tests.render.pages import elements
from tests.render.pages import page as tree_of
from tests.web.filled import ISSUE, filled, proof_path, upload
from tests.web.in_chromium import chromium, served, sign_in, window
from tests.web.served import PUBLIC_URL, Site, copied, rendered, site_in

HOSTILE: Final = (
    "\"' zlo=1 onfocus=alert(1) autofocus '\"></textarea></title></script>"
    "<img src=x onerror=alert(1) zlo>{{1337*7919}}{% zlo %}"
)
COMPUTED: Final = str(1337 * 7919)
_ENDS: Final = re.compile(
    r"smazat|vymaz|odhlas|zrusit|vypnout|vsude|vyhodit|odebrat|heslo|/adresa|/prihlaseni$|/kody|/role$"
)
"""Acts after which there would be less to look at."""
_RUNS: Final = re.compile(r"\s*(javascript|vbscript|data:text)", re.IGNORECASE)
_LOADS: Final = {
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "link": ("href",),
    **dict.fromkeys(("script", "iframe", "embed", "audio", "video", "input"), ("src",)),
    "object": ("data",),
}


@pytest.fixture(scope="module")
def site(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    for each in site_in(copied(published, tmp_path_factory.mktemp("hostile") / "data")):
        at = each.scene.clock()
        import_issue(each.store, write_issue(hostile_issue()), at, adopt_publication=True)
        publish(each.store, "1/2030", public_url=PUBLIC_URL, at=at, renderer=rendered)
        with each.store.writing() as session:
            number = session.scalars(select(IssueRecord.current_snapshot_id)).one()
            session.execute(update(Subscriber).values(name=HOSTILE))
        assert number is not None
        each.scene.snapshot_id = number
        yield each


@pytest.fixture(scope="module")
def asked() -> Iterator[list[str]]:
    """Hosts that this process looked up or dialled, as the interpreter itself tells them."""
    found: list[str] = []
    is_listening = True

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        if not is_listening or event not in {"socket.connect", "socket.getaddrinfo"}:
            return
        place = arguments[1] if event == "socket.connect" else arguments
        if isinstance(place, tuple) and place[0] not in {"127.0.0.1", "localhost", "::1"}:
            found.append(str(place[0]))

    sys.addaudithook(hear)
    yield found
    is_listening = False


@pytest.fixture(scope="module")
def paths(site: Site, asked: list[str]) -> list[str]:
    """Every page, after each form of each of them was sent with the hostile text."""
    assert asked == []
    upload(site, jpeg(), f"{HOSTILE}.jpg")
    found = {*filled(site).values(), proof_path(site, HOSTILE, HOSTILE)}
    for path in sorted(found):
        fill_forms(site.client, path)
    found |= {*made(), proof_path(site, HOSTILE, HOSTILE)}
    return sorted(path for path in found if site.client.get(path).status_code == 200)


def hostile_issue() -> IssueFolder:
    """With what only an address or a number can stand in left as it was."""
    sound = read_issue(read_files(SMALL_ISSUE / ISSUE))
    found: IssueFolder = poisoned(sound, HOSTILE)  # type: ignore[arg-type, assignment]
    was, now = sound.publication, found.publication
    return replace(
        found,
        publication=replace(
            now,
            contact_email=was.contact_email,
            issn=was.issn,
            help_box=replace(now.help_box, email=was.help_box.email),
            eu=now.eu and was.eu and replace(now.eu, emblem=was.eu.emblem),
        ),
    )


def made() -> Iterator[str]:
    """What the forms have made."""
    yield from (
        f"/redakce/schranka/{number}{end}" for number in range(1, 5) for end in ("", "/html")
    )
    yield from (f"/redakce/zkusebni-skupiny/{number}" for number in range(1, 4))
    yield from (f"/redakce/ucty/{number}" for number in range(1, 6))
    yield from (f"/redakce/odberatele/{number}" for number in range(1, 6))
    yield from (f"{path}?hledat={quote(HOSTILE)}" for path in _SEARCHED)
    yield from ("/", f"/cislo/{ISSUE}/", f"/cislo/{ISSUE}/clanky/prvni-klice/")


_SEARCHED: Final = (
    *("/redakce/clanky/", "/redakce/media/", "/redakce/odberatele/", "/redakce/schranka/"),
    *("/redakce/zaznam/", "/redakce/zakazy/", "/redakce/nedorucenky/", "/redakce/ucty/"),
)


def fill_forms(client: FlaskClient, path: str) -> None:
    """Sends each form of the page with the text in all its fields of words; looks at answers."""
    answer = client.get(path)
    if answer.status_code != 200 or not is_page(answer):
        return
    for form in elements(tree_of(answer.get_data(as_text=True)), "form"):
        action = form.get("action") or path
        fields = dict(fields_of(form))
        if form.get("method", "").lower() != "post":
            assert_harmless(client.get(action.partition("?")[0], query_string=fields), action)
        elif not _ENDS.search(action):
            assert_harmless(client.post(action, data=fields), action)


def fields_of(form: Element) -> Iterator[tuple[str, str]]:
    for field in elements(form, "input", "textarea", "select", "button"):
        name, kind = field.get("name"), field.get("type", "text")
        if not name or kind in {"file", "submit"}:
            continue
        if field.tag == "select":
            chosen = [each.get("value", "") for each in field.iter("option")]
            yield name, next(iter(reversed(chosen)), "")
        elif field.tag == "textarea" or (field.tag == "input" and kind in {"text", "search"}):
            yield name, f"{HOSTILE}{field.get('value') or field.text or ''}"
        elif kind not in {"radio", "checkbox"} or "checked" in field.attrib:
            yield name, field.get("value", "on")


def is_page(answer: TestResponse) -> bool:
    return answer.mimetype == "text/html" and b"<!doctype html>" in answer.data[:200].lower()


def assert_harmless(answer: TestResponse, where: str) -> None:
    assert answer.status_code < 500, where
    text = answer.get_data(as_text=True)
    assert COMPUTED not in text, where
    if is_page(answer):
        assert_tree_is_harmless(tree_of(text), where)
    elif answer.mimetype == "text/html":  # a part of a page, which a script puts in
        assert "<img src=x" not in text, where


def assert_tree_is_harmless(tree: Element, where: str) -> None:
    for each in tree.iter():
        names = {str(name) for name in each.attrib}
        assert "zlo" not in names, where
        assert not [name for name in names if name.startswith("on")], where
        assert each.tag != "script" or is_own_script(each), where
        for address in (each.get(name, "") for name in ("href", "src", "action", "formaction")):
            assert not re.match(r"\s*(javascript|vbscript|data:text)", address, re.IGNORECASE), (
                where
            )
        for address in loaded(each):
            assert is_own(address), (where, address)


def is_own_script(script: Element) -> bool:
    """Or data, which no browser runs."""
    is_data = script.get("type") in {"application/json", "application/ld+json"}
    return script.get("src", "").startswith("/static/") or is_data


def loaded(each: Element) -> Iterator[str]:
    """What a browser fetches without being asked."""
    if each.get("rel") in {"canonical", "alternate", "license"}:
        return
    for name in _LOADS.get(str(each.tag), ()):
        for address in each.get(name, "").split(","):
            yield (address.split() or [""])[0]


def is_own(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "data" or parts.netloc in {"", urlsplit(PUBLIC_URL).netloc}


def test_every_page_shows_the_text_and_does_nothing(site: Site, paths: list[str]) -> None:
    shown = 0
    for path in paths:
        answer = site.client.get(path)
        assert_harmless(answer, path)
        shown += "1337*7919" in answer.get_data(as_text=True).replace("\xa0", "")
    assert shown > 120, shown


def test_no_text_made_the_program_ask_anybody(
    site: Site, paths: list[str], asked: list[str]
) -> None:
    assert len({site.client.get(path).status_code for path in paths}) == 1
    assert asked == []


def test_every_letter_shows_the_text_and_does_nothing(site: Site, paths: list[str]) -> None:
    """Those to readers as well as those to authors, colleagues and whoever tries a letter."""
    with site.store.reading() as session:
        singles = session.scalars(select(SingleLetterRecord)).all()
    assert paths
    letters = [(each.subject, each.text, each.html) for each in singles]
    assert len(letters) > 2
    assert any("1337*7919" in "".join(each) for each in letters)
    for subject, text, html in letters:
        assert COMPUTED not in f"{subject}{text}{html}"
        assert "\n" not in subject
        assert_tree_is_harmless(tree_of(html), subject)


def test_chromium_finds_nothing_to_run_and_nobody_to_ask(site: Site, paths: list[str]) -> None:
    """No dialog opens, no policy is broken, no request leaves for another host."""
    said: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    def hear(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            said.append(message.text)

    with served(site) as url, chromium() as browser, window(browser) as page:

        def see(request: Request) -> None:
            if not allowed(request.url, url):
                said.append(request.url)

        sign_in(page, site, url)
        page.on("dialog", dismiss)
        page.on("console", hear)
        page.on("request", see)
        for path in opened(paths):
            page.goto(f"{url}{path}", wait_until="load")
            assert said == [], path


def allowed(address: str, url: str) -> bool:
    """A letter's pictures stand at the public address, which leads nowhere in a test."""
    return address.startswith((url, PUBLIC_URL, "data:", "about:", "blob:"))


def opened(paths: list[str]) -> list[str]:
    wanted = r"/(clanek/\d/(udaje|historie|original|autorizace)?|titul|lide|schvaleni|html)$"
    proofs = [path for path in paths if path.startswith("/korektura/")][:1]
    chosen = [path for path in paths if re.search(wanted, path)][:12]
    return [
        *chosen,
        *proofs,
        "/redakce/",
        "/redakce/media/",
        "/redakce/zaznam/",
        f"/cislo/{ISSUE}/",
    ]
