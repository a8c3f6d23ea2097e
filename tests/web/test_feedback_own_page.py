"""The reader's own page: a pause, the greeting, and what only the address's owner may do."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import delete, select, update

from mitdomov.clock import PRAGUE, now
from mitdomov.delivery.dispatches.planning import PAUSED
from mitdomov.delivery.model import Delivery, DeliveryState
from mitdomov.delivery.outbox.queue import SingleLetterRecord
from mitdomov.delivery.transports.mailbox import MailboxTransport
from mitdomov.subscribers.model import (
    Consent,
    ErasureRecord,
    Subscriber,
    SubscriptionState,
    Suppression,
    SuppressionReason,
)
from mitdomov.subscribers.own_page_model import AddressChange, ReaderLink
from mitdomov.subscribers.pausing import LONGEST, MONTHS
from mitdomov.subscribers.sign_up.model import SignUpMailbox
from mitdomov.subscribers.subscribing import suppress
from tests.web.served import PUBLIC_URL, READERS, Site

JANA = READERS[0]
NEW = "nova.adresa@ctenari.example"
LATER = "pozdejsi@ctenari.example"


def letters(site: Site, address: str) -> list[SingleLetterRecord]:
    query = select(SingleLetterRecord).where(SingleLetterRecord.address == address)
    with site.store.reading() as session:
        return list(session.scalars(query.order_by(SingleLetterRecord.id)))


def link_in(letter: SingleLetterRecord) -> str:
    [link] = re.findall(rf"{re.escape(PUBLIC_URL)}(/odber/\S+)", letter.text)
    assert f"{PUBLIC_URL}{link}" in unescape(letter.html)
    return str(link)


def own_link(site: Site) -> str:
    """As the reader gets it: asked for on the page, read in a letter."""
    site.client.post(f"/odber/{site.token()}/odkaz")
    return link_in(letters(site, JANA)[-1])


def reader(site: Site, address: str = JANA) -> Subscriber:
    with site.store.reading() as session:
        return session.scalars(select(Subscriber).where(Subscriber.address == address)).one()


def days_pass(site: Site, days: int) -> None:
    """Everything about links and wishes happened so much earlier."""
    with site.store.writing() as session:
        for row in session.scalars(select(AddressChange)):
            row.asked_at -= timedelta(days=days)
            row.expires_at -= timedelta(days=days)
        for link in session.scalars(select(ReaderLink)):
            link.created_at -= timedelta(days=days)
            link.expires_at -= timedelta(days=days)
        for box in session.scalars(select(SignUpMailbox)):
            if box.last_letter_at:
                box.last_letter_at -= timedelta(days=days)


def test_one_button_leaves_all_lists_and_the_page_says_how_to_come_back(public_site: Site) -> None:
    page = f"/odber/{public_site.token()}"
    [form] = re.findall(r'<form class="leave-all".*?</form>', public_site.page(page), re.DOTALL)
    assert "<input" not in form
    said = public_site.client.post(page, follow_redirects=True).get_data(as_text=True)
    assert "Nic dalšího vám nepošleme" in said
    assert not re.search(r'name="list"[^>]*checked', said)
    assert "leave-all" not in said
    assert public_site.subscription(JANA).state is SubscriptionState.ENDED
    public_site.client.post(page, data={"list": "magazin"})
    assert public_site.subscription(JANA).state is SubscriptionState.ACTIVE


def test_a_pause_skips_the_reader_and_says_so_on_the_page(public_site: Site) -> None:
    page = f"/odber/{public_site.token()}"
    said = public_site.client.post(f"{page}/pauza", data={"doba": "3"}, follow_redirects=True)
    assert "Zasílání je pozastavené" in said.get_data(as_text=True)
    number = public_site.scene.plan()
    with public_site.store.reading() as session:
        rows = session.scalars(select(Delivery).where(Delivery.dispatch_id == number)).all()
        by_address = {row.address: (row.state, row.reason) for row in rows}
    assert by_address[JANA] == (DeliveryState.SKIPPED, PAUSED)
    assert by_address[READERS[1]] == (DeliveryState.QUEUED, "")
    public_site.client.post(f"{page}/pauza/konec")
    assert reader(public_site).paused_until is None
    assert "Zasílání je pozastavené" not in public_site.page(page)


def test_a_pause_begun_while_letters_wait_holds_for_them_too(public_site: Site) -> None:
    number = public_site.scene.plan()
    public_site.client.post(f"/odber/{public_site.token()}/pauza", data={"doba": "1"})
    public_site.scene.send(number, MailboxTransport(public_site.store))
    with public_site.store.reading() as session:
        rows = session.scalars(select(Delivery).where(Delivery.dispatch_id == number)).all()
    assert {row.address: row.reason for row in rows if row.state is DeliveryState.SKIPPED} == {
        JANA: PAUSED
    }


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Vyberte, na jak dlouho."),
        ({"doba": "12"}, "Vyberte, na jak dlouho."),
        ({"doba": "den", "den": ""}, "Napište den jako"),
        ({"doba": "den", "den": "2026-02-31"}, "Napište den jako"),
        ({"doba": "den", "den": "1. 1. 2020"}, "teprve přijde"),
        ({"doba": "den", "den": "9999-12-31"}, "nejvýš na rok"),
    ],
)
def test_a_pause_that_cannot_be_keeps_what_was_typed(
    public_site: Site, data: dict[str, str], sentence: str
) -> None:
    answer = public_site.client.post(f"/odber/{public_site.token()}/pauza", data=data)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert sentence in page
    assert f'value="{data.get("den", "")}"' in page
    assert reader(public_site).paused_until is None


def test_the_first_day_offered_is_one_that_is_taken(public_site: Site) -> None:
    """Each choice says when letters come again, which is what is kept."""
    page = f"/odber/{public_site.token()}"
    shown = public_site.page(page)
    earliest = re.findall(r'min="([\d-]+)"', shown)[0]
    days = re.findall(r"znovu od (\d+\. \d+\. \d+)<", shown)
    assert len(days) == len(MONTHS)
    for data, day in (({"doba": "den", "den": earliest}, None), ({"doba": "1"}, days[0])):
        assert public_site.client.post(f"{page}/pauza", data=data).status_code == 303
        until = reader(public_site).paused_until
        assert until is not None
        first = until.astimezone(PRAGUE).date()
        assert day in (None, f"{first.day}. {first.month}. {first.year}")


def test_what_became_of_a_form_is_the_first_thing_heard(public_site: Site) -> None:
    """It begins the title, and the message has the focus; it leads to the field."""
    page = f"/odber/{public_site.token()}"
    assert "<title>Co odebíráte" in public_site.page(page)
    assert "autofocus" not in public_site.page(page)
    said = public_site.client.post(page, data={"list": ["magazin"]}, follow_redirects=True)
    refused = public_site.client.post(f"{page}/pauza")
    for answer, title in ((said, "Hotovo: "), (refused, "Chyba: ")):
        shown = answer.get_data(as_text=True)
        assert f"<title>{title}Co odebíráte" in shown
        assert re.search(r'<p class="said[^>]* tabindex="-1"\s+autofocus>', shown)
    shown = refused.get_data(as_text=True)
    assert 'Neuložilo se: <a href="#doba">' in shown
    assert re.search(r'<fieldset id="doba"\s+tabindex="-1"', shown)


def test_a_pause_until_a_day_ends_with_its_morning(public_site: Site) -> None:
    day = now().astimezone(PRAGUE).date() + LONGEST
    data = {"doba": "den", "den": day.isoformat()}
    assert (
        public_site.client.post(f"/odber/{public_site.token()}/pauza", data=data).status_code == 303
    )
    until = reader(public_site).paused_until
    assert until is not None
    assert until.astimezone(PRAGUE).isoformat()[:16] == f"{day}T00:00"


def test_the_name_is_greeted_and_a_bad_one_stays_typed(public_site: Site) -> None:
    page = f"/odber/{public_site.token()}"
    public_site.client.post(f"{page}/osloveni", data={"jmeno": "  paní  Nová "})
    assert reader(public_site).name == "paní Nová"
    refused = public_site.client.post(f"{page}/osloveni", data={"jmeno": "Jana ⟦x⟧"})
    assert refused.status_code == 422
    shown = refused.get_data(as_text=True)
    assert 'value="Jana ⟦x⟧"' in shown
    assert 'aria-invalid="true"' in shown
    assert reader(public_site).name == "paní Nová"


def test_a_forwarded_letter_opens_nothing_dangerous(public_site: Site) -> None:
    """The page masks the address, and the link to the data goes to the address alone."""
    page = public_site.client.post(f"/odber/{public_site.token()}/odkaz", follow_redirects=True)
    shown = page.get_data(as_text=True)
    [letter] = letters(public_site, JANA)
    assert link_in(letter) not in shown
    assert JANA not in shown
    assert JANA in public_site.page(link_in(letter))


def test_no_more_than_three_links_a_day_leave(public_site: Site) -> None:
    path = f"/odber/{public_site.token()}/odkaz"
    answers = set()
    for _ in range(6):
        answers.add(public_site.client.post(path, follow_redirects=True).get_data())
        with public_site.store.writing() as session:  # the next try comes ten minutes later
            earlier = ReaderLink.created_at.type
            for link in session.scalars(select(ReaderLink)):
                assert earlier is not None
                link.created_at -= timedelta(minutes=10)
    assert len(letters(public_site, JANA)) == 3
    assert len(answers) == 1


def test_the_link_to_the_data_ends_after_an_hour(public_site: Site) -> None:
    link = own_link(public_site)
    with public_site.store.writing() as session:
        session.execute(update(ReaderLink).values(expires_at=now()))
    assert public_site.client.get(link).status_code == 404
    assert public_site.client.post(f"{link}/kopie").status_code == 404


def test_the_copy_holds_everything_and_is_kept_nowhere(public_site: Site) -> None:
    public_site.client.post(f"/odber/{public_site.token()}", data={"list": ["magazin", "novinky"]})
    answer = public_site.client.post(f"{own_link(public_site)}/kopie")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["Cache-Control"] == "no-store"
    data = json.loads(answer.get_data())
    assert data["odběratel"]["adresa"] == JANA
    [consent] = data["souhlasy"]
    assert (consent["seznam"], consent["formulář"]) == ("novinky", "/odber/")
    assert len(consent["verze znění"]) == 12


def test_an_address_changes_once_the_new_one_has_confirmed(public_site: Site) -> None:
    token = public_site.token()
    link = own_link(public_site)
    said = public_site.client.post(f"{link}/adresa", data={"adresa": NEW}, follow_redirects=True)
    assert "odkaz k\xa0potvrzení" in said.get_data(as_text=True)
    [confirming] = letters(public_site, NEW)
    assert JANA not in confirming.text
    notice = letters(public_site, JANA)[-1]
    assert NEW not in notice.text
    assert "n•••@ctenari.example" in notice.text
    before = public_site.dump()
    confirm = link_in(confirming)
    for _ in range(2):
        assert public_site.client.get(confirm).status_code == 200
        assert public_site.client.head(confirm).status_code == 200
        assert public_site.client.get(link_in(notice)).status_code == 200
    assert public_site.dump() == before
    assert "Adresa je změněná" in public_site.client.post(confirm).get_data(as_text=True)
    assert "Adresa je změněná" in public_site.client.post(confirm).get_data(as_text=True)
    moved = reader(public_site, NEW)
    assert moved.address_key == NEW
    assert NEW in moved.search_key
    assert public_site.client.get(link).status_code == 404, "it went to the old address"
    assert "n•••@ctenari.example" in public_site.page(f"/odber/{token}")


def test_the_old_address_can_stop_and_take_back_the_change(public_site: Site) -> None:
    link = own_link(public_site)
    public_site.client.post(f"{link}/adresa", data={"adresa": NEW})
    stop = link_in(letters(public_site, JANA)[-1])
    public_site.client.post(link_in(letters(public_site, NEW)[0]))
    assert reader(public_site, NEW)
    assert "Změna je zastavená" in public_site.client.post(stop).get_data(as_text=True)
    assert reader(public_site, JANA)
    assert public_site.client.post(link_in(letters(public_site, NEW)[0])).status_code == 404


def test_a_stopped_change_cannot_be_confirmed(public_site: Site) -> None:
    link = own_link(public_site)
    public_site.client.post(f"{link}/adresa", data={"adresa": NEW})
    public_site.client.post(link_in(letters(public_site, JANA)[-1]))
    assert public_site.client.post(link_in(letters(public_site, NEW)[0])).status_code == 404
    assert reader(public_site, JANA)


def ask_change(site: Site, token: str, old: str, new: str) -> None:
    """Asks for it, then lets a day pass."""
    site.client.post(f"/odber/{token}/odkaz")
    site.client.post(f"{link_in(letters(site, old)[-1])}/adresa", data={"adresa": new})
    days_pass(site, 1)


def change_to(site: Site, token: str, old: str, new: str) -> tuple[str, str]:
    """The links that confirm and stop the wish."""
    ask_change(site, token, old, new)
    return link_in(letters(site, new)[-1]), link_in(letters(site, old)[-1])


def test_the_first_of_several_old_addresses_takes_back_nothing(public_site: Site) -> None:
    number, token = reader(public_site).id, public_site.token()
    stops = []
    for old, new in ((JANA, NEW), (NEW, LATER)):
        confirm, stop = change_to(public_site, token, old, new)
        public_site.client.post(confirm)
        stops.append(stop)
    for _ in range(2):
        answer = public_site.client.post(stops[0])
        assert answer.status_code == 409
        assert "Vrátit už nejde" in answer.get_data(as_text=True).replace("\xa0", " ")
        assert reader(public_site, LATER).id == number
    for stop, address in ((stops[1], NEW), (stops[0], JANA)):  # one after the other they do
        assert public_site.client.post(stop).status_code == 200
        assert reader(public_site, address).id == number
    assert LATER not in str(public_site.dump()["address_change"])


def test_the_link_of_a_replaced_wish_stops_the_one_that_replaced_it(public_site: Site) -> None:
    token = public_site.token()
    _, stop = change_to(public_site, token, JANA, NEW)
    confirm, _ = change_to(public_site, token, JANA, LATER)
    assert "Zastavit změnu adresy?" in public_site.page(stop).replace("\xa0", " ")
    assert "Změna je zastavená" in public_site.client.post(stop).get_data(as_text=True)
    assert public_site.client.post(confirm).status_code == 404
    assert reader(public_site, JANA)


def test_letters_to_a_new_address_count_among_those_of_the_sign_up(public_site: Site) -> None:
    token = public_site.token()
    change_to(public_site, token, JANA, NEW)
    [letter] = letters(public_site, NEW)
    [refuse] = re.findall(rf"{re.escape(PUBLIC_URL)}(/odebirat/neprihlasil/\S+)", letter.text)
    assert refuse in unescape(letter.html)
    assert public_site.client.post(refuse).status_code == 303
    assert public_site.client.get(refuse.replace("neprihlasil", "potvrdit")).status_code == 410
    ask_change(public_site, token, JANA, NEW)
    assert len(letters(public_site, NEW)) == 1


def test_an_address_of_somebody_else_is_answered_alike(public_site: Site) -> None:
    link = own_link(public_site)
    answers = []
    for address in (NEW, READERS[1]):
        with public_site.store.writing() as session:
            session.execute(delete(AddressChange))
        before = len(letters(public_site, address))
        said = public_site.client.post(f"{link}/adresa", data={"adresa": address})
        answers.append((said.status_code, said.headers["Location"]))
        shown = public_site.page(said.headers["Location"])
        answers[-1] = (*answers[-1], shown.replace(address, "ADRESA"))  # type: ignore[assignment]
        assert len(letters(public_site, address)) - before == (address == NEW)
    assert answers[0] == answers[1]


def test_a_suppressed_address_gets_no_letter(public_site: Site) -> None:
    with public_site.store.writing() as session:
        other = session.scalars(select(Subscriber).where(Subscriber.address == READERS[2])).one()
        suppress(session, other, SuppressionReason.REQUEST, public_site.scene.clock())
        other.address, other.address_key = "jiny@ctenari.example", "jiny@ctenari.example"
    link = own_link(public_site)
    answer = public_site.client.post(f"{link}/adresa", data={"adresa": READERS[2]})
    assert answer.status_code == 303
    assert letters(public_site, READERS[2]) == []


def test_letters_to_a_new_address_are_few(public_site: Site) -> None:
    """One a day, three in a month; whoever they would go to."""
    sent = []
    for day in range(5):
        link = own_link(public_site)
        first = public_site.client.post(f"{link}/adresa", data={"adresa": NEW})
        again = public_site.client.post(f"{link}/adresa", data={"adresa": NEW})
        assert again.status_code == 422
        assert "jednou za den" in again.get_data(as_text=True)
        sent.append((first.status_code, len(letters(public_site, NEW))))
        days_pass(public_site, 2)
        assert day < 5
    assert sent == [(303, 1), (303, 2), (303, 3), (422, 3), (422, 3)]


@pytest.mark.parametrize("typed", ["", "neadresa", "a@b", "háček@example.cz", JANA.upper()])
def test_a_new_address_that_is_none_stays_typed(public_site: Site, typed: str) -> None:
    link = own_link(public_site)
    answer = public_site.client.post(f"{link}/adresa", data={"adresa": typed})
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.get_data(as_text=True)


def test_erasure_is_asked_once_and_ends_with_a_kind_page(public_site: Site) -> None:
    token, link = public_site.token(), own_link(public_site)
    public_site.client.post(f"{link}/adresa", data={"adresa": NEW})
    public_site.client.post(f"/odber/{token}", data={"list": ["novinky"]})
    assert "Co zůstane a proč" in public_site.page(f"{link}/vymaz")
    last = public_site.client.post(f"{link}/vymaz", follow_redirects=True)
    assert "Vaše údaje jsou vymazané" in last.get_data(as_text=True)
    assert JANA not in repr(public_site.dump())
    assert NEW not in repr(public_site.dump())
    for path in (f"/odber/{token}", link):
        assert public_site.client.get(path).status_code == 404
    with public_site.store.reading() as session:
        [record] = session.scalars(select(ErasureRecord))
        assert session.scalars(select(Suppression)).all() == []
        assert session.scalars(select(Consent)).all() == []
    assert (record.actor, record.reason) == ("odběratel", "na vlastní stránce")
    assert record.proof[0]["version"]


def test_erasure_may_leave_a_suppression(public_site: Site) -> None:
    link = own_link(public_site)
    public_site.client.post(f"{link}/vymaz", data={"zakaz": "1"})
    with public_site.store.reading() as session:
        [kept] = session.scalars(select(Suppression))
    assert kept.reason is SuppressionReason.REQUEST
