"""An empty instance starts from the desk: its publication is founded, an issue and an article."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from mitdomov.accounts.model import AuditEntry
from mitdomov.accounts.roles import Role
from mitdomov.editorial.importing import issue_named
from mitdomov.editorial.publication_profile import held_profile
from mitdomov.editorial.queries import DEFAULT_LISTS
from mitdomov.editorial.working import articles_of
from mitdomov.magazine.model import Publication
from tests.state import migrated_store
from tests.web.desk.articles_of_site import send, text
from tests.web.desk.filling import Visitor, said
from tests.web.in_chromium import chromium, put_axe_into, served, sign_in, violations, window
from tests.web.served import PUBLIC_URL, Site, site_in

HOME: Final = "/redakce/"
HERE: Final = "/redakce/publikace/"
FOUND: Final = f"{HERE}zalozit"
TYPED: Final = {
    "title": "Mít domov",
    "subtitle": "Magazín o bydlení",
    "publisher": "Úřad",
    "seat": "Náměstí 1, Praha",
    "contact_name": "Jana Nová",
    "contact_email": "jana@urad.example",
    "help_box.title": "Přicházíte o byt?",
    "help_box.text": "Zavolejte.",
    "help_box.phone": "800 123 456",
    "help_box.email": "pomoc@urad.example",
    "help_box.hours": "po–pá 8–18 h",
    "eu.project": "Bydlení",
    "eu.registration_number": "CZ.03.02.02/00/22_012/0001234",
}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Site]:
    migrated_store(tmp_path).engine.dispose()
    yield from site_in(tmp_path)


def offered(page: str) -> dict[str, str]:
    """The fields that are filled in already."""
    return dict(re.findall(r'name="([\w.]+)"\s+type="\w+"\s+value="([^"]+)"', page))


def held(site: Site) -> Publication | None:
    with site.store.reading() as session:
        profile = held_profile(session, site.store.blobs)
    return profile.publication if profile else None


def test_from_an_empty_instance_to_an_article_in_an_issue(empty: Site) -> None:
    """The first person is an administrator, who then invites the others."""
    administrator = Visitor(empty.client_as(Role.ADMINISTRATOR))
    assert f'href="{FOUND}"' in administrator.see(HOME)
    page = administrator.see(HERE)
    assert offered(page) == {"url": PUBLIC_URL, "eu.statement": "Spolufinancováno Evropskou unií"}
    done = administrator.follow(administrator.send(FOUND, **offered(page), **TYPED))
    assert "Publikace je založená" in done
    publication = held(empty)
    assert publication
    assert (publication.title, publication.help_box.phone) == ("Mít domov", "800 123 456")
    assert publication.lists == DEFAULT_LISTS
    assert "Založit publikaci" not in administrator.see(HOME)

    editor = Visitor(empty.client_as(Role.EDITOR))
    form = {"cislo": "1/2030", "tema": "Klíče", "datum": "2030-03-14"}
    editor.follow(editor.send("/redakce/cislo/nove", **form))
    article = {"title": "Byty", "type": "feature", "issue": "1-2030", "section": "tema"}
    editor.follow(editor.send("/redakce/clanky/novy", **article))
    with empty.store.reading() as session:
        [written] = articles_of(session, issue_named(session, "1/2030"))
    saved = send(empty, editor.client, written.id, text("Konečně klíče.", version=written.version))
    assert saved.status_code == 200
    checks = editor.see("/redakce/cislo/1-2030/nalezy")
    assert "poradní" in checks, "nobody has confirmed the help box"
    assert "publication.toml" not in checks
    assert "Kontakty" in editor.see(f"{HERE}potvrdit")


def test_founding_is_recorded(empty: Site) -> None:
    publisher = Visitor(empty.client_as(Role.PUBLISHER))
    publisher.follow(publisher.send(FOUND, **offered(publisher.see(FOUND)), **TYPED))
    with empty.store.reading() as session:
        entries = session.query(AuditEntry).filter_by(verb="publication-founded").all()
    assert [each.sentence for each in entries] == ["Založena publikace „Mít domov“."]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        *((name, "", "Povinné pole") for name in (*TYPED, "url", "eu.statement")),
        ("eu.statement", "Podporuje EU", "Spolufinancováno Evropskou unií"),
        ("contact_email", "kdosi", "není e-mailová adresa"),
        ("url", "web", "není úplná"),
        ("title", "Mít\x00domov", "řídicí znak"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(name: str, value: str, words: str, empty: Site) -> None:
    person = Visitor(empty.client_as(Role.PUBLISHER))
    answer = person.send(FOUND, **{**offered(person.see(FOUND)), **TYPED, name: value})
    page = said(answer)
    assert answer.status_code == 422
    assert words in page
    assert f'id="{name}-chyba"' in page
    assert "jana@urad.example" in page or name == "contact_email", "what was typed stays"
    assert held(empty) is None


def test_a_publication_is_founded_once(empty: Site) -> None:
    first, second = Visitor(empty.client_as(Role.PUBLISHER)), Visitor(empty.client)
    fields = {**offered(first.see(FOUND)), **TYPED}
    token = re.search(r'name="csrf_token"\s+value="([^"]+)"', second.see(FOUND))
    assert token
    first.follow(first.send(FOUND, **fields))
    late = {**fields, "title": "Jiný", "csrf_token": token[1]}
    assert "mezitím založil někdo jiný" in second.follow(second.client.post(FOUND, data=late))
    publication = held(empty)
    assert publication
    assert publication.title == "Mít domov"
    assert second.client.get(FOUND).location == HERE


def test_who_founds_and_who_waits(empty: Site) -> None:
    for role in (Role.AUTHOR, Role.EDITOR):
        person = Visitor(empty.client_as(role))
        assert "vydavatel nebo správce" in person.see(HOME)
        assert "vydavatel nebo správce" in person.see(HERE)
        assert "Založit publikaci" not in person.see(HERE)
        person.see(FOUND, status=403)


def test_nothing_is_confirmed_before_there_is_a_publication(empty: Site) -> None:
    token = empty.csrf_token()
    answer = empty.client.post(f"{HERE}potvrdit", data={"csrf_token": token})
    assert answer.status_code == 404


@pytest.mark.journey
def test_the_form_has_no_barriers(empty: Site) -> None:
    with served(empty) as url, chromium() as browser:
        for width, scheme in ((1280, "light"), (1280, "dark"), (320, "light")):
            options = {"color_scheme": scheme, "bypass_csp": True}
            with window(browser, width, **options) as page:
                sign_in(page, empty, url, Role.ADMINISTRATOR)
                for path in (HOME, FOUND):
                    page.goto(url + path)
                    put_axe_into(page)
                    assert violations(page) == [], (path, width, scheme)
                    overflow = "document.documentElement.scrollWidth - innerWidth"
                    assert page.evaluate(overflow) <= 0, (path, width)
