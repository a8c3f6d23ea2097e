"""Editors send an issue from the desk: once, to the list they chose, having typed the number."""

import re
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import select

from mitdomov.accounts.model import AuditEntry
from mitdomov.accounts.roles import Role
from mitdomov.clock import PRAGUE
from mitdomov.delivery.model import DeliveryState, Dispatch, DispatchState
from mitdomov.editorial.model import IssueRecord
from mitdomov.subscribers.model import Subscriber, SuppressionReason
from mitdomov.subscribers.subscribing import suppress
from tests.web.desk.theme import with_theme
from tests.web.served import READERS, Site

CHOOSE = "/redakce/cislo/1-2030/rozeslat"
SEND = f"{CHOOSE}/potvrdit"


def form(site: Site, **values: str) -> dict[str, Any]:
    """As the page of the list `magazin` gives it, with the number typed."""
    given = {"list": "magazin", "key": "klíč", "kdy": "ted", "pocet": "3", "shown": "3"}
    hidden = {"csrf_token": site.csrf_token(), "snapshot": "1", "again": "no"}
    return hidden | given | values


def fields_of(page: str) -> dict[str, str]:
    """The hidden fields of the form that sends."""
    sending = page.partition("<main")[2].rpartition("<form")[2]
    return dict(re.findall(r'type="hidden"\s+name="(\w+)"\s+value="([^"]*)"', sending))


def dispatches(site: Site) -> list[Dispatch]:
    with site.store.reading() as session:
        return list(session.scalars(select(Dispatch)))


def forbid(site: Site, address: str) -> None:
    with site.store.writing() as session:
        reader = session.scalars(select(Subscriber).where(Subscriber.address == address)).one()
        suppress(session, reader, SuppressionReason.HARD_BOUNCE, site.scene.clock())


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("\xa0", " ").split())


def test_the_page_says_how_many_get_it_and_why_others_do_not(site: Site) -> None:
    page = words(site.page(CHOOSE))
    assert "3 odběratelé 3 dopisy odejdou" in page
    assert "0 odběratelů 0 dopisů odejde" in page
    forbid(site, READERS[0])
    number = site.scene.plan()
    site.settle(number, [DeliveryState.SKIPPED, DeliveryState.REFUSED, DeliveryState.ACCEPTED])
    page = words(site.page(CHOOSE))
    assert (
        "3 odběratelé 1 přeskočíme: na adresu je zakázáno zasílat "
        "1 přeskočíme: tento dopis už mají 1 dopis odejde"
    ) in page
    assert f"Rozesílka {number}" in page


def test_the_next_page_shows_what_is_sent_to_whom(site: Site) -> None:
    page = site.page(f"{SEND}?seznam=magazin")
    text = words(page)
    assert "Mít domov 1/2030" in text
    assert site.scene.settings.sender.address in text
    assert "Napište počet dopisů: 3" in text
    assert 'href="/redakce/cislo/1-2030/dopis"' in page
    assert "nejde vzít zpět" in text


def test_sending_leads_to_the_progress_of_one_dispatch(site: Site) -> None:
    page = site.page(f"{SEND}?seznam=magazin")
    data = fields_of(page) | {"pocet": "3", "kdy": "ted"}
    answer = site.client.post(SEND, data=data)
    assert (answer.status_code, answer.location) == (303, "/redakce/rozesilky/1")
    assert [(each.list, each.audience) for each in dispatches(site)] == [("magazin", 3)]
    assert "Rozesílka 1" in site.page("/redakce/rozesilky/1")
    with site.store.reading() as session:
        (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.subject == "dispatch:1"))
    assert (entry.verb, entry.account_id) == ("dispatch-ordered", site.person(*Role))


@pytest.mark.parametrize("typed", ["", "2", "33", "tři", "3.5", "-3", "9" * 40])
def test_a_wrong_number_sends_nothing_and_stays_on_the_page(site: Site, typed: str) -> None:
    answer = site.client.post(SEND, data=form(site, pocet=typed))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "napište 3." in page
    assert f'value="{typed}"' in page
    assert re.search(r'id="pocet"[^>]*aria-invalid="true"', page)
    assert dispatches(site) == []
    assert site.client.post(SEND, data=fields_of(page) | {"pocet": " 3 ", "kdy": "ted"}).location


