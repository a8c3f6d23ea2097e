"""Administrators invite people, say what they may do and show them out; the log keeps it."""

from typing import Final

import pytest
from flask.testing import FlaskClient

from mitdomov.accounts.audit import PROGRAM, record
from mitdomov.accounts.model import Account
from mitdomov.accounts.people import roles_of
from mitdomov.accounts.roles import Role
from mitdomov.clock import now
from mitdomov.delivery.outbox.queue import send_letter
from tests.web.served import HOSTILE, Site
from tests.web.signing_pages import EVA, OTHER_PASSWORD, Newsroom, is_inside, words

PEOPLE: Final = "/redakce/ucty/"
BOSS: Final = "spravce@redakce.example"


@pytest.fixture
def newsroom(public_site: Site) -> Newsroom:
    """With a single administrator: whoever holds all roles in other tests is none here."""
    made = Newsroom(public_site)
    made.add()
    made.add(BOSS, Role.ADMINISTRATOR, name="Karel Správce")
    everything = public_site.person(*Role)
    with public_site.store.writing() as session:
        session.get_one(Account, everything).is_active = False
    return made


@pytest.fixture
def boss(newsroom: Newsroom) -> FlaskClient:
    return newsroom.signed_in(BOSS)


def test_an_invitation_leaves_by_letter_and_opens_the_account(
    newsroom: Newsroom, boss: FlaskClient
) -> None:
    new = "nova@redakce.example"
    answer = newsroom.post(boss, f"{PEOPLE}pozvat", name="Nová Osoba", email=new, role="translator")
    assert answer.status_code == 303
    assert "Pozvánka odešla" in words(boss.get(answer.location))
    (letter,) = newsroom.letters(new)
    assert "Karel Správce vás zve do redakce" in letter.text
    assert "jako: překladatel" in letter.text
    browser = newsroom.browser()
    fields = {"name": "Nová Osoba", "password": OTHER_PASSWORD, "again": OTHER_PASSWORD}
    assert newsroom.post(browser, newsroom.link(new), **fields).location == "/redakce/"
    with newsroom.site.store.reading() as session:
        assert roles_of(session, newsroom.account(new).id) == {Role.TRANSLATOR}
    again = newsroom.post(boss, f"{PEOPLE}{newsroom.account(new).id}/pozvat")
    assert again.status_code == 409


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"name": ""}, "Napište jméno"),
        ({"email": "to není adresa"}, "Toto není e-mailová adresa"),
        ({"email": EVA}, "Účet s touto adresou už existuje."),
        ({"role": "papež"}, "Vyberte aspoň jednu roli."),
    ],
)
def test_a_bad_invitation_says_what_is_wrong_and_keeps_the_rest(
    fields: dict[str, str], complaint: str, newsroom: Newsroom, boss: FlaskClient
) -> None:
    good = {"name": "Nová Osoba", "email": "nova@redakce.example", "role": "editor"}
    answer = newsroom.post(boss, f"{PEOPLE}pozvat", **good | fields)
    assert answer.status_code == 422
    assert complaint in words(answer)
    kept = good["name"] if "name" not in fields else good["email"]
    assert f'value="{kept}"' in answer.get_data(as_text=True)
    assert newsroom.letters("nova@redakce.example") == []


def test_roles_count_at_once(newsroom: Newsroom, boss: FlaskClient) -> None:
    eva, number = newsroom.signed_in(), newsroom.account().id
    assert eva.get("/redakce/rozesilky/").status_code == 403
    newsroom.post(boss, f"{PEOPLE}{number}/role", role="publisher")
    assert eva.get("/redakce/rozesilky/").status_code == 200
    newsroom.post(boss, f"{PEOPLE}{number}/role")
    assert eva.get("/redakce/rozesilky/").status_code == 403
    assert is_inside(eva)
    assert newsroom.log().count("roles-changed") == 2


def test_who_is_switched_off_is_out_at_once(newsroom: Newsroom, boss: FlaskClient) -> None:
    eva, number = newsroom.signed_in(), newsroom.account().id
    newsroom.post(boss, f"{PEOPLE}{number}/vypnout")
    assert not is_inside(eva)
    assert newsroom.sign_in(newsroom.browser()).status_code == 422
    newsroom.post(boss, f"{PEOPLE}{number}/zapnout")
    assert newsroom.sign_in(newsroom.browser()).status_code == 303
    assert not is_inside(eva)


