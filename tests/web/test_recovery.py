"""Links that open accounts, each once: new passwords, invitations, the first administrator."""

import re
from datetime import timedelta
from typing import Final

import pytest
from sqlalchemy import select, update

from mitdomov.accounts.links import make_link
from mitdomov.accounts.model import Account, AccountLink, LinkPurpose
from mitdomov.accounts.people import roles_of
from mitdomov.accounts.roles import Role
from mitdomov.clock import now
from mitdomov.delivery.outbox.queue import send_letter
from mitdomov.delivery.transports.mailbox import find_letters, raw_letter
from tests.web.served import Site
from tests.web.signing_pages import EVA, OTHER_PASSWORD, PASSWORD, Newsroom, is_inside, words

FORGOTTEN: Final = "/zapomenute-heslo"
USELESS: Final = "Odkaz už neplatí"


@pytest.fixture
def newsroom(site: Site) -> Newsroom:
    made = Newsroom(site)
    made.add()
    return made


def new_password(newsroom: Newsroom, link: str, password: str = OTHER_PASSWORD) -> int:
    browser = newsroom.browser()
    answer = newsroom.post(browser, link, password=password, again=password)
    return answer.status_code


def test_a_letter_leads_to_a_new_password(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    answer = newsroom.post(browser, FORGOTTEN, email="EVA@redakce.example")
    assert "tu ta adresa účet" in words(answer)
    (letter,) = newsroom.letters()
    assert letter.subject == "Nové heslo do redakce Mít domov"
    link = newsroom.link()
    assert link in letter.html
    assert new_password(newsroom, link) == 303
    assert newsroom.sign_in(newsroom.browser(), OTHER_PASSWORD).status_code == 303
    assert newsroom.sign_in(newsroom.browser(), PASSWORD).status_code == 422
    assert "Změna ve vašem účtu" in newsroom.letters()[-1].subject
    assert {"recovery-asked", "password-changed"} < set(newsroom.log())


def test_the_letter_really_leaves(newsroom: Newsroom) -> None:
    newsroom.post(newsroom.browser(), FORGOTTEN, email=EVA)
    link, (letter,) = newsroom.link(), newsroom.letters()
    send_letter(newsroom.site.store, newsroom.site.scene.settings, letter.id)
    with newsroom.site.store.reading() as session:
        (kept,) = find_letters(session, EVA)
        raw = raw_letter(kept).replace(b"=\r\n", b"")
    assert link.removeprefix("/nove-heslo/").encode() in raw


def test_an_unknown_address_gets_the_same_answer_and_no_letter(newsroom: Newsroom) -> None:
    known = newsroom.post(newsroom.browser(), FORGOTTEN, email=EVA)
    unknown = newsroom.post(newsroom.browser(), FORGOTTEN, email="nikdo@redakce.example")
    assert (known.status_code, words(known)) == (unknown.status_code, words(unknown))
    assert newsroom.letters("nikdo@redakce.example") == []


def test_a_link_works_once(newsroom: Newsroom) -> None:
    newsroom.post(newsroom.browser(), FORGOTTEN, email=EVA)
    link = newsroom.link()
    assert new_password(newsroom, link) == 303
    assert new_password(newsroom, link, "jiné dost dlouhé heslo") == 404
    assert USELESS in words(newsroom.browser().get(link))
    assert newsroom.sign_in(newsroom.browser(), OTHER_PASSWORD).status_code == 303


def test_looking_at_a_link_does_not_use_it_up(newsroom: Newsroom) -> None:
    """Mail scanners open links before people do."""
    newsroom.post(newsroom.browser(), FORGOTTEN, email=EVA)
    link = newsroom.link()
    before = newsroom.site.dump()
    for _ in range(3):
        assert newsroom.browser().get(link).status_code == 200
    assert newsroom.site.dump() == before
    assert new_password(newsroom, link) == 303


def test_a_later_link_voids_the_earlier_one(newsroom: Newsroom) -> None:
    newsroom.post(newsroom.browser(), FORGOTTEN, email=EVA)
    first = newsroom.link()
    newsroom.post(newsroom.browser(), FORGOTTEN, email=EVA)
    assert newsroom.browser().get(first).status_code == 404
    assert newsroom.browser().get(newsroom.link()).status_code == 200


def test_a_link_expires(newsroom: Newsroom) -> None:
    newsroom.post(newsroom.browser(), FORGOTTEN, email=EVA)
    with newsroom.site.store.writing() as session:
        session.execute(update(AccountLink).values(expires_at=now() - timedelta(seconds=1)))
    assert newsroom.browser().get(newsroom.link()).status_code == 404
    assert new_password(newsroom, newsroom.link()) == 404


def test_a_link_for_one_thing_opens_no_other(newsroom: Newsroom) -> None:
    newsroom.post(newsroom.browser(), FORGOTTEN, email=EVA)
    token = newsroom.link().rpartition("/")[2]
    for path in ("/pozvanka/", "/prvni-spravce/"):
        assert newsroom.browser().get(path + token).status_code == 404


def test_the_database_holds_no_link(newsroom: Newsroom) -> None:
    newsroom.post(newsroom.browser(), FORGOTTEN, email=EVA)
    link, (letter,) = newsroom.link(), newsroom.letters()
    send_letter(newsroom.site.store, newsroom.site.scene.settings, letter.id)
    dump = newsroom.site.dump()
    assert dump.pop("mailbox_letter")
    assert link.rpartition("/")[2] not in repr(dump)


def test_every_session_ends_with_the_old_password(newsroom: Newsroom) -> None:
    browser = newsroom.signed_in()
    newsroom.post(newsroom.browser(), FORGOTTEN, email=EVA)
    assert new_password(newsroom, newsroom.link()) == 303
    assert not is_inside(browser)


@pytest.mark.parametrize(
    ("password", "again", "complaint"),
    [
        ("krátké", "krátké", "Heslo je krátké"),
        ("a" * 30, "a" * 30, "uhodl každý"),
        ("123456789012", "123456789012", "uhodl každý"),
        ("heslo1234567", "heslo1234567", "uhodl každý"),
        ("Eva Novotná 1", "Eva Novotná 1", "vaše jméno"),
        (OTHER_PASSWORD, "něco docela jiného", "Hesla se liší"),
        ("dlouhé " * 40, "dlouhé " * 40, "příliš dlouhé"),
    ],
)
def test_a_bad_password_is_refused_at_its_field(
    password: str, again: str, complaint: str, newsroom: Newsroom
) -> None:
    newsroom.post(newsroom.browser(), FORGOTTEN, email=EVA)
    answer = newsroom.post(newsroom.browser(), newsroom.link(), password=password, again=again)
    assert answer.status_code == 422
    assert complaint in words(answer)
    assert 'aria-invalid="true"' in answer.get_data(as_text=True)
    assert f'value="{password}"' not in answer.get_data(as_text=True)


def test_links_name_the_address_of_the_settings(newsroom: Newsroom) -> None:
    """E11: whatever host the request names."""
    browser = newsroom.browser()
    page = browser.get(FORGOTTEN).get_data(as_text=True)
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    for host in ("localhost", "localhost:80"):
        browser.post(
            FORGOTTEN,
            data={"csrf_token": token, "email": EVA},
            headers={"Host": host, "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil"},
        )
    texts = "".join(each.text + each.html for each in newsroom.letters())
    assert set(re.findall(r"https?://[^/\s\"]+", texts)) == {"http://web.example"}


def test_a_person_gets_three_letters_an_hour(newsroom: Newsroom) -> None:
    pages = {
        words(newsroom.post(newsroom.browser(), FORGOTTEN, email=EVA, remote=f"10.0.{n}.1"))
        for n in range(6)
    }
    assert len(pages) == 1
    assert len(newsroom.letters()) == 3


def test_who_is_switched_off_gets_no_letter_and_no_way_in(newsroom: Newsroom) -> None:
    newsroom.post(newsroom.browser(), FORGOTTEN, email=EVA)
    with newsroom.site.store.writing() as session:
        session.execute(update(Account).where(Account.email == EVA).values(is_active=False))
    assert newsroom.browser().get(newsroom.link()).status_code == 404
    newsroom.post(newsroom.browser(), FORGOTTEN, email=EVA)
    assert len(newsroom.letters()) == 1


def invitation(newsroom: Newsroom) -> str:
    with newsroom.site.store.writing() as session:
        account = session.scalars(select(Account).where(Account.email == EVA)).one()
        account.password_hash = ""
        return make_link(session, LinkPurpose.INVITATION, account.id, "", now())


def test_an_invitation_opens_an_account(newsroom: Newsroom) -> None:
    link, browser = invitation(newsroom), newsroom.browser()
    page = words(browser.get(link))
    assert EVA in page
    assert "redaktor" in page
    fields = {"name": "Eva Nová", "password": OTHER_PASSWORD, "again": OTHER_PASSWORD}
    assert newsroom.post(browser, link, **fields).location == "/redakce/"
    assert is_inside(browser)
    assert newsroom.account().name == "Eva Nová"
    assert newsroom.browser().get(link).status_code == 404
    assert newsroom.sign_in(newsroom.browser(), OTHER_PASSWORD).status_code == 303


def test_an_invitation_keeps_what_was_typed(newsroom: Newsroom) -> None:
    answer = newsroom.post(
        newsroom.browser(), invitation(newsroom), name="Eva Nová", password="x", again="x"
    )
    assert answer.status_code == 422
    assert 'value="Eva Nová"' in answer.get_data(as_text=True)


def first(site: Site) -> str:
    with site.store.writing() as session:
        return make_link(session, LinkPurpose.FIRST_ADMINISTRATOR, None, "", now())


def test_the_first_administrator_comes_by_a_link_that_works_once(site: Site) -> None:
    newsroom, link = Newsroom(site), first(site)
    browser = site.anonymous
    fields = {"name": "Správce Sám", "password": OTHER_PASSWORD, "again": OTHER_PASSWORD}
    wrong = newsroom.post(browser, link, email="to není adresa", **fields)
    assert wrong.status_code == 422
    assert "Toto není e-mailová adresa" in words(wrong)
    answer = newsroom.post(browser, link, email="Spravce@Redakce.example", **fields)
    assert answer.location == "/redakce/"
    assert browser.get("/redakce/ucty/").status_code == 200
    account = newsroom.account("spravce@redakce.example")
    with site.store.reading() as session:
        assert roles_of(session, account.id) == {Role.ADMINISTRATOR}
    again = newsroom.post(site.anonymous, link, email="druhy@redakce.example", **fields)
    assert again.status_code == 404


def test_the_first_administrator_takes_nobodys_address(newsroom: Newsroom) -> None:
    link = first(newsroom.site)
    fields = {"name": "Já", "password": OTHER_PASSWORD, "again": OTHER_PASSWORD}
    answer = newsroom.post(newsroom.browser(), link, email=EVA, **fields)
    assert answer.status_code == 422
    assert "Účet s touto adresou už existuje." in words(answer)
    assert newsroom.browser().get(link).status_code == 200


def test_private_pages_are_kept_nowhere(newsroom: Newsroom) -> None:
    paths = ("/prihlaseni", "/prihlaseni/kod", FORGOTTEN, "/nove-heslo/x", "/pozvanka/x")
    for path in (*paths, "/prvni-spravce/x"):
        headers = newsroom.browser().get(path).headers
        assert headers["X-Robots-Tag"] == "noindex", path
        assert headers["Cache-Control"] == "no-store", path
        assert headers["Referrer-Policy"] == "no-referrer", path
