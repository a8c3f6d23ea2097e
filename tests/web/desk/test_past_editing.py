"""A past issue at the desk: its words edited, its PDF replaced under the same address."""

import re
from io import BytesIO

from sqlalchemy import select

from mitdomov.accounts.roles import Role
from mitdomov.editorial.past.model import PastPage
from tests.editorial import past_pdfs
from tests.web.desk.filling import Visitor, said
from tests.web.desk.past_desk import (
    HERE,
    NEW,
    WORDS,
    issues,
    taken_in,
    work,
)
from tests.web.served import Site


def test_words_are_edited_and_the_address_of_a_seen_issue_stays(
    publisher: Visitor, site: Site, scanned: bytes
) -> None:
    taken_in(publisher, site, scanned, show="1")
    issue = issues(site)[0]
    words = {**WORDS, "theme": "Jiné téma", "description": "O čem to je.", "version": "1"}
    assert "Údaje jsou uložené" in publisher.follow(publisher.send(f"{HERE}1", **words))
    assert "Jiné téma" in site.anonymous.get("/cislo/2-2023/").get_data(as_text=True)
    moved = publisher.send(f"{HERE}1", **{**words, "number": "1/2023", "version": "2"})
    assert moved.status_code == 422
    assert "adresa se nesmí změnit" in said(moved)
    late = publisher.send(f"{HERE}1", **{**words, "theme": "Pozdě", "version": str(issue.version)})
    assert late.status_code == 409
    assert "Údaje mezitím změnil(a)" in said(late)
    assert 'value="Pozdě"' in said(late)
    assert "Jiné téma</dd>" in said(late)
    assert issues(site)[0].theme == "Jiné téma"


def test_a_number_that_nobody_saw_may_be_mended(
    publisher: Visitor, site: Site, scanned: bytes
) -> None:
    taken_in(publisher, site, scanned)
    publisher.follow(publisher.send(f"{HERE}1", **{**WORDS, "number": "1/2023", "version": "1"}))
    assert issues(site)[0].number == "1/2023"


def test_the_pdf_is_replaced_under_its_address(
    publisher: Visitor, site: Site, scanned: bytes
) -> None:
    taken_in(publisher, site, scanned, show="1")
    other = past_pdfs.scan(3)
    place = f"{HERE}1/pdf"
    bare = publisher.send(place, seen_on=f"{HERE}1", file=(BytesIO(other), "a.pdf"), note=" ")
    assert bare.status_code == 422
    assert "čtenáři to uvidí" in said(bare)
    same = publisher.send(place, seen_on=f"{HERE}1", file=(BytesIO(scanned), "a.pdf"), note="Proč")
    assert "přesně stejný soubor" in publisher.follow(same)
    done = publisher.send(
        place, seen_on=f"{HERE}1", file=(BytesIO(other), "a.pdf"), note="Opraven graf."
    )
    page = publisher.follow(done)
    assert "do té doby platí dosavadní PDF" in page
    assert site.anonymous.get("/cislo/2-2023/mit-domov-2-2023.pdf").data == scanned
    work(site)
    assert "adresy zůstaly" in publisher.see(f"{HERE}1/vymena")
    late = publisher.follow(publisher.send(f"{HERE}1/vymena/zrusit", seen_on=f"{HERE}1"))
    assert "zůstalo, jaké bylo" not in late
    assert "Zrušit už nešlo" in late
    page = publisher.see(f"{HERE}1")
    assert re.search(r"\d+\. \d+\. \d{4}: Opraven graf\.", page)
    assert site.anonymous.get("/cislo/2-2023/mit-domov-2-2023.pdf").data == other
    page = site.anonymous.get("/cislo/2-2023/").get_data(as_text=True)
    assert "Opraven graf." in page
    with site.store.reading() as session:
        assert len([*session.scalars(select(PastPage))]) == 3
    editor = Visitor(site.client_as(Role.EDITOR))
    refused = editor.send(place, seen_on=NEW, file=(BytesIO(scanned), "a.pdf"), note="Proč")
    assert refused.status_code == 403


def test_a_replacement_that_cannot_be_read_changes_nothing(
    publisher: Visitor, site: Site, scanned: bytes
) -> None:
    taken_in(publisher, site, scanned, show="1")
    place = f"{HERE}1/pdf"
    broken = (BytesIO(past_pdfs.with_script()), "a.pdf")
    page = publisher.follow(publisher.send(place, seen_on=f"{HERE}1", file=broken, note="Proč"))
    assert "Čeká na přečtení" in page
    work(site)
    page = publisher.see(f"{HERE}1")
    assert "skript" in page
    assert "PDF zůstalo, jaké bylo" in page
    assert site.anonymous.get("/cislo/2-2023/mit-domov-2-2023.pdf").data == scanned
    page = publisher.follow(publisher.send(f"{HERE}1/vymena/zrusit", seen_on=f"{HERE}1"))
    assert "PDF zůstalo, jaké bylo" in page
