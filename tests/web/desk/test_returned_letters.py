"""Letters that came back stand at the desk with their reasons, and what followed is taken back."""

import re
from dataclasses import replace
from html import unescape

import pytest
from sqlalchemy import select

from mitdomov.accounts.model import AuditEntry
from mitdomov.accounts.roles import Role
from mitdomov.clock import now
from mitdomov.delivery.bounces.model import ReturnedLetter
from mitdomov.delivery.bounces.recording import take_in
from mitdomov.delivery.model import DeliveryState
from mitdomov.subscribers.model import SubscriptionState, Suppression
from tests.delivery.bounces.returned import BOUNCES, letter, mark_of
from tests.web.desk.filling import Visitor, said
from tests.web.served import READERS, Site

HERE = "/redakce/nedorucenky/"
JANA, PETR, *_ = READERS


@pytest.fixture
def desk(site: Site) -> Visitor:
    return Visitor(site.client_as(Role.PUBLISHER))


@pytest.fixture
def dispatch(site: Site) -> int:
    return site.sent()


def bring_back(site: Site, dispatch: int, name: str, reader: str = JANA) -> None:
    settings = replace(site.scene.settings, bounce_address=BOUNCES)
    data = letter(name, mark_of(site.scene, dispatch, reader), reader)
    at = site.scene.delivery(dispatch, reader).updated_at
    take_in(site.store, settings, data, at)


