"""The desk's buttons around confirming letters: readers of a table asked, a refusal lifted."""

from datetime import timedelta
from typing import Final

from sqlalchemy import select

from mitdomov.clock import now
from mitdomov.subscribers.addresses import address_hash, normalise
from mitdomov.subscribers.model import (
    Consent,
    ConsentAction,
    Subscriber,
    Subscription,
    SubscriptionState,
)
from mitdomov.subscribers.sign_up.budgets import DESK_PER_HOUR
from mitdomov.subscribers.sign_up.forgetting import forget_unconfirmed
from tests.web.served import READERS, Site
from tests.web.signing_up import letters, link, secret, sign_up

PENDING: Final = "nepotvrzeny@obec.example"
WHERE: Final = "/redakce/odberatele/?seznam=magazin&stav=pending"


def bring_in(site: Site, *addresses: str) -> int:
    """Readers of a table without proof; the id of the last."""
    with site.store.writing() as session:
        for address in addresses:
            shown, key = normalise(address)
            hashed = address_hash(secret(site), key)
            reader = Subscriber(
                address=shown, address_key=key, address_hash=hashed, created_at=now()
            )
            session.add(reader)
            session.flush()
            session.add(
                Subscription(
                    subscriber_id=reader.id,
                    list="magazin",
                    state=SubscriptionState.PENDING,
                    started_at=now(),
                )
            )
        return reader.id


def press(site: Site, path: str, **fields: str) -> str:
    """Where the button leads."""
    data = {"csrf_token": site.csrf_token(), **fields}
    answer = site.client.post(f"/redakce{path}", data=data)
    assert answer.status_code == 303
    return answer.location


def test_a_reader_of_a_table_is_asked_and_begins_by_the_button(site: Site) -> None:
    number = bring_in(site, PENDING)
    page = f"/redakce/odberatele/{number}"
    assert "Poslat potvrzovací dopis" in site.page(page)
    assert "hotovo=vyzvan" in press(site, f"/odberatele/{number}/potvrzeni")
    assert "čeká na odeslání" in site.page(page)
    assert "beze-zmeny" in press(site, f"/odberatele/{number}/potvrzeni")

    (letter,) = letters(site)
    assert "chybí nám váš souhlas" in letter.text
    assert "na odpověď se čeká" in site.page(page)
    site.anonymous.post(link(letter, "potvrdit"))

    with site.store.reading() as session:
        found = list(session.scalars(select(Consent).where(Consent.subscriber_id == number)))
    assert [each.action for each in found] == [
        ConsentAction.INVITED,
        ConsentAction.LETTER_SENT,
        ConsentAction.GIVEN,
    ]
    assert found[0].actor.startswith("Osoba ")
    assert found[2].actor == "reader"
    assert {each.form for each in found} == {"výzva redakce"}
    shown = site.page(page)
    assert "Odeslaný potvrzovací dopis k seznamu" in shown
    assert "Výzva redakce potvrdit seznam" in shown


def test_everybody_on_a_list_who_waits_is_asked_once_and_slowly(site: Site) -> None:
    bring_in(site, *(f"tabulka{n:03}@obec.example" for n in range(DESK_PER_HOUR + 5)))
    sign_up(site, "tabulka000@obec.example")
    assert "Poslat potvrzovací dopis (124" in site.page(WHERE)
    assert "pocet=124" in press(site, "/odberatele/potvrzeni", seznam="magazin")
    assert "Poslat potvrzovací dopis (" not in site.page(WHERE)
    assert len(letters(site)) == DESK_PER_HOUR + 1  # the form's own letter beside them
    assert not letters(site)
    assert "pocet=0" in press(site, "/odberatele/potvrzeni", seznam="magazin")


def test_invitations_of_a_large_table_wait_as_long_as_they_must(site: Site) -> None:
    bring_in(site, *(f"tabulka{n:03}@obec.example" for n in range(DESK_PER_HOUR + 1)))
    press(site, "/odberatele/potvrzeni", seznam="magazin")
    assert len(letters(site)) == DESK_PER_HOUR
    week_later = now() + timedelta(days=8)
    with site.store.writing() as session:
        assert forget_unconfirmed(session, week_later - timedelta(days=7)) == DESK_PER_HOUR
    assert len(letters(site, week_later)) == 1


def test_readers_whose_subscription_is_active_are_not_asked(site: Site) -> None:
    number = site.subscription(READERS[0]).subscriber_id
    assert "Poslat potvrzovací dopis" not in site.page(f"/redakce/odberatele/{number}")
    assert "beze-zmeny" in press(site, f"/odberatele/{number}/potvrzeni")
    assert not letters(site)


def test_an_unknown_list_is_refused(site: Site) -> None:
    data = {"csrf_token": site.csrf_token(), "seznam": "cizi"}
    assert site.client.post("/redakce/odberatele/potvrzeni", data=data).status_code == 400


def test_a_refusal_is_seen_and_lifted_at_the_desk(site: Site) -> None:
    sign_up(site, PENDING)
    (letter,) = letters(site)
    site.anonymous.post(link(letter, "neprihlasil"))
    data = {"csrf_token": site.csrf_token(), "adresa": PENDING}
    page = site.client.post("/redakce/zakazy/adresa", data=data).get_data(as_text=True)
    assert "odmítl potvrzovací dopisy" in page.replace("\xa0", " ")
    place = press(site, "/zakazy/potvrzovaci-dopisy", adresa=PENDING)
    assert "Na adresu zase může přijít potvrzovací dopis" in site.page(place)
    assert "povolení potvrzovacích dopisů" in site.page("/redakce/zaznam/")
    assert "beze-zmeny" in press(site, "/zakazy/potvrzovaci-dopisy", adresa=PENDING)


def test_a_mailbox_that_let_its_letters_lie_is_seen_and_asked_again(site: Site) -> None:
    for day in range(4):
        sign_up(site, PENDING)
        assert len(letters(site, now() + day * timedelta(days=1))) == (day < 3)
    data = {"csrf_token": site.csrf_token(), "adresa": PENDING}
    page = site.client.post("/redakce/zakazy/adresa", data=data).get_data(as_text=True)
    assert "žádný její majitel nepotvrdil" in page.replace("\xa0", " ")
    assert "dopisy-povoleny" in press(site, "/zakazy/potvrzovaci-dopisy", adresa=PENDING)
    sign_up(site, PENDING)
    assert len(letters(site, now() + timedelta(days=4))) == 1