def test_a_number_that_changed_meanwhile_is_asked_for_again(site: Site) -> None:
    site.scene.subscribe(["nova@ctenari.example"])
    answer = site.client.post(SEND, data=form(site))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Teď by odešlo 4 dopisy, předtím 3" in page.replace("\xa0", " ")
    assert dispatches(site) == []
    assert site.client.post(SEND, data=fields_of(page) | {"pocet": "4", "kdy": "ted"}).location


def test_an_issue_published_again_meanwhile_is_looked_at_again(site: Site) -> None:
    answer = site.client.post(SEND, data=form(site, snapshot="2"))
    assert answer.status_code == 409
    assert "prohlédněte si nový dopis" in answer.get_data(as_text=True)
    assert dispatches(site) == []


def test_the_same_form_sent_twice_is_one_dispatch(site: Site) -> None:
    """A double click, a reload, a retry after a lost answer."""
    data = form(site)
    places = {site.client.post(SEND, data=data).location for _ in range(3)}
    assert places == {"/redakce/rozesilky/1"}
    assert len(dispatches(site)) == 1


def test_twenty_clicks_at_once_are_one_dispatch(site: Site) -> None:
    data, together = form(site), Barrier(20)
    clients = [site.client_as(*Role) for _ in range(20)]
    tokens = [site.csrf_token(client) for client in clients]
    places: list[str | None] = []

    def click(number: int) -> None:
        together.wait()
        answer = clients[number].post(SEND, data=data | {"csrf_token": tokens[number]})
        places.append(answer.location)

    threads = [Thread(target=click, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert places == ["/redakce/rozesilky/1"] * 20
    (only,) = dispatches(site)
    assert only.audience == 3


@pytest.mark.parametrize("other", [{"list": "novinky"}, {"again": "yes"}, {"kdy": "termin"}])
def test_the_same_form_changed_is_refused(site: Site, other: dict[str, str]) -> None:
    data = form(site)
    site.client.post(SEND, data=data)
    later = {"den": "2030-01-01", "cas": "8:00"} if "kdy" in other else {}
    answer = site.client.post(SEND, data=data | other | later)
    assert answer.status_code == 409
    assert "Mezitím se něco změnilo" in answer.get_data(as_text=True)
    assert len(dispatches(site)) == 1


def test_each_opened_form_has_a_key_of_its_own(site: Site) -> None:
    keys = {fields_of(site.page(f"{SEND}?seznam=magazin"))["key"] for _ in range(3)}
    assert len(keys) == 3


def test_nobody_gets_the_same_letter_twice_unless_a_person_says_so(site: Site) -> None:
    site.sent()
    page = site.page(f"{SEND}?seznam=magazin")
    assert "Všichni odběratelé tohoto seznamu už tento dopis mají" in page
    assert "rozesílka 1 z " in page
    site.scene.subscribe(["nova@ctenari.example"])
    missing = fields_of(site.page(f"{SEND}?seznam=magazin"))
    assert missing["shown"] == "1"
    again = site.page(f"{SEND}?seznam=magazin&znovu=ano")
    assert "Posíláte znovu i těm" in again
    assert fields_of(again)["shown"] == "4"
    site.client.post(SEND, data=missing | {"pocet": "1", "kdy": "ted"})
    queued = [each for each, state in site.scene.states(2).items() if state == "queued"]
    assert queued == ["nova@ctenari.example"]
    everybody = fields_of(again) | {"pocet": "4", "kdy": "ted"}
    assert site.client.post(SEND, data=everybody).location == "/redakce/rozesilky/3"
    assert set(site.scene.states(3).values()) == {DeliveryState.QUEUED}


def test_where_nothing_would_leave_nothing_offers_to_send_it(site: Site) -> None:
    site.sent()
    page = site.page(CHOOSE)
    assert f'href="{SEND}?seznam=magazin"' in page
    assert "znovu" not in page
    assert "Kdo z nich dopis může dostat, už jej má" in words(page.replace("&nbsp;", " "))
    assert "Rozeslat číslo 1/2030: není komu" in words(site.page(f"{SEND}?seznam=magazin"))


def test_the_list_of_the_magazine_is_offered_first(site: Site) -> None:
    page = site.page(CHOOSE)
    assert page.index(">Magazín Mít domov</h3>") < page.index(">Novinky</h3>")


def test_of_an_issue_that_changed_the_published_form_is_sent_and_the_page_says_so(
    site: Site,
) -> None:
    assert "vydaná podoba" not in site.page(CHOOSE)
    with site.store.writing() as session:
        issue = session.scalars(select(IssueRecord)).one()
        with_theme(session, site.store.blobs, issue, "Jiné téma")
    assert "Rozešle se vydaná podoba" in site.page(CHOOSE)


def test_an_issue_that_was_never_published_cannot_be_sent(site: Site) -> None:
    with site.store.writing() as session:
        session.scalars(select(IssueRecord)).one().current_snapshot_id = None
    assert "Číslo ještě není vydané" in site.page(CHOOSE)
    assert site.client.get(f"{SEND}?seznam=magazin").status_code == 409
    assert site.client.post(SEND, data=form(site)).status_code == 409
    assert dispatches(site) == []


def test_an_empty_list_is_told(site: Site) -> None:
    assert "přidejte" in site.page(f"{SEND}?seznam=novinky")
    data = form(site, list="novinky", shown="0", pocet="0")
    answer = site.client.post(SEND, data=data)
    assert answer.status_code == 422
    assert "nejdřív odběratele přidejte" in answer.get_data(as_text=True)
    assert dispatches(site) == []


WRONG = [
    {"list": "neni"},
    {"list": ""},
    {"key": ""},
    {"key": "k" * 65},
    {"kdy": ""},
    {"shown": "x"},
    {"snapshot": ""},
]


@pytest.mark.parametrize("wrong", WRONG)
def test_what_no_form_of_ours_sends_is_refused(site: Site, wrong: dict[str, str]) -> None:
    answer = site.client.post(SEND, data=form(site, **wrong))
    assert answer.status_code == 400
    assert "Požadavek nejde přečíst" in answer.get_data(as_text=True)
    assert dispatches(site) == []


@pytest.mark.parametrize("slug", ["2-2030", "neni", "..", "1-2030x"])
def test_an_unknown_issue_cannot_be_sent(site: Site, slug: str) -> None:
    address = f"/redakce/cislo/{slug}/rozeslat"
    assert site.client.get(address).status_code == 404
    assert site.client.get(f"{address}/potvrdit?seznam=magazin").status_code == 404
    assert site.client.post(f"{address}/potvrdit", data=form(site)).status_code == 404
    assert site.client.get(f"{SEND}?seznam=neni").status_code == 404


def test_who_may_not_send_is_shown_nothing_of_it(site: Site) -> None:
    for role in (Role.AUTHOR, Role.TRANSLATOR, Role.EDITOR, Role.ADMINISTRATOR):
        client = site.client_as(role)
        assert client.get(CHOOSE).status_code == 403
        data = form(site) | {"csrf_token": site.csrf_token(client)}
        assert client.post(SEND, data=data).status_code == 403
    assert dispatches(site) == []


def test_a_dispatch_is_scheduled_by_the_clocks_in_prague(site: Site) -> None:
    day = (datetime.now(PRAGUE) + timedelta(days=40)).date()
    data = form(site, kdy="termin", den=day.isoformat(), cas="08:05")
    assert site.client.post(SEND, data=data).location == "/redakce/rozesilky/1"
    assert site.client.post(SEND, data=data).location == "/redakce/rozesilky/1"
    (planned,) = dispatches(site)
    expected = datetime(day.year, day.month, day.day, 8, 5, tzinfo=PRAGUE).astimezone(UTC)
    assert (planned.state, planned.scheduled_for) == (DispatchState.SCHEDULED, expected)
    assert (planned.audience, planned.expected) == (0, 3)
    assert "už se na seznam „magazin“ chystá: rozesílka 1" in site.page(f"{SEND}?seznam=magazin")


def test_a_moment_that_will_not_do_is_told_at_its_field(site: Site) -> None:
    for values, field, sentence in [
        ({"den": "", "cas": ""}, "den", "Vyberte den"),
        ({"den": "2030-01-01", "cas": ""}, "cas", "Napište čas"),
        ({"den": "2020-01-01", "cas": "8:00"}, "cas", "už minul"),
        ({"den": "2099-01-01", "cas": "8:00"}, "den", "nejvýše rok"),
    ]:
        answer = site.client.post(SEND, data=form(site, kdy="termin", **values))
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert sentence in page
        assert re.search(rf'id="{field}"[^>]*aria-invalid="true"', page)
        assert all(f'value="{value}"' in page for value in values.values())
    assert dispatches(site) == []


def test_sending_now_with_a_moment_filled_in_asks_which_is_meant(site: Site) -> None:
    answer = site.client.post(SEND, data=form(site, den="2030-01-01", cas="8:00"))
    assert answer.status_code == 422
    assert "Stiskněte Naplánovat, nebo termín smažte" in answer.get_data(as_text=True)
    assert dispatches(site) == []
