"""A person's own account: name, password, address, browsers, codes of an application."""

import re
from typing import Final

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from mitdomov.accounts.model import SignedInSession
from mitdomov.web.signing.identity import codes
from tests.web.served import Site
from tests.web.signing_pages import EVA, OTHER_PASSWORD, PASSWORD, Newsroom, is_inside, words

ACCOUNT: Final = "/redakce/ucet/"


@pytest.fixture
def newsroom(site: Site) -> Newsroom:
    made = Newsroom(site)
    made.add()
    return made


def test_the_name_changes_everywhere(newsroom: Newsroom) -> None:
    browser = newsroom.signed_in()
    assert newsroom.post(browser, f"{ACCOUNT}jmeno", name="  Eva   Nová ").status_code == 303
    assert "Eva Nová" in words(browser.get("/redakce/ucet/"))
    empty = newsroom.post(browser, f"{ACCOUNT}jmeno", name=" ")
    assert empty.status_code == 422
    assert "Napište jméno" in words(empty)
    assert newsroom.log()[-1] == "account-renamed"


def test_a_new_password_ends_every_other_session(newsroom: Newsroom) -> None:
    here, elsewhere = newsroom.signed_in(), newsroom.signed_in()
    fields = {"current": PASSWORD, "password": OTHER_PASSWORD, "again": OTHER_PASSWORD}
    wrong = newsroom.post(here, f"{ACCOUNT}heslo", **fields | {"current": "omyl"})
    assert wrong.status_code == 422
    assert "Současné heslo nesouhlasí." in words(wrong)
    assert is_inside(elsewhere)
    assert newsroom.post(here, f"{ACCOUNT}heslo", **fields).status_code == 303
    assert is_inside(here)
    assert not is_inside(elsewhere)
    assert newsroom.sign_in(newsroom.browser(), OTHER_PASSWORD).status_code == 303
    assert "heslo, v nastavení účtu" in " ".join(newsroom.letters()[-1].text.split())


def test_whoever_finds_an_open_browser_cannot_guess_the_password(newsroom: Newsroom) -> None:
    browser = newsroom.signed_in()
    fields = {"password": OTHER_PASSWORD, "again": OTHER_PASSWORD}
    for n in range(5):
        newsroom.post(browser, f"{ACCOUNT}heslo", current=f"pokus {n}", **fields)
    answer = newsroom.post(browser, f"{ACCOUNT}heslo", current=PASSWORD, **fields)
    assert answer.status_code == 422
    assert "Příliš mnoho pokusů" in words(answer)


def test_one_session_is_ended_and_then_all_others(newsroom: Newsroom) -> None:
    here, one, other = (newsroom.signed_in() for _ in range(3))
    page = here.get(ACCOUNT).get_data(as_text=True)
    numbers = re.findall(r'name="session" value="(\d+)"', page)
    assert len(numbers) == 2
    newsroom.post(here, f"{ACCOUNT}prihlaseni", session=numbers[-1])
    assert [is_inside(each) for each in (here, one, other)] == [True, False, True]
    newsroom.post(here, f"{ACCOUNT}vsude")
    assert [is_inside(each) for each in (here, one, other)] == [True, False, False]


def test_nobody_ends_the_session_of_another(newsroom: Newsroom) -> None:
    newsroom.add("jan@redakce.example", name="Jan")
    jan = newsroom.signed_in("jan@redakce.example")
    eva = newsroom.signed_in()
    with newsroom.site.store.reading() as session:
        numbers = session.scalars(select(SignedInSession.id)).all()
    for number in numbers:
        newsroom.post(jan, f"{ACCOUNT}prihlaseni", session=str(number))
    assert is_inside(eva)


def test_a_new_address_counts_once_its_owner_has_confirmed_it(newsroom: Newsroom) -> None:
    browser, new = newsroom.signed_in(), "eva.nova@redakce.example"
    wrong = newsroom.post(browser, f"{ACCOUNT}adresa", email=new, own_password="omyl")
    assert wrong.status_code == 422
    assert (
        newsroom.post(browser, f"{ACCOUNT}adresa", email=new, own_password=PASSWORD).status_code
        == 303
    )
    assert newsroom.account().email == EVA
    assert "žádost o novou adresu" in " ".join(newsroom.letters(EVA)[-1].text.split())
    link = newsroom.link(new)
    assert newsroom.browser().get(link).status_code == 302
    assert newsroom.post(browser, link).status_code == 303
    assert newsroom.sign_in(newsroom.browser(), email=new).status_code == 303
    assert newsroom.post(browser, link).status_code == 404


def test_only_its_owner_confirms_a_new_address(newsroom: Newsroom) -> None:
    newsroom.add("jan@redakce.example", name="Jan")
    eva, jan = newsroom.signed_in(), newsroom.signed_in("jan@redakce.example")
    newsroom.post(eva, f"{ACCOUNT}adresa", email="nova@redakce.example", own_password=PASSWORD)
    assert newsroom.post(jan, newsroom.link("nova@redakce.example")).status_code == 404
    assert newsroom.account("jan@redakce.example").email == "jan@redakce.example"


