"""Leaving a list and choosing lists: nothing by looking, everything by one button."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import delete, select

from mitdomov.accounts.audit import Actor
from mitdomov.clock import now
from mitdomov.delivery.personal_data.erasing import erase_person
from mitdomov.subscribers.model import (
    Consent,
    ConsentAction,
    ConsentMethod,
    Subscriber,
    Subscription,
    SubscriptionState,
    SuppressionReason,
)
from mitdomov.subscribers.subscribing import suppress
from mitdomov.subscribers.tokens import subscription_token
from mitdomov.subscribers.waiting_leaves import honour_leaves, keep_leave
from mitdomov.web.feedback.guessing import MOST_WRONG
from tests.web.served import READERS, Site, site_in

ONE_CLICK: Final = {"List-Unsubscribe": "One-Click"}
NOT_HERE: Final = "Odkaz už nikam nevede"


def consents(site: Site) -> list[Consent]:
    with site.store.reading() as session:
        return list(session.scalars(select(Consent).order_by(Consent.id)))


def links_of_a_letter(site: Site) -> list[str]:
    number = site.sent()
    letter = site.page(f"/redakce/rozesilky/{number}/zasilky")
    shown = re.findall(r'href="(/redakce/schranka/\d+)"', letter)[0]
    source = site.page(f"{shown}/html")
    own = re.escape(site.scene.settings.public_url)
    found = {unescape(each) for each in re.findall(rf"{own}(/[^\s\"<>&]*)", source)}
    assert any(each.startswith("/odhlaseni/") for each in found)
    assert any(each.startswith("/odber/") for each in found)
    return sorted(found)


def test_opening_any_link_of_a_letter_changes_nothing(site: Site) -> None:
    """Mail scanners open them all, some more than once."""
    links = links_of_a_letter(site)
    before = site.dump()
    for link in links:
        for answer in (site.client.get(link), site.client.head(link), site.client.get(link)):
            assert answer.status_code == 200, link
    assert site.dump() == before


def test_the_button_on_the_page_ends_the_subscription(public_site: Site) -> None:
    page = f"/odhlaseni/{public_site.token()}"
    assert "Odhlásit odběr" in public_site.page(page)
    answer = public_site.client.post(page, follow_redirects=True)
    assert "Odběr je odhlášený" in answer.get_data(as_text=True)
    assert public_site.subscription().state is SubscriptionState.ENDED
    [consent] = consents(public_site)
    assert (consent.action, consent.method) == (ConsentAction.WITHDRAWN, ConsentMethod.PAGE)


def test_a_mail_program_ends_it_by_one_request_with_no_cookie(public_site: Site) -> None:
    """RFC 8058: the body is `List-Unsubscribe=One-Click`, by either encoding; again is harmless."""
    page = f"/odhlaseni/{public_site.token()}"
    for encoding in ("application/x-www-form-urlencoded", "multipart/form-data"):
        answer = public_site.app.test_client(use_cookies=False).post(
            page, data=ONE_CLICK, content_type=encoding
        )
        assert (answer.status_code, answer.mimetype) == (200, "text/plain")
        assert answer.get_data(as_text=True) == "Odběr je odhlášen.\n"
        assert public_site.subscription().state is SubscriptionState.ENDED
    assert [each.method for each in consents(public_site)] == [ConsentMethod.ONE_CLICK]


def test_others_stay_subscribed(public_site: Site) -> None:
    public_site.client.post(f"/odhlaseni/{public_site.token(READERS[0])}", data=ONE_CLICK)
    for address in READERS[1:]:
        assert public_site.subscription(address).state is SubscriptionState.ACTIVE


def test_leaving_can_be_taken_back_with_the_words_of_the_button(public_site: Site) -> None:
    page = f"/odhlaseni/{public_site.token()}"
    ended = public_site.client.post(page, follow_redirects=True).get_data(as_text=True)
    public_site.client.post(f"{page}/zpet")
    assert public_site.subscription().state is SubscriptionState.ACTIVE
    wording = consents(public_site)[-1].wording
    shown, button = wording.split("\n")
    assert f">{button}</button>" in ended
    assert f"{shown} už na adresu" in ended


def test_the_page_of_an_ended_subscription_stays(public_site: Site) -> None:
    """Letters are kept for years, and so work their links."""
    token = public_site.token()
    public_site.client.post(f"/odhlaseni/{token}", data=ONE_CLICK)
    assert "Odběr je odhlášený" in public_site.page(f"/odhlaseni/{token}")
    assert "Co odebíráte" in public_site.page(f"/odber/{token}")


def test_choosing_lists_makes_exactly_them_active(public_site: Site) -> None:
    page = f"/odber/{public_site.token()}"
    assert _ticked(public_site.page(page)) == {"magazin"}
    shown = public_site.client.post(page, data={"list": ["novinky"]}, follow_redirects=True)
    assert "Uloženo" in shown.get_data(as_text=True)
    assert _ticked(public_site.page(page)) == {"novinky"}
    public_site.client.post(page, data={"list": ["novinky", "magazin"]})
    assert _ticked(public_site.page(page)) == {"novinky", "magazin"}
    public_site.client.post(page)
    assert _ticked(public_site.page(page)) == set()
    assert public_site.subscription(list_slug="novinky").state is SubscriptionState.ENDED


def test_each_choice_is_proven_in_the_words_of_the_page(public_site: Site) -> None:
    page = f"/odber/{public_site.token()}"
    shown = unescape(public_site.page(page))
    public_site.client.post(page, data={"list": ["novinky", "magazin"]})
    public_site.client.post(page, data={"list": ["novinky", "magazin"]})
    [given] = consents(public_site)
    assert (given.list, given.action) == ("novinky", ConsentAction.GIVEN)
    said, sentence = given.wording.split("\n")
    words = re.sub(r"\s*<[^>]+>\s*", "|", shown)
    for part in (*said.split(": ", 1), sentence):
        assert f"|{part}|" in words
    public_site.client.post(page)
    withdrawn = consents(public_site)[1:]
    assert {each.list for each in withdrawn} == {"novinky", "magazin"}
    assert {each.action for each in withdrawn} == {ConsentAction.WITHDRAWN}


def test_a_list_that_is_not_offered_cannot_be_chosen(public_site: Site) -> None:
    public_site.client.post(
        f"/odber/{public_site.token()}", data={"list": ["magazin", "tajny", "' OR 1=1 --"]}
    )
    with public_site.store.reading() as session:
        assert set(session.scalars(select(Subscription.list))) == {"magazin"}


def test_no_page_shows_the_whole_address(public_site: Site) -> None:
    for path in ("odhlaseni", "odber"):
        page = public_site.page(f"/{path}/{public_site.token()}")
        assert READERS[0] not in page
        assert "j•••@ctenari.example" in page


def test_a_suppressed_address_is_not_promised_letters(public_site: Site) -> None:
    """Nothing on the page can lift the ban, so it offers no button that would do nothing."""
    with public_site.store.writing() as session:
        reader = session.scalars(select(Subscriber).where(Subscriber.address == READERS[0])).one()
        suppress(session, reader, SuppressionReason.REQUEST, public_site.scene.clock())
    token = public_site.token()
    for path in (f"/odhlaseni/{token}", f"/odber/{token}"):
        page = public_site.page(path)
        assert "už žádné dopisy neposíláme" in page
        assert "<form" not in page


def wrong_tokens(token: str, secret_key: str) -> Iterator[str]:
    value, _, signature = token.partition(".")
    yield from (token[:-1], token[1:], value, f"{value}.", f".{signature}", token + "A", "A" * 4000)
    yield from ("1", "0", "null", "1.1", "ěščřž", "%00", " ", "..", token.swapcase())
    yield subscription_token("another-key" * 4, 1)
    yield subscription_token(secret_key, 999_999)


def test_every_wrong_token_gets_the_same_page(public_site: Site) -> None:
    """Nobody learns from the answer how near a guess was."""
    token = public_site.token()
    before = public_site.dump()
    pages = set()
    for wrong in wrong_tokens(token, public_site.scene.settings.secret_key):
        for path in (f"/odhlaseni/{wrong}", f"/odber/{wrong}"):
            for answer in (
                public_site.client.get(path),
                public_site.client.post(path, data=ONE_CLICK),
            ):
                assert answer.status_code == 404, path
                pages.add(answer.get_data(as_text=True))
    assert len(pages) == 1
    assert NOT_HERE in pages.pop()
    assert public_site.dump() == before


def test_the_token_of_an_erased_reader_leads_nowhere(public_site: Site) -> None:
    token, erased = public_site.token(), public_site.subscription()
    with public_site.store.writing() as session:
        session.execute(delete(Subscription).where(Subscription.id == erased.id))
        session.execute(delete(Subscriber).where(Subscriber.id == erased.subscriber_id))
    for path in (f"/odhlaseni/{token}", f"/odber/{token}"):
        for answer in (public_site.client.get(path), public_site.client.post(path)):
            assert answer.status_code == 404
            assert NOT_HERE in answer.get_data(as_text=True)


def test_what_leads_to_an_erased_reader_never_leads_to_another(public_site: Site) -> None:
    """The last one is erased, and a stranger comes after: no id is given twice."""
    reader, stranger = "prvni@ctenari.example", "druha@ctenari.example"
    public_site.scene.subscribe([reader])
    token, first = public_site.token(reader), public_site.subscription(reader)
    with public_site.store.writing() as session:
        who = session.get_one(Subscriber, first.subscriber_id)
        at = public_site.scene.clock()
        erase_person(session, who, Actor("redakce"), at, reason="dopisem", suppresses=False)
    keep_leave(public_site.scene.settings.data_dir, first.id, ConsentMethod.PAGE, at)
    public_site.scene.subscribe([stranger])
    for path in (f"/odhlaseni/{token}", f"/odber/{token}"):
        assert public_site.client.get(path).status_code == 404
    honour_leaves(public_site.store, public_site.scene.settings.data_dir)
    other = public_site.subscription(stranger)
    assert other.state is SubscriptionState.ACTIVE
    assert other.subscriber_id > first.subscriber_id


@pytest.fixture
def impatient_site(data_dir: Path) -> Iterator[Site]:
    yield from site_in(data_dir, busy_timeout_ms=50)


def test_a_locked_database_is_told_and_nothing_is_lost(impatient_site: Site) -> None:
    """Another writer holds the lock: reading goes on, and the button works on the next press."""
    site = impatient_site
    page = f"/odhlaseni/{site.token()}"
    key = {"csrf_token": site.csrf_token(), "list": "magazin", "key": "k", "kdy": "ted"}
    key |= {"snapshot": "1", "shown": "3", "pocet": "3"}
    sending = "/redakce/cislo/1-2030/rozeslat/potvrdit"
    before = site.dump()
    with closing(sqlite3.connect(site.store.engine.url.database or "")) as other:
        other.execute("BEGIN IMMEDIATE")
        for path, data in ((f"/odber/{site.token()}", {}), (sending, key)):
            answer = site.client.post(path, data=data)
            assert answer.status_code == 503
            assert answer.headers["Retry-After"].isdecimal()
            assert "Program má právě plno práce" in answer.get_data(as_text=True)
        for path in (page, "/", "/cislo/1-2030/", "/redakce/"):
            assert site.client.get(path).status_code == 200
    assert site.dump() == before
    assert site.client.post(sending, data=key).status_code == 303


def test_a_leave_during_a_lock_is_kept_and_honoured(impatient_site: Site) -> None:
    """A mail program asks once and tells its user that it is done."""
    site = impatient_site
    page, data_dir = f"/odhlaseni/{site.token()}", site.scene.settings.data_dir
    with closing(sqlite3.connect(site.store.engine.url.database or "")) as other:
        other.execute("BEGIN IMMEDIATE")
        assert site.client.post(page, data=ONE_CLICK).status_code == 200
        wrong = f"/odhlaseni/{subscription_token(site.scene.settings.secret_key, 999_999)}"
        assert site.client.post(wrong, data=ONE_CLICK).status_code == 404
        assert "Odběr je odhlášený" in site.page(page)
    assert site.subscription().state is SubscriptionState.ACTIVE
    assert honour_leaves(site.store, data_dir) == 1
    assert site.subscription().state is SubscriptionState.ENDED
    [consent] = consents(site)
    assert (consent.method, consent.form) == (ConsentMethod.ONE_CLICK, "List-Unsubscribe")
    assert honour_leaves(site.store, data_dir) == 0


def test_a_leave_taken_back_before_it_was_honoured_is_none(impatient_site: Site) -> None:
    site = impatient_site
    page, data_dir = f"/odhlaseni/{site.token()}", site.scene.settings.data_dir
    with closing(sqlite3.connect(site.store.engine.url.database or "")) as other:
        other.execute("BEGIN IMMEDIATE")
        site.client.post(page)
    site.client.post(f"{page}/zpet")
    assert honour_leaves(site.store, data_dir) == 0
    assert site.subscription().state is SubscriptionState.ACTIVE


def test_a_list_ticked_again_since_is_not_left(impatient_site: Site) -> None:
    """Two pages stand open; the later word of the reader holds."""
    site, own = impatient_site, f"/odber/{impatient_site.token()}"
    at = now()
    site.client.post(own)
    site.client.post(own, data={"list": ["magazin"]})
    keep_leave(site.scene.settings.data_dir, site.subscription().id, ConsentMethod.ONE_CLICK, at)
    assert honour_leaves(site.store, site.scene.settings.data_dir) == 1
    assert site.subscription().state is SubscriptionState.ACTIVE


@pytest.mark.parametrize("words", [b"", b"\xff", b"page", b"page yesterday", b"x 2026-01-01"])
def test_a_leave_that_cannot_be_read_holds_up_no_other(public_site: Site, words: bytes) -> None:
    site, data_dir = public_site, public_site.scene.settings.data_dir
    keep_leave(data_dir, 1, ConsentMethod.PAGE, now())
    keep_leave(data_dir, site.subscription(READERS[1]).id, ConsentMethod.PAGE, now())
    (data_dir / "waiting-leaves" / "1").write_bytes(words)
    assert honour_leaves(site.store, data_dir) == 1
    assert site.subscription(READERS[1]).state is SubscriptionState.ENDED
    assert site.subscription(READERS[0]).state is SubscriptionState.ACTIVE


def test_a_guesser_is_answered_briefly_and_a_right_token_always(public_site: Site) -> None:
    right, answers = f"/odhlaseni/{public_site.token()}", set()
    for number in range(MOST_WRONG + 5):
        answers.add(public_site.client.post(f"/odhlaseni/x{number}", data=ONE_CLICK).status_code)
    assert answers == {404, 429}
    brief = public_site.client.get("/odber/x")
    assert (brief.status_code, brief.mimetype) == (429, "text/plain")
    assert brief.headers["Retry-After"] == "600"
    assert brief.get_data(as_text=True).endswith("Zkuste to znovu za 10 minut.\n")
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert public_site.client.get("/odber/x", environ_base=elsewhere).status_code == 404
    assert public_site.client.get(right).status_code == 200
    assert public_site.client.post(right, data=ONE_CLICK).status_code == 200


def _ticked(page: str) -> set[str]:
    return set(re.findall(r'value="([\w-]+)" checked', page))
