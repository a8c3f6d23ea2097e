"""The confirming letter and its links: who gets one, what it says, what its buttons do."""

import re
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

import pytest
from sqlalchemy import select

from mitdomov.clock import now
from mitdomov.delivery.outbox.queue import LetterState, SingleLetterRecord
from mitdomov.subscribers.addresses import address_hash, normalise
from mitdomov.subscribers.model import (
    Consent,
    ConsentAction,
    ConsentMethod,
    Subscriber,
    Subscription,
    SubscriptionState,
    Suppression,
    SuppressionReason,
)
from mitdomov.subscribers.sign_up import deciding
from mitdomov.subscribers.sign_up.forgetting import (
    forget_addresses,
    forget_network_addresses,
    forget_unconfirmed,
)
from mitdomov.subscribers.sign_up.model import SignUp, SignUpMailbox
from mitdomov.subscribers.sign_up.refusing import lift_silence, silence_of
from mitdomov.subscribers.subscribing import version_of
from tests.web.served import READERS, Site
from tests.web.signing_up import letters, link, secret, sign_up

NEW: Final = "nova@obec.example"
DAY: Final = timedelta(days=1)


def letter_to(site: Site, address: str = NEW, *lists: str) -> SingleLetterRecord:
    sign_up(site, address, *lists)
    (letter,) = letters(site)
    assert letter.address == address
    return letter


def lists_of(site: Site, address: str = NEW) -> dict[str, SubscriptionState]:
    query = select(Subscription).join(Subscriber).where(Subscriber.address == address)
    with site.store.reading() as session:
        return {each.list: each.state for each in session.scalars(query)}


def consents(site: Site, address: str = NEW) -> list[Consent]:
    query = select(Consent).join(Subscriber, Subscriber.id == Consent.subscriber_id)
    with site.store.reading() as session:
        return list(session.scalars(query.where(Subscriber.address == address)))


def later(site: Site, duration: timedelta) -> None:
    """Lets a time pass for all letters and sign-ups that there are."""
    with site.store.writing() as session:
        for row in session.scalars(select(SignUp)):
            row.letter_at = row.letter_at - duration if row.letter_at else None
            row.requested_at -= duration
        for box in session.scalars(select(SignUpMailbox)):
            box.last_letter_at = box.last_letter_at - duration if box.last_letter_at else None


def test_the_letter_says_nothing_that_anybody_typed(site: Site) -> None:
    sign_up(site, "levne.pujcky-www.spam.example@obec.example", "magazin")
    (letter,) = letters(site)
    for text in (letter.subject, letter.text, letter.html):
        assert "spam" not in text
        assert "pujcky" not in text
        assert "obec" not in text
    assert "Magazín Mít domov" in letter.text
    assert "Novinky" not in letter.text


def test_pages_of_the_letter_change_nothing_until_a_button_is_pressed(site: Site) -> None:
    """Scanners open every link, and so may anybody's browser, again and again."""
    letter = letter_to(site, NEW, "magazin", "novinky")
    before = site.dump()
    for path in (link(letter, "potvrdit"), link(letter, "neprihlasil")):
        for _ in range(3):
            assert site.anonymous.get(path).status_code == 200
            assert site.anonymous.head(path).status_code == 200
        headers = site.anonymous.get(path).headers
        assert (headers["Cache-Control"], headers["X-Robots-Tag"]) == ("no-store", "noindex")
    assert site.dump() == before
    assert not lists_of(site)


