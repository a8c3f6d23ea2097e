"""Who signs in, and who is kept out: E5, E7 and E8 of the faults to survive."""

import re
import statistics
import time
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import select, update

from mitdomov.accounts import sessions
from mitdomov.accounts.back_off import register_attempt, trier
from mitdomov.accounts.model import Account, Attempt, AttemptKind, SignedInSession
from mitdomov.accounts.sample import create_sample_people
from mitdomov.clock import now
from mitdomov.web.signing.destinations import destination
from tests.web.served import Site, site_in
from tests.web.signing_pages import EVA, OTHER_PASSWORD, PASSWORD, Newsroom, is_inside, words

WRONG: Final = "Adresa nebo heslo nesouhlasí."
DESK: Final = "/redakce/"


@pytest.fixture
def newsroom(site: Site) -> Newsroom:
    made = Newsroom(site)
    made.add()
    return made


def test_a_password_opens_the_desk_and_the_button_closes_it(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    assert newsroom.sign_in(browser).location == DESK
    assert "Eva Novotná" in words(browser.get("/redakce/ucet/"))
    newsroom.post(browser, "/odhlaseni-z-redakce")
    assert not is_inside(browser)
    assert newsroom.log()[-2:] == ["signed-in", "signed-out"]


def test_the_hash_is_argon2id(newsroom: Newsroom) -> None:
    assert newsroom.account().password_hash.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_a_wrong_password_and_an_unknown_address_get_one_answer(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    wrong = newsroom.sign_in(browser, "špatné heslo")
    unknown = newsroom.sign_in(browser, email="nikdo@redakce.example")
    assert wrong.status_code == unknown.status_code == 422
    pages = [words(each) for each in (wrong, unknown)]
    same = [re.sub(r'value="[^"]*"', "", page) for page in pages]
    assert same[0] == same[1]
    assert WRONG in pages[0]
    assert EVA in pages[0]
    assert not is_inside(browser)


def test_an_unknown_address_takes_as_long(newsroom: Newsroom) -> None:
    """Within a third: both hash a password; an answer without that would be ten times faster."""

    def seconds(email: str, remote: str) -> float:
        browser = newsroom.browser()
        browser.get("/prihlaseni")
        started = time.perf_counter()
        newsroom.sign_in(browser, "špatné heslo", email=email, remote=remote)
        return time.perf_counter() - started

    known = statistics.median(seconds(EVA, f"10.0.{n}.1") for n in range(5))
    unknown = statistics.median(seconds("nikdo@x.example", f"10.1.{n}.1") for n in range(5))
    assert unknown > known * 2 / 3


@pytest.mark.parametrize("change", [{"is_active": False}, {"password_hash": ""}])
def test_who_is_switched_off_or_has_no_password_stays_out(
    change: dict[str, object], newsroom: Newsroom
) -> None:
    with newsroom.site.store.writing() as session:
        session.execute(update(Account).where(Account.email == EVA).values(change))
    answer = newsroom.sign_in(newsroom.browser())
    assert answer.status_code == 422
    assert WRONG in words(answer)
    assert newsroom.sign_in(newsroom.browser(), "").status_code == 422


def test_the_address_may_be_written_in_any_case(newsroom: Newsroom) -> None:
    assert newsroom.sign_in(newsroom.browser(), email=" Eva@Redakce.Example ").status_code == 303


GOOD: Final = ("/redakce/", "/redakce/clanek/7/?verze=3", "/", "/a%2Fb#c")
BAD: Final = (
    *("//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "\\evil"),
    *("https://evil.example", "https:evil.example", "http:/evil", "evil.example", "javascript:x"),
    *("/a\r\nLocation: https://evil.example", "/a\nb", "/\t/evil.example", "/ /evil", "", "?x"),
    *("/á", "/a\\b", "/" + "a" * 3000, "\u2028/evil", " //evil.example"),
)


@pytest.mark.parametrize("wish", GOOD)
def test_a_path_of_this_site_is_gone_to(wish: str) -> None:
    assert destination(wish, "/jinam") == wish


@pytest.mark.parametrize("wish", BAD)
def test_nothing_else_is_gone_to(wish: str) -> None:
    assert destination(wish, "/jinam") == "/jinam"


def test_no_wish_leads_out_of_this_site(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    assert newsroom.sign_in(browser, next="//evil.example").location == DESK
    for wish in BAD:
        answer = browser.get("/prihlaseni", query_string={"next": wish})
        assert answer.location == DESK, wish


def test_the_page_asked_for_is_shown_after_signing_in(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    asked = browser.get("/redakce/ucet/?zprava=heslo")
    assert asked.location == "/prihlaseni?next=/redakce/ucet/?zprava%3Dheslo"
    page = browser.get(asked.location).get_data(as_text=True)
    assert 'name="next" value="/redakce/ucet/?zprava=heslo"' in page


def test_nothing_that_was_planted_before_signing_in_survives(newsroom: Newsroom) -> None:
    """Session fixation: what a stranger knows of the browser opens nothing afterwards."""
    browser = newsroom.browser()
    with browser.session_transaction() as session:
        session["_user_id"] = planted = "podstrčeno"
        session["planted"] = "podstrčeno"
    browser.get("/prihlaseni")
    before = browser.get_cookie("session")
    newsroom.sign_in(browser)
    with browser.session_transaction() as session:
        assert "planted" not in session
        assert session["_user_id"] != planted
    after = browser.get_cookie("session")
    assert before
    assert after
    assert before.value != after.value
    stranger = newsroom.browser()
    stranger.set_cookie("session", before.value)
    assert not is_inside(stranger)


def test_a_form_from_before_signing_in_counts_no_more(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    page = browser.get("/prihlaseni").get_data(as_text=True)
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    newsroom.sign_in(browser)
    answer = browser.post("/redakce/ucet/jmeno", data={"csrf_token": token, "name": "X"})
    assert answer.status_code == 400


def test_each_sign_in_is_a_session_of_its_own(newsroom: Newsroom) -> None:
    one, other = newsroom.signed_in(), newsroom.signed_in()
    newsroom.post(one, "/odhlaseni-z-redakce")
    assert not is_inside(one)
    assert is_inside(other)


def test_a_stolen_cookie_is_of_no_use_after_signing_out(newsroom: Newsroom) -> None:
    browser = newsroom.signed_in()
    cookie = browser.get_cookie("session")
    assert cookie
    thief = newsroom.browser()
    thief.set_cookie("session", cookie.value)
    assert is_inside(thief)
    newsroom.post(browser, "/odhlaseni-z-redakce")
    assert not is_inside(thief)


def test_a_session_ends_after_twelve_idle_hours(newsroom: Newsroom) -> None:
    browser = newsroom.signed_in()
    for idle, is_open in ((timedelta(hours=11, minutes=59), True), (sessions.IDLE, False)):
        with newsroom.site.store.writing() as session:
            session.execute(update(SignedInSession).values(seen_at=now() - idle))
        assert is_inside(browser) == is_open


def test_work_keeps_a_session_alive_for_thirty_days_at_most(newsroom: Newsroom) -> None:
    browser = newsroom.signed_in()
    with newsroom.site.store.writing() as session:
        session.execute(update(SignedInSession).values(seen_at=now() - timedelta(hours=6)))
    assert is_inside(browser)
    with newsroom.site.store.reading() as session:
        assert max(session.scalars(select(SignedInSession.seen_at))) > now() - timedelta(minutes=1)
    with newsroom.site.store.writing() as session:
        session.execute(update(SignedInSession).values(begun_at=now() - sessions.LONGEST))
    assert not is_inside(browser)


def test_the_database_holds_nothing_that_opens_a_session(newsroom: Newsroom) -> None:
    browser = newsroom.signed_in()
    with browser.session_transaction() as session:
        token = session["_user_id"]
    assert token not in repr(newsroom.site.dump())


def test_the_cookies_are_out_of_reach_of_scripts(newsroom: Newsroom, data_dir: Path) -> None:
    answer = newsroom.sign_in(newsroom.browser())
    for cookie in answer.headers.getlist("Set-Cookie"):
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Secure" not in cookie
    for site in site_in(data_dir, PUBLIC_URL="https://web.example"):
        browser = site.anonymous
        browser.get("/prihlaseni", base_url="https://localhost")
        secure = browser.get("/prihlaseni", base_url="https://localhost").headers
        assert all("Secure" in each for each in secure.getlist("Set-Cookie"))


def test_guessing_from_one_place_is_slowed_down(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    answers = [newsroom.sign_in(browser, f"pokus číslo {n}") for n in range(7)]
    assert [each.status_code for each in answers] == [422] * 5 + [429] * 2
    assert "Příliš mnoho pokusů. Zkuste to znovu za 10 s." in words(answers[-1])
    assert newsroom.sign_in(browser).status_code == 429  # the right one would be no proof now


def test_an_unknown_address_is_slowed_down_alike(newsroom: Newsroom) -> None:
    browser, nobody = newsroom.browser(), "nikdo@redakce.example"
    answers = [newsroom.sign_in(browser, f"pokus {n}", email=nobody) for n in range(6)]
    assert [each.status_code for each in answers] == [422] * 5 + [429]


def test_strangers_do_not_lock_out_whose_device_is_known(newsroom: Newsroom) -> None:
    own = newsroom.signed_in()
    newsroom.post(own, "/odhlaseni-z-redakce")
    at = now()
    with newsroom.site.store.writing() as session:
        for n in range(60):
            stranger = trier(newsroom.site.scene.settings.secret_key, EVA, f"10.0.{n}.7", "")
            register_attempt(session, AttemptKind.SIGN_IN, stranger, at)
    assert newsroom.sign_in(newsroom.browser(), remote="10.9.9.9").status_code == 429
    assert newsroom.sign_in(own).status_code == 303


def test_a_known_device_guesses_no_faster(newsroom: Newsroom) -> None:
    own = newsroom.signed_in()
    newsroom.post(own, "/odhlaseni-z-redakce")
    answers = [newsroom.sign_in(own, f"pokus {n}", remote=f"10.0.{n}.7") for n in range(7)]
    assert [each.status_code for each in answers] == [422] * 5 + [429] * 2


def test_a_right_password_forgives_the_slips_before(newsroom: Newsroom) -> None:
    browser = newsroom.browser()
    for _ in range(4):
        newsroom.sign_in(browser, "překlep")
    assert newsroom.sign_in(browser).status_code == 303
    newsroom.post(browser, "/odhlaseni-z-redakce")
    assert newsroom.sign_in(browser, "překlep").status_code == 422


def test_attempts_name_nobody_in_the_database(newsroom: Newsroom) -> None:
    newsroom.sign_in(newsroom.browser(), "x", remote="10.3.4.5")
    with newsroom.site.store.reading() as session:
        row = session.scalars(select(Attempt)).one()
    assert EVA not in repr(vars(row))
    assert "10.3.4.5" not in repr(vars(row))


def test_no_password_is_in_the_log(newsroom: Newsroom, caplog: pytest.LogCaptureFixture) -> None:
    newsroom.sign_in(newsroom.browser(), OTHER_PASSWORD)
    newsroom.signed_in()
    assert OTHER_PASSWORD not in caplog.text
    assert PASSWORD not in caplog.text
    assert EVA not in caplog.text


@pytest.mark.parametrize("host", ["mitdomov.example", "127.0.0.1.example", "localhost.example:80"])
def test_the_demos_buttons_answer_to_their_own_name_alone(site: Site, host: str) -> None:
    """A foreign page may point its own name at 127.0.0.1 and let the browser ask."""
    _has_no_buttons(site, headers={"Host": host})
    _has_no_buttons(site, headers={"Host": host, "X-Forwarded-Host": "localhost"})


@pytest.mark.parametrize("address", ["10.0.0.7", "192.168.1.2", "2001:db8::1", ""])
def test_the_demos_buttons_answer_to_this_machine_alone(site: Site, address: str) -> None:
    _has_no_buttons(site, environ_base={"REMOTE_ADDR": address})


@pytest.mark.parametrize(
    "header",
    ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"],
)
def test_the_demos_buttons_answer_nobody_behind_a_proxy(site: Site, header: str) -> None:
    """A proxy on this machine asks from here, whoever asked it."""
    _has_no_buttons(site, headers={"Host": "localhost", header: "127.0.0.1"})


def test_a_button_of_the_demo_signs_in_a_sample_person_alone(site: Site) -> None:
    sample = _sample(site)
    newsroom = Newsroom(site)
    real = newsroom.add()
    browser = site.anonymous
    assert "Jana Ukázková" in words(browser.get("/prihlaseni"))
    assert newsroom.post(browser, f"/prihlaseni/ukazka/{real}").status_code == 404
    assert newsroom.post(browser, f"/prihlaseni/ukazka/{sample}").location == DESK
    assert is_inside(browser)


def test_sample_people_stay_out_where_there_is_no_demo(data_dir: Path) -> None:
    for site in site_in(data_dir):
        sample = _sample(site)
        inside = site.anonymous
        Newsroom(site).post(inside, f"/prihlaseni/ukazka/{sample}")
        cookie = inside.get_cookie("session")
    assert cookie
    for site in site_in(data_dir, DEMO=""):
        browser = site.anonymous
        browser.set_cookie("session", cookie.value)
        assert not is_inside(browser)
        assert "Jana Ukázková" not in words(browser.get("/prihlaseni"))
        assert Newsroom(site).post(browser, f"/prihlaseni/ukazka/{sample}").status_code == 403


def _sample(site: Site) -> int:
    with site.store.writing() as session:
        create_sample_people(session, now())
        return session.scalars(select(Account.id).where(Account.is_sample)).first() or 0


def _has_no_buttons(site: Site, **request: dict[str, str]) -> None:
    sample = _sample(site)
    browser = site.anonymous
    page = browser.get("/prihlaseni").get_data(as_text=True)
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    assert "Ukázka: vyberte si roli" in page
    assert "Ukázka: vyberte si roli" not in words(browser.get("/prihlaseni", **request))
    answer = browser.post(f"/prihlaseni/ukazka/{sample}", data={"csrf_token": token}, **request)
    assert answer.status_code in {400, 403}
    assert not is_inside(browser)
