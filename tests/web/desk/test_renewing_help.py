"""The desk says which published issues show other contacts of help, and renews them at once."""

import re

import pytest
from sqlalchemy import select

from mitdomov.accounts.roles import Role
from mitdomov.editorial.work.model import WorkKind, WorkOrder, WorkState
from mitdomov.jobs import helping as job
from mitdomov.jobs.handlers import HANDLERS
from mitdomov.jobs.long_work import Shop, do_work
from tests.web.desk.filling import Visitor
from tests.web.served import Site, rendered

PUBLICATION = "/redakce/publikace/"
RENEWAL = f"{PUBLICATION}vydana-cisla"
FINDING = "1 vydané číslo ukazuje jiné kontakty pomoci"
NEW = "800 999 888"


@pytest.fixture
def desk(site: Site, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """The worker's renderer sets no PDF here."""
    monkeypatch.setattr(job, "render_apart", rendered)
    return Visitor(site.client_as(Role.PUBLISHER))


def change_phone(desk: Visitor) -> None:
    page = desk.see(f"{PUBLICATION}pomoc")
    fields = dict(re.findall(r'name="([\w.]+)"\s+(?:type="\w+"\s+)?value="([^"]*)"', page))
    fields |= dict(re.findall(r'<textarea[^>]*?name="([\w.]+)"[^>]*>([^<]*)</textarea>', page))
    fields.pop("csrf_token")
    fields["help_box.phone"] = NEW
    desk.follow(desk.send(f"{PUBLICATION}pomoc", **fields))


def base(desk: Visitor, path: str) -> str:
    found = re.search(r'name="zaklad" value="(\w+)"', desk.see(path))
    assert found, path
    return found[1]


def confirm(desk: Visitor) -> None:
    path = f"{PUBLICATION}potvrdit"
    desk.follow(desk.send(path, zaklad=base(desk, path)))


def orders(site: Site) -> list[WorkOrder]:
    with site.store.reading() as session:
        query = select(WorkOrder).where(WorkOrder.kind == WorkKind.RENEW_HELP)
        return list(session.scalars(query))


def work(site: Site) -> None:
    for order in orders(site):
        do_work(Shop(site.store, site.scene.settings), order.id, "here/1/0", HANDLERS)


def test_nothing_is_said_while_all_show_the_same(desk: Visitor) -> None:
    for path in (PUBLICATION, "/redakce/"):
        assert "jiné kontakty pomoci" not in desk.see(path)
    assert "Všechna vydaná čísla ukazují kontakty, které platí teď" in desk.see(RENEWAL)


def test_a_changed_phone_reaches_published_issues_by_one_button(desk: Visitor, site: Site) -> None:
    change_phone(desk)
    confirm(desk)
    for path in (PUBLICATION, "/redakce/"):
        page = desk.see(path)
        assert FINDING in page
        assert "1/2030" in page
    assert NEW not in site.anonymous.get("/cislo/1-2030/").get_data(as_text=True)
    page = desk.follow(desk.send(RENEWAL, zaklad=base(desk, RENEWAL)))
    assert "Obnova čeká" in page
    assert FINDING in desk.see("/redakce/")
    work(site)
    assert [each.state for each in orders(site)] == [WorkState.DONE]
    assert FINDING not in desk.see("/redakce/")
    for path in ("/cislo/1-2030/", "/cislo/1-2030/clanky/prvni-klice/", "/"):
        assert NEW in site.anonymous.get(path).get_data(as_text=True), path
    forms = site.anonymous.get("/cislo/1-2030/vydani/").get_data(as_text=True)
    assert "Obnovily se jen kontakty pomoci" in forms


def test_what_nobody_confirmed_is_not_offered(desk: Visitor, site: Site) -> None:
    change_phone(desk)
    assert FINDING in desk.see("/redakce/")
    page = desk.see(RENEWAL)
    assert "Kontakty zatím nikdo nepotvrdil" in page
    answer = desk.send(RENEWAL, zaklad=base(desk, RENEWAL))
    assert answer.status_code == 409
    assert orders(site) == []


def test_contacts_that_were_changed_meanwhile_are_read_again(desk: Visitor, site: Site) -> None:
    seen = base(desk, f"{PUBLICATION}potvrdit")
    change_phone(desk)
    confirm(desk)
    answer = desk.send(RENEWAL, zaklad=seen)
    assert answer.status_code == 409
    assert "Kontakty mezitím někdo změnil" in answer.get_data(as_text=True)
    assert orders(site) == []


def test_editors_see_the_finding_but_no_button(desk: Visitor, site: Site) -> None:
    change_phone(desk)
    page = Visitor(site.client_as(Role.EDITOR)).see("/redakce/")
    assert FINDING in page
    assert RENEWAL not in page