def rows(page: str) -> list[str]:
    """The words of each row of the table."""
    found = re.findall(r'<tr id="dopis-.*?</tr>', page, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", each)).split()) for each in found]


def form_of(page: str, verb: str) -> str:
    found = re.search(rf'action="([^"]+/{verb}[^"]*)"', page)
    assert found, f"no form to {verb}"
    return unescape(found[1])


def test_an_empty_page_says_what_will_stand_there(desk: Visitor, site: Site) -> None:
    """And names the setting to whoever may see settings."""
    page = desk.see(HERE)
    assert "Zatím se nevrátil žádný dopis." in page
    assert "Zapne to správce." in page
    assert "MITDOMOV_" not in page
    assert "MITDOMOV_BOUNCE_ADDRESS" in site.page(HERE)


def test_a_returned_letter_stands_with_its_reason_and_what_followed(
    desk: Visitor, site: Site, dispatch: int
) -> None:
    bring_back(site, dispatch, "postfix-unknown-user")
    bring_back(site, dispatch, "gmail-over-quota", PETR)

    of_petr, of_jana = rows(desk.see(HERE))
    assert JANA in of_jana
    assert "Schránka neexistuje 5.1.1" in of_jana
    assert "User unknown in virtual mailbox table" in of_jana
    assert "zakázáno zasílat" in of_jana
    assert "Zase zasílat" in of_jana
    assert "Schránka je plná 5.2.2" in of_petr
    assert "jen započítáno" in of_petr
    assert "Zakázat zasílání" in of_petr


def test_what_followed_is_taken_back_and_the_next_dispatch_tries_again(
    desk: Visitor, site: Site, dispatch: int
) -> None:
    bring_back(site, dispatch, "postfix-unknown-user")
    second = site.sent()
    assert site.scene.states(second)[JANA] is DeliveryState.SKIPPED
    action = form_of(desk.see(HERE), "zpet")

    page = desk.follow(desk.send(action, seen_on=HERE))

    assert "Zákaz je zrušený" in page
    assert "vzato zpět" in rows(page)[0]
    assert site.subscription(JANA).state is SubscriptionState.ACTIVE
    third = site.sent()
    assert site.scene.states(third)[JANA] is DeliveryState.ACCEPTED
    assert "Mezitím se to změnilo" in desk.follow(desk.send(action, seen_on="/redakce/"))
    with site.store.reading() as session:
        verbs = list(session.scalars(select(AuditEntry.verb)))
        sentences = " ".join(session.scalars(select(AuditEntry.sentence)))
    assert verbs.count("suppression-lifted") == 1
    assert JANA not in sentences


def test_an_address_is_forbidden_by_hand(desk: Visitor, site: Site, dispatch: int) -> None:
    bring_back(site, dispatch, "gmail-over-quota")
    page = desk.follow(desk.send(form_of(desk.see(HERE), "zakazat"), seen_on=HERE))
    assert "už nic nepošle" in page
    assert "zakázáno zasílat" in rows(page)[0]
    with site.store.reading() as session:
        assert session.scalars(select(Suppression)).one()
    assert form_of(page, "zpet")


def test_a_complaint_is_taken_back_by_nobody_but_the_reader(
    desk: Visitor, site: Site, dispatch: int
) -> None:
    bring_back(site, dispatch, "complaint")
    page = desk.see(HERE)
    assert "Čtenář označil dopis za spam" in rows(page)[0]
    assert "Zase zasílat" not in page
    with site.store.reading() as session:
        number = session.scalars(select(ReturnedLetter.id)).one()
    desk.follow(desk.send(f"{HERE}{number}/zpet", seen_on="/redakce/"))
    with site.store.reading() as session:
        assert session.scalars(select(Suppression)).one()


@pytest.mark.parametrize(
    ("query", "whose"),
    [
        ("?proc=full", [PETR]),
        ("?co=suppressed", [JANA]),
        ("?co=told", []),
        ("?co=vzato-zpet", []),
        (f"?hledat={PETR[:4]}", [PETR]),
        ("?rozesilka=1", [PETR, JANA]),
        ("?rozesilka=99", []),
    ],
)
def test_letters_are_filtered(
    query: str, whose: list[str], desk: Visitor, site: Site, dispatch: int
) -> None:
    bring_back(site, dispatch, "postfix-unknown-user")
    bring_back(site, dispatch, "gmail-over-quota", PETR)
    shown = rows(desk.see(f"{HERE}{query}"))
    assert [each for each in (PETR, JANA) if any(each in row for row in shown)] == whose
    if not whose:
        assert "Takový dopis se nevrátil." in desk.see(f"{HERE}{query}")


@pytest.mark.parametrize(
    "query", ["?proc=x", "?co=x", "?rozesilka=x", f"?rozesilka={'9' * 40}", "?strana=x"]
)
def test_what_is_no_filter_is_an_unknown_page(query: str, desk: Visitor) -> None:
    desk.see(f"{HERE}{query}", 404)


def test_the_dispatch_shows_what_came_back_of_what_was_accepted(
    desk: Visitor, site: Site, dispatch: int
) -> None:
    here = f"/redakce/rozesilky/{dispatch}"
    assert "vráceno" not in desk.see(here)
    before = site.scene.equation(dispatch)
    bring_back(site, dispatch, "postfix-unknown-user")
    bring_back(site, dispatch, "postfix-delayed", PETR)

    assert "z toho vráceno 1" in desk.see(here)
    assert site.scene.equation(dispatch) == before
    listed = desk.see(f"{here}/zasilky?stav=returned")
    assert JANA in listed
    assert PETR not in listed
    assert "schránka neexistuje" in listed
    every = desk.see(f"{here}/zasilky")
    assert "zdrženo" in every
    table = desk.send(f"{here}/zasilky.csv", seen_on=f"{here}/zasilky", stav="returned")
    text = table.get_data(as_text=True)
    assert "schránka neexistuje" in text
    assert PETR not in text


def test_the_readers_page_tells_it_and_their_copy_has_it(
    desk: Visitor, site: Site, dispatch: int
) -> None:
    bring_back(site, dispatch, "postfix-unknown-user")
    here = f"/redakce/odberatele/{site.subscription(JANA).subscriber_id}"
    page = desk.see(here)
    assert "Dopis se vrátil" in page
    assert "schránka neexistuje" in page
    copy = desk.send(f"{here}/kopie", seen_on=here).get_json()
    (told,) = copy["vrácené dopisy"]
    assert told["kód"] == "5.1.1"
    assert "User unknown" in told["slova serveru"]


def test_an_erased_reader_leaves_a_letter_of_nobody(
    desk: Visitor, site: Site, dispatch: int
) -> None:
    bring_back(site, dispatch, "postfix-unknown-user")
    here = f"/redakce/odberatele/{site.subscription(JANA).subscriber_id}/vymaz"
    typed = {"zpusob": "dopisem", "zneni": "spis 7", "adresa": JANA}
    assert desk.send(here, seen_on=here, **typed).status_code == 303
    (row,) = rows(desk.see(HERE))
    assert "vymazaný odběratel" in row
    assert "Co napsal server" not in row
    assert JANA not in str(site.dump()["returned_letter"])
    bring_back_again = letter("gmail-over-quota", mark_for_nobody(site, dispatch))
    settings = replace(site.scene.settings, bounce_address=BOUNCES)
    with site.store.reading() as session:
        at = session.scalars(select(ReturnedLetter.received_at)).one()
    take_in(site.store, settings, bring_back_again, at)
    assert "údaje už byly vymazané" in " ".join(rows(desk.see(HERE)))
    assert JANA not in str(site.dump()["returned_letter"])


def mark_for_nobody(site: Site, dispatch: int) -> str:
    return mark_of(site.scene, dispatch, "")


def test_too_many_returned_letters_are_an_alarm(desk: Visitor, site: Site) -> None:
    site.scene.clock.moment = now()
    dispatch = site.sent()
    for reader in READERS[:2]:
        bring_back(site, dispatch, "seznam-spam", reader)
    assert "servery odmítly" not in desk.see(HERE)
    bring_back(site, dispatch, "seznam-spam", READERS[2])
    page = desk.see(HERE)
    assert "U 3 z nich servery odmítly dopis nebo odesílatele" in page


def test_an_unknown_letter_is_an_unknown_page(desk: Visitor) -> None:
    assert desk.send(f"{HERE}99/zpet", seen_on="/redakce/").status_code == 404
    assert "Zatím" in said(desk.client.get(HERE))
