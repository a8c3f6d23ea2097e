"""Lists are named, added and removed at the desk; what proves a subscription never goes."""

import re

import pytest

from mitdomov.accounts.roles import Role
from mitdomov.editorial.queries import known_lists
from tests.web.desk.filling import Visitor, said
from tests.web.served import Site

LISTS = "/redakce/seznamy/"


@pytest.fixture
def desk(site: Site) -> Visitor:
    return Visitor(site.client_as(Role.ADMINISTRATOR))


def base(desk: Visitor) -> str:
    found = re.search(r'name="zaklad" value="(\w+)"', desk.see(LISTS))
    assert found
    return found[1]


def slugs(site: Site) -> list[str]:
    with site.store.reading() as session:
        return [each.slug for each in known_lists(session, site.store.blobs)]


def test_a_list_is_renamed_and_readers_stay(desk: Visitor) -> None:
    form = {"seznam": "magazin", "ukon": "upravit", "nazev": "Časopis", "popis": "Dvakrát ročně"}
    page = desk.follow(desk.send(LISTS, zaklad=base(desk), **form))
    assert "Časopis" in page
    assert re.search(r'stav=active"><strong class="number">3</strong> odebírá', page)


def test_a_list_is_added_and_an_empty_one_removed(desk: Visitor, site: Site) -> None:
    form = {"seznam": "pozvanky", "ukon": "pridat", "nazev": "Pozvánky", "popis": ""}
    desk.follow(desk.send(LISTS, zaklad=base(desk), **form))
    assert slugs(site)[-1] == "pozvanky"
    again = desk.send(LISTS, zaklad=base(desk), **form)
    assert again.status_code == 409
    assert "už existuje" in said(again)
    gone = {"seznam": "pozvanky", "ukon": "odebrat"}
    desk.follow(desk.send(LISTS, zaklad=base(desk), **gone))
    assert "pozvanky" not in slugs(site)


def test_a_list_with_readers_stays(desk: Visitor, site: Site) -> None:
    answer = desk.send(LISTS, zaklad=base(desk), seznam="magazin", ukon="odebrat")
    assert answer.status_code == 409
    assert "odebrat ho nejde" in said(answer)
    assert "magazin" in slugs(site)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"seznam": "Pozvánky!", "nazev": "x", "ukon": "pridat"}, "nehodí do adresy"),
        ({"seznam": "pozvanky", "nazev": " ", "ukon": "pridat"}, "Povinné pole"),
        ({"seznam": "magazin", "nazev": "", "ukon": "upravit"}, "Povinné pole"),
    ],
)
def test_what_is_wrong_is_said(form: dict[str, str], words: str, desk: Visitor, site: Site) -> None:
    before = slugs(site)
    answer = desk.send(LISTS, zaklad=base(desk), **form)
    assert answer.status_code == 422
    assert words in said(answer)
    assert slugs(site) == before


def test_a_change_on_top_of_another_is_refused(desk: Visitor) -> None:
    old = base(desk)
    form = {"seznam": "magazin", "ukon": "upravit", "popis": ""}
    desk.follow(desk.send(LISTS, zaklad=old, nazev="První", **form))
    answer = desk.send(LISTS, zaklad=old, nazev="Druhý", **form)
    assert answer.status_code == 409
    assert "mezitím změnil někdo jiný" in said(answer)
    assert "Druhý" in said(answer), "what was typed stays"
    assert "<h2" in said(answer)
    assert "První" in said(answer)
