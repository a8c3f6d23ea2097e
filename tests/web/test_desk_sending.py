"""Editors send an issue from the desk: once, to the list they chose, and stay in charge of it."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from mitdomov.delivery.control import note_outage, pause
from mitdomov.delivery.model import DeliveryState, Dispatch, DispatchState
from mitdomov.delivery.transport import Unreachable
from mitdomov.editorial.model import IssueRecord, IssueState
from tests.web.served import READERS, Site

SEND = "/redakce/cislo/1-2030/rozeslat"
POLLS = "hx-get="


def form(site: Site, **values: str) -> dict[str, Any]:
    return {"csrf_token": site.csrf_token(), "list": "magazin", "key": "klíč"} | values


def dispatches(site: Site) -> list[Dispatch]:
    with site.store.reading() as session:
        return list(session.scalars(select(Dispatch)))


def control(site: Site, number: int, verb: str) -> DispatchState:
    answer = site.client.post(
        f"/redakce/rozesilky/{number}/{verb}", data={"csrf_token": site.csrf_token()}
    )
    assert (answer.status_code, answer.location) == (303, f"/redakce/rozesilky/{number}")
    return site.dispatch(number).state


def progress(site: Site, number: int) -> str:
    return site.page(f"/redakce/rozesilky/{number}/prubeh")


def test_the_page_says_how_many_each_list_has(site: Site) -> None:
    page = site.page(SEND)
    assert "3 odběratelé" in page
    assert "0 odběratelů" in page
    site.scene.unsubscribe(READERS[0])
    site.scene.unsubscribe(READERS[1])
    assert "1 odběratel<" in site.page(SEND).replace("\n", "<")
    site.scene.subscribe([f"dalsi{number}@ctenari.example" for number in range(4)])
    assert "5 odběratelů" in site.page(SEND)


def test_sending_leads_to_the_progress_of_one_dispatch(site: Site) -> None:
    answer = site.client.post(SEND, data=form(site))
    assert (answer.status_code, answer.location) == (303, "/redakce/rozesilky/1")
    assert [(each.list, each.audience) for each in dispatches(site)] == [("magazin", 3)]
    assert "Rozesílka 1" in site.page("/redakce/rozesilky/1")


def test_the_same_form_sent_twice_is_one_dispatch(site: Site) -> None:
    """A double click, a reload, a retry after a lost answer."""
    data = form(site)
    places = {site.client.post(SEND, data=data).location for _ in range(3)}
    assert places == {"/redakce/rozesilky/1"}
    assert len(dispatches(site)) == 1


def test_each_opened_form_has_a_key_of_its_own(site: Site) -> None:
    keys = {re.findall(r'name="key"\s+value="([^"]+)"', site.page(SEND))[0] for _ in range(3)}
    assert len(keys) == 3


def test_what_a_list_was_sent_before_needs_a_second_yes(site: Site) -> None:
    site.client.post(SEND, data=form(site))
    asked = site.client.post(SEND, data=form(site, key="druhý"))
    page = asked.get_data(as_text=True).replace("\xa0", " ")
    assert asked.status_code == 409
    assert 'role="alert"' in page
    assert "rozesílka 1 z " in page
    assert "3 odběratelům" in page
    assert "Rozeslat znovu všem" in page
    assert len(dispatches(site)) == 1
    form_shown = page.partition("<main")[2].split("</form>")[0]
    again = dict(re.findall(r'type="hidden"\s+name="(\w+)"\s+value="([^"]*)"', form_shown))
    assert site.client.post(SEND, data=again).location == "/redakce/rozesilky/2"
    assert site.client.post(SEND, data=again).location == "/redakce/rozesilky/2"
    assert len(dispatches(site)) == 2


def test_of_an_issue_that_changed_the_published_form_is_sent_and_the_page_says_so(
    site: Site,
) -> None:
    assert "vydaná podoba" not in site.page(SEND)
    with site.store.writing() as session:
        session.scalars(select(IssueRecord)).one().state = IssueState.DRAFT
    assert "Rozešle se vydaná podoba" in site.page(SEND)


def test_the_same_form_with_another_list_is_refused(site: Site) -> None:
    site.client.post(f"/odber/{site.token()}", data={"list": ["magazin", "novinky"]})
    data = form(site)
    site.client.post(SEND, data=data)
    answer = site.client.post(SEND, data=data | {"list": "novinky"})
    assert answer.status_code == 409
    assert "Mezitím se něco změnilo" in answer.get_data(as_text=True)
    assert len(dispatches(site)) == 1


def test_an_empty_list_is_told_and_stays_chosen(site: Site) -> None:
    answer = site.client.post(SEND, data=form(site, list="novinky"))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'role="alert"' in page
    assert "nejdřív odběratele přidejte" in page
    assert re.findall(r'value="([\w-]+)"[^>]*\schecked', page) == ["novinky"]
    assert dispatches(site) == []


@pytest.mark.parametrize("wrong", [{"list": "neni"}, {"list": ""}, {"key": ""}])
def test_what_no_form_of_ours_sends_is_refused(site: Site, wrong: dict[str, str]) -> None:
    answer = site.client.post(SEND, data=form(site, **wrong))
    assert answer.status_code == 400
    assert "Požadavek nejde přečíst" in answer.get_data(as_text=True)
    assert dispatches(site) == []


@pytest.mark.parametrize("slug", ["2-2030", "neni", "..", "1-2030x"])
def test_an_unknown_issue_cannot_be_sent(site: Site, slug: str) -> None:
    address = f"/redakce/cislo/{slug}/rozeslat"
    assert site.client.get(address).status_code == 404
    assert site.client.post(address, data=form(site)).status_code == 404


def test_a_dispatch_is_paused_continued_and_cancelled(site: Site) -> None:
    number = site.scene.plan()
    assert control(site, number, "pozastavit") is DispatchState.PAUSED
    page = progress(site, number)
    assert "Pozastavená" in page
    assert "Pozastaveno v redakci." in page
    assert control(site, number, "pozastavit") is DispatchState.PAUSED
    assert control(site, number, "pokracovat") is DispatchState.SENDING
    assert control(site, number, "zrusit") is DispatchState.CANCELLED
    assert set(site.scene.states(number).values()) == {DeliveryState.SKIPPED}
    assert control(site, number, "pokracovat") is DispatchState.CANCELLED


def test_an_unknown_dispatch_is_an_unknown_page(site: Site) -> None:
    data = {"csrf_token": site.csrf_token()}
    for number in ("0", "7", "2147483648", "9" * 40, "-1", "x"):
        assert site.client.get(f"/redakce/rozesilky/{number}").status_code == 404
        for verb in ("pozastavit", "pokracovat", "zrusit"):
            answer = site.client.post(f"/redakce/rozesilky/{number}/{verb}", data=data)
            assert answer.status_code == 404
    assert site.client.post("/redakce/rozesilky/1/smazat", data=data).status_code == 404


def test_progress_is_asked_for_until_there_is_nothing_to_wait_for(site: Site) -> None:
    number = site.scene.plan()
    assert POLLS in progress(site, number)
    assert "0 z 3 zásilek" in progress(site, number)
    control(site, number, "pozastavit")
    assert POLLS not in progress(site, number)
    control(site, number, "zrusit")
    assert POLLS not in progress(site, number)
    finished = site.sent()
    assert POLLS not in progress(site, finished)
    assert "Dokončená" in progress(site, finished)
    assert "3 z 3 zásilek" in progress(site, finished)


def test_the_progress_page_tells_why_nothing_moves(site: Site) -> None:
    number = site.scene.plan()
    with site.store.writing() as session:
        note_outage(
            session,
            number,
            Unreachable("Server neodpovídá.", needs_person=False),
            site.scene.clock(),
        )
    assert "Server neodpovídá." in progress(site, number)
    with site.store.writing() as session:
        pause(session, number, "Server odmítl heslo.")
    assert "Server odmítl heslo." in progress(site, number)


def test_doubt_is_explained(site: Site) -> None:
    number = site.scene.plan()
    assert "nikdo neví" not in progress(site, number)
    site.settle(number, [DeliveryState.UNCERTAIN])
    assert "nikdo neví" in progress(site, number)


def test_behind_each_number_stand_its_readers(site: Site) -> None:
    number = site.scene.plan()
    states = [DeliveryState.ACCEPTED, DeliveryState.REFUSED, DeliveryState.SENDING]
    site.settle(number, states)
    expected = {"accepted": READERS[0], "refused": READERS[1], "sending": READERS[2]}
    address = f"/redakce/rozesilky/{number}/zasilky"
    for state, reader in expected.items():
        page = site.page(f"{address}?stav={state}")
        assert [each for each in READERS if each in page] == [reader]
        assert "1 zásilka" in page
    assert "Schránka neexistuje." in site.page(f"{address}?stav=refused")
    assert "Žádné takové zásilky" in site.page(f"{address}?stav=uncertain")
    assert "3 zásilky" in site.page(address)
    assert site.client.get(f"{address}?stav=jiny").status_code == 404


def test_the_number_that_waits_is_the_number_of_those_listed(site: Site) -> None:
    """A letter on its way counts as waiting, and is listed there."""
    number = site.scene.plan()
    site.settle(number, [DeliveryState.SENDING])
    assert "3 zásilky" in site.page(f"/redakce/rozesilky/{number}/zasilky?stav=queued")
