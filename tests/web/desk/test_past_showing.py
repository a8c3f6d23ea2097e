"""A past issue at the desk: hidden from readers, shown to them again, deleted if nobody saw it."""

from sqlalchemy import select

from mitdomov.editorial.past.model import PastPage
from tests.web.desk.filling import Visitor, said
from tests.web.desk.past_desk import HERE, issues, taken_in
from tests.web.served import Site


def test_hiding_is_undone_and_what_was_seen_stays(
    publisher: Visitor, site: Site, scanned: bytes
) -> None:
    taken_in(publisher, site, scanned, show="1")
    publisher.follow(publisher.send(f"{HERE}1/skryt", seen_on=f"{HERE}1"))
    for path in ("", "text/", "mit-domov-2-2023.pdf", "obalka.jpg"):
        assert site.anonymous.get(f"/cislo/2-2023/{path}").status_code == 410
    gone = site.anonymous.get("/cislo/2-2023/").get_data(as_text=True)
    assert "Číslo 2/2023 tu teď není" in gone
    publisher.follow(publisher.send(f"{HERE}1/ukazat", seen_on=f"{HERE}1"))
    assert site.anonymous.get("/cislo/2-2023/").status_code == 200
    publisher.follow(publisher.send(f"{HERE}1/skryt", seen_on=f"{HERE}1"))
    assert f"{HERE}1/smazat" not in publisher.see(f"{HERE}1")
    refused = publisher.send(f"{HERE}1/smazat")
    assert refused.status_code == 409
    assert "už čtenáři viděli" in said(refused)


def test_what_no_reader_has_seen_is_deleted(publisher: Visitor, site: Site, scanned: bytes) -> None:
    taken_in(publisher, site, scanned)
    assert site.anonymous.get("/cislo/2-2023/").status_code == 404
    assert "je smazané" in publisher.follow(publisher.send(f"{HERE}1/smazat"))
    assert not issues(site)
    with site.store.reading() as session:
        assert not [*session.scalars(select(PastPage))]