def test_a_taken_address_is_not_told_to_be_taken(newsroom: Newsroom) -> None:
    newsroom.add("jan@redakce.example", name="Jan")
    browser = newsroom.signed_in()
    answer = newsroom.post(
        browser, f"{ACCOUNT}adresa", email="jan@redakce.example", own_password=PASSWORD
    )
    assert answer.status_code == 303
    assert newsroom.letters("jan@redakce.example") == []


def set_up(newsroom: Newsroom, browser: FlaskClient) -> tuple[str, list[str]]:
    """The code that set the application up, and those for paper."""
    browser.get(f"{ACCOUNT}kody")
    with browser.session_transaction() as session:
        secret = str(session["new_totp_secret"])
    code = code_of(newsroom, secret)
    answer = newsroom.post(browser, f"{ACCOUNT}kody", code=code, own_password=PASSWORD)
    assert answer.status_code == 200
    return code, re.findall(r"<li>((?:\w{4}-){3}\w{4})</li>", answer.get_data(as_text=True))


def code_of(newsroom: Newsroom, secret: str) -> str:
    with newsroom.site.app.app_context():
        return str(codes().generate_totp_password(secret))


def test_a_code_is_asked_for_after_the_password(newsroom: Newsroom) -> None:
    spent, paper = set_up(newsroom, newsroom.signed_in())
    assert len(set(paper)) == 10
    browser = newsroom.browser()
    assert newsroom.sign_in(browser).location == "/prihlaseni/kod"
    assert not is_inside(browser)
    used = newsroom.post(browser, "/prihlaseni/kod", code=spent)
    assert used.status_code == 422  # it set the application up: no code is good twice
    assert newsroom.post(browser, "/prihlaseni/kod", code="123456").status_code == 422
    assert newsroom.post(browser, "/prihlaseni/kod", code=paper[0].upper()).location == "/redakce/"
    assert is_inside(browser)
    assert "code-refused" in newsroom.log()


def test_a_paper_code_is_good_once(newsroom: Newsroom) -> None:
    _, paper = set_up(newsroom, newsroom.signed_in())
    for expected in (303, 422):
        browser = newsroom.browser()
        newsroom.sign_in(browser)
        answer = newsroom.post(browser, "/prihlaseni/kod", code=paper[3])
        assert answer.status_code == expected


def test_the_code_alone_opens_nothing(newsroom: Newsroom) -> None:
    _, paper = set_up(newsroom, newsroom.signed_in())
    browser = newsroom.browser()
    assert browser.get("/prihlaseni/kod").status_code == 303
    answer = newsroom.post(browser, "/prihlaseni/kod", code=paper[0])
    assert answer.location == "/prihlaseni"
    assert not is_inside(browser)


def test_codes_cannot_be_guessed(newsroom: Newsroom) -> None:
    set_up(newsroom, newsroom.signed_in())
    browser = newsroom.browser()
    newsroom.sign_in(browser)
    answers = [
        newsroom.post(browser, "/prihlaseni/kod", code=f"{n:06}").status_code for n in range(6)
    ]
    assert answers[-1] == 429


def test_a_slip_while_setting_up_locks_nobody_out(newsroom: Newsroom) -> None:
    browser = newsroom.signed_in()
    browser.get(f"{ACCOUNT}kody")
    answer = newsroom.post(browser, f"{ACCOUNT}kody", code="000000", own_password=PASSWORD)
    assert answer.status_code == 422
    assert newsroom.account().totp_secret == ""
    assert newsroom.sign_in(newsroom.browser()).location == "/redakce/"


def test_codes_are_given_up_with_the_password(newsroom: Newsroom) -> None:
    browser = newsroom.signed_in()
    set_up(newsroom, browser)
    assert newsroom.post(browser, f"{ACCOUNT}kody/zrusit", own_password="omyl").status_code == 422
    assert newsroom.post(browser, f"{ACCOUNT}kody/zrusit", own_password=PASSWORD).status_code == 303
    assert newsroom.sign_in(newsroom.browser()).location == "/redakce/"


def test_new_paper_codes_void_the_old_ones(newsroom: Newsroom) -> None:
    browser = newsroom.signed_in()
    _, old = set_up(newsroom, browser)
    newsroom.post(browser, f"{ACCOUNT}kody/na-papir", own_password=PASSWORD)
    other = newsroom.browser()
    newsroom.sign_in(other)
    assert newsroom.post(other, "/prihlaseni/kod", code=old[0]).status_code == 422


def test_the_database_gives_away_no_code(newsroom: Newsroom) -> None:
    browser = newsroom.signed_in()
    _, paper = set_up(newsroom, browser)
    with newsroom.site.app.app_context():
        plain = codes().get_totp_b32_key(newsroom.account().totp_secret)
    dump = repr(newsroom.site.dump())
    assert plain not in dump
    assert not [code for code in paper if code in dump]