def test_the_button_begins_each_list_with_three_acts_as_proof(site: Site) -> None:
    letter = letter_to(site, NEW, "magazin", "novinky")
    handed_over = now() - timedelta(seconds=1)
    with site.store.writing() as session:
        record = session.get_one(SingleLetterRecord, letter.id)
        record.state, record.settled_at = LetterState.SENT, handed_over

    path = link(letter, "potvrdit")
    assert site.anonymous.post(path).status_code == 303

    assert lists_of(site) == dict.fromkeys(("magazin", "novinky"), SubscriptionState.ACTIVE)
    found = consents(site)
    assert [(each.list, each.action) for each in found] == [
        (slug, action)
        for slug in ("novinky", "magazin")
        for action in (ConsentAction.REQUESTED, ConsentAction.LETTER_SENT, ConsentAction.GIVEN)
    ]
    assert [(each.method, each.actor) for each in found[:3]] == [
        (ConsentMethod.PAGE, "reader"),
        (ConsentMethod.PROGRAM, "program"),
        (ConsentMethod.LETTER, "reader"),
    ]
    assert {each.form for each in found} == {"/odebirat/"}
    page = site.page("/odebirat/")
    for proof, title in ((found[0], "Novinky"), (found[3], "Magazín Mít domov")):
        shown, sentence = proof.wording.split("\n")
        assert shown.startswith(title)
        assert all(part in page for part in (*shown.split(": ", 1), sentence))
        assert proof.wording_version == version_of(proof.wording)
    assert found[0].at < found[2].at
    assert found[1].at == handed_over


def test_who_was_invited_by_an_editor_asked_for_nothing(site: Site) -> None:
    with site.store.writing() as session:
        row = session.scalars(
            select(Subscription).join(Subscriber).where(Subscriber.address == READERS[0])
        ).one()
        row.state, number = SubscriptionState.PENDING, row.subscriber_id
    site.client.post(
        f"/redakce/odberatele/{number}/potvrzeni", data={"csrf_token": site.csrf_token()}
    )
    (letter,) = letters(site)
    site.anonymous.post(link(letter, "potvrdit"))
    told = [(each.action, each.method, each.actor) for each in consents(site, READERS[0])]
    editor = told[0][2]
    assert told == [
        (ConsentAction.INVITED, ConsentMethod.DESK, editor),
        (ConsentAction.LETTER_SENT, ConsentMethod.PROGRAM, "program"),
        (ConsentAction.GIVEN, ConsentMethod.LETTER, "reader"),
    ]
    assert editor not in ("reader", "program")
    for page in ("", "/spis"):
        shown = site.page(f"/redakce/odberatele/{number}{page}")
        assert editor in shown
        assert "e-mailem na adresu odběratele" in shown


def test_a_used_link_says_so_and_leads_to_the_own_page(site: Site) -> None:
    path = link(letter_to(site), "potvrdit")
    for _ in range(2):
        site.anonymous.post(path)
    assert len(consents(site)) == 3
    page = site.page(path)
    assert "Odběr je potvrzený" in page
    own = page.split('href="/odber/')[1].split('"')[0]
    assert site.anonymous.get(f"/odber/{own}").status_code in (200, 303)


def test_a_link_ends_after_seven_days_kindly(site: Site) -> None:
    path = link(letter_to(site), "potvrdit")
    later(site, 7 * DAY + timedelta(minutes=1))
    for _ in range(2):
        answer = site.anonymous.get(path)
        assert answer.status_code == 410
        assert 'href="/odebirat/"' in answer.get_data(as_text=True)
        site.anonymous.post(path)
        assert not lists_of(site)
        with site.store.writing() as session:
            forget_unconfirmed(session, now() - 7 * DAY)


@pytest.mark.parametrize("token", ["x", "WzFd.x", "a" * 900])
def test_a_forged_link_leads_nowhere(site: Site, token: str) -> None:
    for which in ("potvrdit", "neprihlasil"):
        assert site.anonymous.get(f"/odebirat/{which}/{token}").status_code == 404
        assert site.anonymous.post(f"/odebirat/{which}/{token}").status_code == 404


def test_this_was_not_me_ends_it_for_every_spelling_and_for_ever(site: Site) -> None:
    letter = letter_to(site)
    site.anonymous.post(link(letter, "neprihlasil"))
    assert "Už nenapíšeme" in site.page(link(letter, "neprihlasil"))
    site.anonymous.post(link(letter, "potvrdit"))
    assert not lists_of(site)
    later(site, 30 * DAY)
    for address in (NEW, "nova+x@obec.example"):
        sign_up(site, address)
    assert not letters(site)
    with site.store.writing() as session:
        assert silence_of(session, NEW, secret_key=secret(site)) is not None
        assert lift_silence(session, "NOVA@obec.example", secret_key=secret(site))
        assert not lift_silence(session, NEW, secret_key=secret(site))
    sign_up(site, NEW)
    assert len(letters(site)) == 1