def test_an_administrator_ends_the_sessions_of_others(
    newsroom: Newsroom, boss: FlaskClient
) -> None:
    eva, number = newsroom.signed_in(), newsroom.account().id
    newsroom.post(boss, f"{PEOPLE}{number}/odhlasit")
    assert not is_inside(eva)
    assert is_inside(boss)


def test_the_last_administrator_stays(newsroom: Newsroom, boss: FlaskClient) -> None:
    number = newsroom.account(BOSS).id
    for verb, fields in (("role", {"role": "editor"}), ("vypnout", {})):
        answer = newsroom.post(boss, f"{PEOPLE}{number}/{verb}", **fields)
        assert answer.status_code == 409
        assert "Toto je poslední správce" in words(answer)
    assert boss.get(PEOPLE).status_code == 200
    newsroom.post(boss, f"{PEOPLE}{newsroom.account().id}/role", role="administrator")
    assert newsroom.post(boss, f"{PEOPLE}{number}/vypnout").status_code in {302, 303}
    assert not is_inside(boss)


def test_the_log_is_found_by_person_act_subject_day_and_words(
    newsroom: Newsroom, boss: FlaskClient
) -> None:
    newsroom.signed_in()
    with newsroom.site.store.writing() as session:
        record(session, PROGRAM, "issue-published", "issue:1/2030", "Číslo 1/2030 vyšlo.", now())
        record(session, PROGRAM, "article-saved", "article:17", HOSTILE, now())
    eva, today = newsroom.account().id, f"{now():%Y-%m-%d}"

    def shown(question: str) -> str:
        return words(boss.get(f"/redakce/zaznam/?{question}")).partition("<table")[2]

    assert "Eva Novotná: přihlášení heslem" in shown(f"ucet={eva}")
    assert "Karel Správce" not in shown(f"ucet={eva}")
    assert "Číslo 1/2030 vyšlo." in shown("co=issue-published")
    assert "přihlášení heslem" not in shown("co=issue-published")
    assert 'href="/redakce/cislo/1-2030/"' in shown("ceho=issue")
    assert "článek 17" in shown("vec=article:17")
    assert "Číslo 1/2030 vyšlo." in shown("slova=vyšlo+1/2030")
    assert "Číslo 1/2030 vyšlo." in shown(f"slova=číslo&od={today}")
    assert shown("do=2020-01-01") == ""
    assert "<script>alert" not in shown("vec=article:17")
    for odd in ("ucet=x", "od=včera", "strana=99999999999", "strana=-1", "vec=%00", "ceho=x"):
        assert boss.get(f"/redakce/zaznam/?{odd}").status_code == 200


def test_a_long_log_has_pages(newsroom: Newsroom, boss: FlaskClient) -> None:
    with newsroom.site.store.writing() as session:
        for n in range(250):
            record(session, PROGRAM, "article-saved", f"article:{n}", f"Věta {n}.", now())
    first = words(boss.get("/redakce/zaznam/?co=article-saved"))
    assert "250 záznamů" in first
    assert "Věta 249." in first
    last = words(boss.get("/redakce/zaznam/?co=article-saved&strana=3"))
    assert "Věta 0." in last
    assert "3. strana z 3" in last
    assert "strana=2&amp;co=article-saved" in boss.get(
        "/redakce/zaznam/?co=article-saved"
    ).get_data(as_text=True)


def test_a_kept_letter_that_opens_an_account_is_for_its_owner_alone(newsroom: Newsroom) -> None:
    """Where no relay is set, letters are kept; whoever sends issues may read those to readers."""
    site = newsroom.site
    newsroom.post(newsroom.browser(), "/zapomenute-heslo", email=EVA)
    (letter,) = newsroom.letters()
    send_letter(site.store, site.scene.settings, letter.id)
    for path in ("", "/html", "/zdroj"):
        answer = site.client_as(Role.PUBLISHER).get(f"/redakce/schranka/1{path}")
        assert answer.status_code == 403
        assert "nove-heslo" not in words(answer)
        both = site.client_as(Role.PUBLISHER, Role.ADMINISTRATOR)
        assert both.get(f"/redakce/schranka/1{path}").status_code == 200
    site.sent()
    assert site.client_as(Role.PUBLISHER).get("/redakce/schranka/2").status_code == 200
