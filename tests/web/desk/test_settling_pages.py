"""Editors look through a long list page by page, and settle letters in doubt with a second yes."""

import re

import pytest

from mitdomov.delivery.model import DeliveryState, Dispatch, DispatchState
from tests.web.pages_of_web import without_tokens
from tests.web.served import READERS, Site

LIST = "/redakce/rozesilky/1/zasilky"


def test_a_long_list_is_turned_page_by_page(site: Site) -> None:
    more = [f"dalsi{number:03}@ctenari.example" for number in range(250)]
    site.scene.subscribe(more)
    site.scene.plan()
    first, last = (site.page(f"{LIST}?stav=queued&strana={page}") for page in (1, 2))
    found = [re.findall(r"[\w.]+@ctenari.example", page) for page in (first, last)]
    assert [len(set(each)) for each in found] == [200, 53]
    assert set(found[0]) | set(found[1]) == {*more, *READERS}
    assert "253 zásilek, strana 2 z 2" in last
    assert "Další" in first
    assert "Další" not in last
    (back,) = re.findall(r'rel="prev"\s+href="([^"]+)"', last)
    assert without_tokens(site.page(back.replace("&amp;", "&"))) == without_tokens(first)


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 40])
def test_a_page_that_is_none_is_unknown(page: str, site: Site) -> None:
    site.scene.plan()
    assert site.client.get(f"{LIST}?strana={page}").status_code == 404


@pytest.fixture
def doubted(site: Site) -> Site:
    """Dispatch 1: two letters in doubt, the third taken."""
    number = site.sent()
    site.settle(number, [DeliveryState.UNCERTAIN] * 2)
    return site


def decide(site: Site, link: str) -> DispatchState:
    """Follows a link of the list and says yes on the page behind it."""
    before = site.dump()
    page = site.page(link.replace("&amp;", "&"))
    assert site.dump() == before
    fields = re.findall(r'type="hidden"\s+name="(\w+)"\s+value="([^"]*)"', page)
    (action,) = re.findall(r'action="([^"]+)"', page.partition("<main")[2])
    answer = site.client.post(action, data=dict(fields))
    assert (answer.status_code, answer.location) == (303, "/redakce/rozesilky/1")
    return site.dispatch(1).state


def links(site: Site, verb: str) -> list[str]:
    """Those for all letters first, then one for each."""
    return re.findall(rf'href="([^"]+/nejiste/{verb}[^"]*)"', site.page(f"{LIST}?stav=uncertain"))


def test_one_letter_in_doubt_is_sent_again(doubted: Site) -> None:
    assert len(links(doubted, "znovu")) == 3
    assert decide(doubted, links(doubted, "znovu")[1]) is DispatchState.SENDING
    states = list(doubted.scene.states(1).values())
    assert states.count(DeliveryState.QUEUED) == states.count(DeliveryState.UNCERTAIN) == 1


def test_all_letters_in_doubt_count_as_sent(doubted: Site) -> None:
    assert decide(doubted, links(doubted, "odeslano")[0]) is DispatchState.FINISHED
    assert set(doubted.scene.states(1).values()) == {DeliveryState.ACCEPTED}
    assert "považoval za odeslanou člověk" in doubted.page(f"{LIST}?stav=accepted")


def test_nothing_of_a_cancelled_dispatch_is_offered_to_be_sent(doubted: Site) -> None:
    with doubted.store.writing() as session:
        session.get_one(Dispatch, 1).state = DispatchState.CANCELLED
    assert links(doubted, "znovu") == []
    data = {"csrf_token": doubted.csrf_token()}
    answer = doubted.client.post("/redakce/rozesilky/1/nejiste/znovu", data=data)
    assert answer.status_code == 409
    assert len(links(doubted, "odeslano")) == 3


@pytest.mark.parametrize("letter", ["99", "x", "9" * 40])
def test_an_unknown_letter_is_an_unknown_page(letter: str, doubted: Site) -> None:
    address = "/redakce/rozesilky/1/nejiste/znovu"
    assert doubted.client.get(f"{address}?zasilka={letter}").status_code == 404
    data = {"csrf_token": doubted.csrf_token(), "zasilka": letter}
    assert doubted.client.post(address, data=data).status_code == 404
    assert doubted.dispatch(1).state is DispatchState.FINISHED


def test_the_desk_says_that_letters_in_doubt_wait_for_a_person(doubted: Site) -> None:
    page = doubted.page("/redakce/rozesilky/1")
    assert "Program je sám už znovu nepošle" in page
    assert "neposílají" not in page