def test_this_was_not_me_works_after_the_sign_up_is_forgotten(site: Site) -> None:
    letter = letter_to(site)
    with site.store.writing() as session:
        assert forget_unconfirmed(session, now() + DAY) == 1
    site.anonymous.post(link(letter, "neprihlasil"))
    later(site, 30 * DAY)
    sign_up(site, NEW)
    assert not letters(site)


def test_this_was_not_me_stops_no_list_that_the_reader_has(site: Site) -> None:
    letter = letter_to(site, READERS[0], "novinky")
    site.anonymous.post(link(letter, "neprihlasil"))
    assert lists_of(site, READERS[0]) == {"magazin": SubscriptionState.ACTIVE}


def test_a_reader_who_wants_one_list_more_is_asked_for_that_one(site: Site) -> None:
    letter = letter_to(site, READERS[0], "magazin", "novinky")
    assert "Novinky" in letter.text
    assert "Magazín" not in letter.text
    site.anonymous.post(link(letter, "potvrdit"))
    assert lists_of(site, READERS[0])["novinky"] is SubscriptionState.ACTIVE
    with site.store.reading() as session:
        assert len(session.scalars(select(Subscriber)).all()) == len(READERS)


def test_whoever_has_all_they_ask_for_is_told_so_and_shown_their_page(site: Site) -> None:
    letter = letter_to(site, READERS[0], "magazin")
    assert "už máte" in letter.subject
    assert "potvrdit" not in letter.text
    assert link(letter, "odber") == f"/odber/{site.token(READERS[0])}"
    with site.store.reading() as session:
        assert not session.scalars(select(SignUp)).all()
    for day in range(1, 9):
        for n in range(2):
            sign_up(site, READERS[0], remote=f"198.51.{day}.{n}")
        assert not letters(site)
        later(site, DAY)
        sign_up(site, READERS[0], remote=f"198.51.{day}.9")
        assert len(letters(site)) == 1


def test_a_faithful_reader_who_left_can_come_back_years_later(site: Site) -> None:
    for _ in range(4):
        letter_to(site, READERS[0], "magazin")
        later(site, DAY)
    site.anonymous.post(f"/odhlaseni/{site.token(READERS[0])}")
    later(site, 900 * DAY)
    assert "Potvrďte" in letter_to(site, READERS[0], "magazin").subject


def test_whoever_acts_on_their_own_page_is_asked_again(site: Site) -> None:
    for _ in range(3):
        letter_to(site, READERS[0], "novinky")
        later(site, 8 * DAY)
    sign_up(site, READERS[0], "novinky")
    assert not letters(site)
    site.anonymous.post(f"/odber/{site.token(READERS[0])}", data={"list": ["magazin"]})
    assert "Potvrďte" in letter_to(site, READERS[0], "novinky").subject


def test_whoever_left_comes_back_by_the_same_door(site: Site) -> None:
    site.anonymous.post(f"/odhlaseni/{site.token(READERS[0])}")
    assert lists_of(site, READERS[0]) == {"magazin": SubscriptionState.ENDED}
    site.anonymous.post(link(letter_to(site, READERS[0]), "potvrdit"))
    assert lists_of(site, READERS[0]) == {"magazin": SubscriptionState.ACTIVE}


def test_a_suppressed_address_gets_no_letter_whatever_its_tag(site: Site) -> None:
    hashed = address_hash(secret(site), normalise(NEW)[1])
    with site.store.writing() as session:
        session.add(Suppression(address_hash=hashed, reason=SuppressionReason.REQUEST, at=now()))
    for address in (NEW, "nova+tag@obec.example"):
        sign_up(site, address)
        assert not letters(site)
    with site.store.reading() as session:
        assert not session.scalars(select(SignUp)).all()  # and no trace of the wish is kept


def test_an_address_suppressed_after_its_letter_cannot_be_confirmed(site: Site) -> None:
    letter = letter_to(site)
    with site.store.writing() as session:
        (row,) = session.scalars(select(SignUp))
        session.add(
            Suppression(address_hash=row.address_hash, reason=SuppressionReason.COMPLAINT, at=now())
        )
    site.anonymous.post(link(letter, "potvrdit"))
    assert not lists_of(site)
    assert "Na tuto adresu nepíšeme" in site.page(link(letter, "potvrdit"))


