"""An address is forbidden and allowed again with a reason."""

import pytest
from sqlalchemy import select

from mitdomov.accounts.model import AuditEntry
from mitdomov.accounts.roles import Role
from mitdomov.subscribers.model import SubscriptionState
from tests.web.desk.filling import Visitor, said
from tests.web.served import READERS, Site

HERE = "/redakce/zakazy/"
JANA = READERS[0]


@pytest.fixture
def desk(site: Site) -> Visitor:
    return Visitor(site.client_as(Role.ADMINISTRATOR))


def forbid(desk: Visitor, address: str = JANA, reason: str = "request") -> str:
    fields = {"adresa": address, "duvod": reason, "zpusob": "dopisem"}
    return desk.follow(desk.send(f"{HERE}zakazat", seen_on=HERE, **fields))


def look(desk: Visitor, address: str = JANA) -> str:
    return said(desk.send(f"{HERE}adresa", seen_on=HERE, adresa=address))


def test_an_address_is_looked_up_by_any_spelling(desk: Visitor) -> None:
    assert "žádný zákaz neplatí" in look(desk)
    assert "už nic nepošle" in forbid(desk)
    assert "zakázáno zasílat (na žádost)" in look(desk, " JANA@Ctenari.Example ")
    assert "žádný zákaz neplatí" in look(desk, "nikdo@obec.example")


def test_a_request_also_ends_subscriptions_and_a_bounce_does_not(desk: Visitor, site: Site) -> None:
    forbid(desk)
    forbid(desk, READERS[1], "hard-bounce")
    assert site.subscription(JANA).state is SubscriptionState.ENDED
    assert site.subscription(READERS[1]).state is SubscriptionState.ACTIVE
    assert "Čtenář" in desk.see("/redakce/odberatele/?stav=suppressed")


LIFT = {"adresa": JANA, "zpusob": "e-mailem", "zneni": "Zákaz byl omyl.", "souhlas": "1"}


@pytest.mark.parametrize("missing", ["zpusob", "zneni", "souhlas"])
def test_a_suppression_is_lifted_with_a_reason_and_a_yes(
    missing: str, desk: Visitor, site: Site
) -> None:
    forbid(desk)
    fields = {name: value for name, value in LIFT.items() if name != missing}
    refused = desk.send(f"{HERE}zrusit", seen_on=HERE, **fields)
    assert refused.status_code == 422
    assert "zakázáno zasílat (na žádost)" in said(refused)
    assert "Zákaz je zrušený" in desk.follow(desk.send(f"{HERE}zrusit", seen_on=HERE, **LIFT))
    assert "žádný zákaz neplatí" in look(desk)
    assert site.subscription(JANA).state is SubscriptionState.ENDED
    with site.store.reading() as session:
        said_so = session.scalars(select(AuditEntry.sentence)).all()
    assert any(each.startswith("Zrušen zákaz") for each in said_so)
    assert not any("jana" in each for each in said_so)


@pytest.mark.parametrize("words", [f"Píše z {JANA}.", "jana＠obec.example", "jana @ obec"])
def test_what_stays_on_record_names_no_address(words: str, desk: Visitor, site: Site) -> None:
    fields = LIFT | {"zneni": words, "duvod": "request"}
    refused = desk.send(f"{HERE}zakazat", seen_on=HERE, **fields)
    assert (refused.status_code, "Pište bez jména a adresy:" in said(refused)) == (422, True)
    forbid(desk)
    refused = desk.send(f"{HERE}zrusit", seen_on=HERE, **fields)
    assert refused.status_code == 422
    assert 'aria-describedby="zneni-chyba zneni-rada"' in said(refused)
    assert "zakázáno zasílat (na žádost)" in look(desk)
    with site.store.reading() as session:
        sentences = session.scalars(select(AuditEntry.sentence)).all()
    assert not any(words in each for each in sentences)


def test_a_wrong_address_is_said_at_its_field(desk: Visitor) -> None:
    answer = desk.send(f"{HERE}adresa", seen_on=HERE, adresa="jana")
    assert answer.status_code == 422
    assert "chybí zavináč" in said(answer)


def test_the_record_of_an_erasure_is_found_by_the_address(desk: Visitor, site: Site) -> None:
    token = site.token(JANA)
    site.anonymous.post(f"/odber/{token}", data={"list": ["magazin", "novinky"]})
    page = f"/redakce/odberatele/{site.subscription(JANA).subscriber_id}/vymaz"
    typed = {"zpusob": "dopisem", "zneni": "spisová značka 7", "adresa": JANA}
    assert desk.send(page, seen_on=page, **typed).status_code == 303
    found = look(desk, " JANA@Ctenari.Example ")
    assert "Výmaz 1 ze dne" in found
    assert "spisová značka 7" in found
    assert "Souhlas se seznamem Novinky" in found
    assert "Zaškrtnutím souhlasíte" in found
    assert "Výmaz" not in look(desk, READERS[1])
