"""Letters to one person that reached nobody stand at the desk, each with why."""

from mitdomov.accounts.roles import Role
from mitdomov.clock import now
from mitdomov.delivery.outbox.queue import LetterState, SingleLetterRecord, enqueue_letter
from tests.web.desk.filling import Visitor
from tests.web.served import READERS, Site

HERE = "/redakce/nedorucenky/jednotlive"
WHY = "Vrátil se 4. 5. 2026: schránka neexistuje (5.1.1)."


def returned(site: Site, address: str, state: LetterState = LetterState.RETURNED) -> None:
    with site.store.writing() as session:
        number = enqueue_letter(session, address, "Potvrďte odběr", "", "", at=now())
        row = session.get_one(SingleLetterRecord, number)
        row.state, row.problem, row.settled_at = state, WHY, now()


def test_a_returned_letter_stands_with_its_reason(site: Site) -> None:
    desk = Visitor(site.client_as(Role.PUBLISHER))
    assert "Za posledních 30 dní došel každý" in desk.see(HERE)
    returned(site, "nova@obec.example")
    returned(site, "jina@obec.example", LetterState.SENT)
    page = desk.see(HERE)
    assert "nova@obec.example" in page
    assert "schránka neexistuje (5.1.1)" in page
    assert "jina@obec.example" not in page
    for other in ("/redakce/nedorucenky/", "/redakce/nedorucenky/odmitnute"):
        assert "Jednotlivé dopisy (1)" in desk.see(other)


def test_it_stands_in_what_is_known_of_its_reader(site: Site) -> None:
    desk = Visitor(site.client_as(Role.PUBLISHER))
    returned(site, READERS[0].upper())
    with site.store.reading() as session:
        number = (
            session.connection()
            .exec_driver_sql("SELECT id FROM subscriber WHERE address = ?", (READERS[0],))
            .scalar_one()
        )
    page = desk.see(f"/redakce/odberatele/{number}")
    assert "Jednotlivý dopis" in page
    assert WHY in page