def test_a_second_wish_on_the_day_of_a_confirmation_leaves_the_next_day(site: Site) -> None:
    site.anonymous.post(link(letter_to(site, NEW, "magazin"), "potvrdit"))
    for _ in range(3):
        sign_up(site, NEW, "novinky")
    assert not letters(site)
    (letter,) = letters(site, now() + DAY)
    assert "Novinky" in letter.text


def test_a_second_wish_before_the_confirmation_joins_the_first(site: Site) -> None:
    path = link(letter_to(site, NEW, "novinky"), "potvrdit")
    page = site.page(path)
    sign_up(site, NEW, "magazin", "novinky")
    assert not letters(site)
    for seen in re.findall(r'name="seznam" value="([^"]+)"', page):
        site.anonymous.post(path, data={"seznam": seen})
    assert not lists_of(site)  # nobody agrees to what their page did not show
    page = site.page(path)
    assert "Magazín" in page
    seen = re.findall(r'name="seznam" value="([^"]+)"', page)
    site.anonymous.post(path, data={"seznam": seen})
    assert lists_of(site) == dict.fromkeys(("magazin", "novinky"), SubscriptionState.ACTIVE)


def test_another_spelling_of_the_mailbox_joins_nobodys_wish(site: Site) -> None:
    path = link(letter_to(site, NEW, "novinky"), "potvrdit")
    sign_up(site, "nova+x@obec.example", "magazin")
    assert not letters(site)
    site.anonymous.post(path)
    assert lists_of(site) == {"novinky": SubscriptionState.ACTIVE}


def test_those_who_wait_for_tomorrow_hold_up_nobody(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "_AT_A_TIME", 2)
    early = [f"casny{n}@obec.example" for n in range(3)]
    for n, address in enumerate(early):
        sign_up(site, address, "magazin", remote=f"198.51.{n}.1")
    for _ in early:
        for letter in letters(site):
            site.anonymous.post(link(letter, "potvrdit"))
    for n, address in enumerate(early):
        sign_up(site, address, "novinky", remote=f"198.51.{n}.1")
    sign_up(site, NEW)
    assert [each.address for _ in range(3) for each in letters(site)] == [NEW]
    tomorrow = now() + DAY
    assert [each.address for _ in range(3) for each in letters(site, tomorrow)] == early


def test_many_wishes_for_one_victim_are_one_letter_a_day_and_three_ever(
    site: Site,
) -> None:
    victim = "obetsikany"
    sent: list[datetime] = []
    for day in range(6):
        for n in range(8):
            address = f"{victim[: n % 8 + 1]}.{victim[n % 8 + 1 :]}+{day}{n}"
            sign_up(site, f"{address}@gmail.com", remote=f"10.{n}.{day}.1")
        at = now() + day * DAY
        sent += [at for _ in letters(site, at)]
    assert len(sent) == 3
    assert all(second - first >= DAY for first, second in pairwise(sent))


def test_what_is_not_confirmed_is_forgotten_and_the_network_of_what_is(site: Site) -> None:
    site.anonymous.post(link(letter_to(site, NEW), "potvrdit"))
    sign_up(site, "jiny@obec.example")
    letters(site)
    sign_up(site, "ceka@obec.example")
    with site.store.writing() as session:
        assert forget_unconfirmed(session, now() - DAY) == 0
        assert forget_network_addresses(session, now() - DAY) == 0
    later(site, 8 * DAY)
    with site.store.writing() as session:
        assert forget_unconfirmed(session, now() - 7 * DAY) == 2
        assert forget_network_addresses(session, now() - 7 * DAY) == 1
        (row,) = session.scalars(select(SignUp))
        assert (row.address, row.address_key, row.network) == ("", "", "")
    assert lists_of(site) == {"magazin": SubscriptionState.ACTIVE}
    assert "obec.example" not in str(site.dump()["sign_up_mailbox"])


def test_an_erased_person_leaves_no_sign_up(site: Site) -> None:
    letter_to(site, READERS[0], "novinky")
    with site.store.writing() as session:
        (row,) = session.scalars(select(SignUp))
        forget_addresses(session, [row.address_key])
    assert not site.dump()["sign_up"]
