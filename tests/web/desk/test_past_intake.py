"""PDFs of past issues at the desk: sent, read by the worker, taken in or refused with a reason."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from mitdomov.accounts.model import AuditEntry
from mitdomov.accounts.roles import Role
from mitdomov.editorial.past.model import PastState
from mitdomov.editorial.work.model import WorkOrder, WorkState
from tests.editorial import past_pdfs
from tests.web.desk.filling import Visitor, said
from tests.web.desk.past_desk import (
    HERE,
    INTAKE,
    NEW,
    WORDS,
    describe,
    issues,
    send_files,
    taken_in,
    uploads,
    work,
)
from tests.web.served import Site


def test_an_empty_list_teaches(publisher: Visitor) -> None:
    page = publisher.see(HERE)
    assert "Zatím tu žádné není" in page
    assert NEW in page


def test_a_magazine_is_taken_in_and_readers_see_it(
    publisher: Visitor, site: Site, magazine: bytes
) -> None:
    page = send_files(publisher, (magazine, "mit-domov-2-2023.pdf"))
    assert "Nahráno: 1 soubor. Teď se čtou." in page
    assert "Čeká na přečtení" in page
    assert 'value="2/2023"' in page
    work(site)
    page = publisher.see(INTAKE)
    assert "4 strany, obsah má 4 záložky" in page
    assert "Zařadí se 1 číslo." in publisher.follow(describe(publisher, site, **WORDS, show="1"))
    assert issues(site) == []
    work(site)
    assert "Zařazená za poslední den" in publisher.see(INTAKE)
    issue = issues(site)[0]
    assert issue.state is PastState.PUBLISHED
    assert site.anonymous.get("/cislo/2-2023/").status_code == 200
    assert "v archivu" in publisher.see(HERE)
    with site.store.reading() as session:
        verbs = [*session.scalars(select(AuditEntry.verb))]
    assert "past-issue-imported" in verbs


def test_an_editor_takes_in_and_the_publisher_shows(
    publisher: Visitor, site: Site, magazine: bytes
) -> None:
    editor = Visitor(site.client_as(Role.EDITOR))
    taken_in(editor, site, magazine, show="1")
    assert issues(site)[0].state is PastState.HIDDEN
    assert site.anonymous.get("/cislo/2-2023/").status_code == 404
    assert editor.send(f"{HERE}1/ukazat", seen_on=f"{HERE}1").status_code == 403
    assert "je v archivu" in publisher.follow(publisher.send(f"{HERE}1/ukazat", seen_on=f"{HERE}1"))
    assert site.anonymous.get("/cislo/2-2023/").status_code == 200
    answer = editor.client.get(f"{HERE}1/pdf")
    assert answer.data == magazine
    assert answer.cache_control.private


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda: b"", "prázdn"),
        (lambda: b"<html>PDF?</html>", "Není to PDF"),
    ],
)
def test_what_is_no_pdf_is_refused_at_once(
    made: Callable[[], bytes], words: str, publisher: Visitor, site: Site
) -> None:
    answer = publisher.send(NEW, file=(BytesIO(made()), "cislo.pdf"))
    assert answer.status_code == 422
    assert words in said(answer)
    assert not uploads(site)
    script = publisher.client.post(
        NEW,
        data={"file": (BytesIO(made()), "c.pdf"), "csrf_token": site.csrf_token(publisher.client)},
        headers={"Accept": "application/json"},
    )
    assert (script.status_code, words in script.get_json()["problem"]) == (422, True)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda: past_pdfs.magazine()[:5000], "poškozené"),
        (past_pdfs.locked, "chráněné heslem"),
        (past_pdfs.with_script, "skript"),
        (past_pdfs.with_program, "skript nebo příkaz"),
        (lambda: past_pdfs.long(1001), "přes 1000 stran"),
    ],
)
def test_a_file_that_is_refused_says_why_and_leaves_no_issue(
    made: Callable[[], bytes], words: str, publisher: Visitor, site: Site
) -> None:
    blobs = {path.name for path in site.store.blobs.root.rglob("*")}
    send_files(publisher, (made(), "cislo.pdf"))
    describe(publisher, site, **WORDS)
    work(site)
    page = publisher.see(INTAKE)
    assert words in page
    assert "Traceback" not in page
    assert not issues(site)
    assert {path.name for path in site.store.blobs.root.rglob("*")} == blobs
    with site.store.reading() as session:
        (order,) = session.scalars(select(WorkOrder))
        assert order.state is WorkState.DONE, "the program did not fail, the file did"


def test_no_file_is_asked_for(publisher: Visitor) -> None:
    answer = publisher.send(NEW)
    assert answer.status_code == 422
    assert "Vyberte soubor PDF" in said(answer)


def test_a_scan_is_taken_in_with_a_warning(publisher: Visitor, site: Site) -> None:
    send_files(publisher, (past_pdfs.scan(), "sken.pdf"))
    work(site)
    page = publisher.see(INTAKE)
    assert "jen obrázky stran: v hledání nebude a odečítač ho nevidomým nepřečte" in page
    describe(publisher, site, **WORDS, show="1")
    work(site)
    assert issues(site)[0].mute_pages == 2
    assert "jen obrázky stran" in publisher.see(f"{HERE}1")
    text = site.anonymous.get("/cislo/2-2023/").get_data(as_text=True)
    assert "obrázky stran, bez textu" in text
    assert "Číst jako text" not in text


def test_the_same_file_is_one_entry(publisher: Visitor, site: Site, scanned: bytes) -> None:
    """While it waits, after it was removed, and once it is an issue (row D13 of the faults)."""
    send_files(publisher, (scanned, "cislo.pdf"))
    describe(publisher, site, "ulozit", theme="Rozepsané")
    page = send_files(publisher, (scanned, "totez.pdf"))
    assert "totez.pdf: tento soubor už tu je" in page
    assert 'value="Rozepsané"' in page
    publisher.send(f"{INTAKE}/1/odebrat", seen_on=INTAKE)
    assert 'value="Rozepsané"' in send_files(publisher, (scanned, "potreti.pdf"))
    work(site)
    describe(publisher, site, **WORDS)
    work(site)
    assert "už je číslo 2/2023" in send_files(publisher, (scanned, "znovu.pdf"))
    assert (len(uploads(site)), len(issues(site))) == (1, 1)


def test_the_same_number_is_not_taken_twice(
    publisher: Visitor, site: Site, magazine: bytes, scanned: bytes
) -> None:
    taken_in(publisher, site, scanned)
    assert "už mezi staršími je" in taken_in(publisher, site, magazine)
    assert len(issues(site)) == 1


def test_progress_tells_the_pages_and_leaves_the_fields_alone(
    publisher: Visitor, site: Site, scanned: bytes
) -> None:
    send_files(publisher, (scanned, "mit-domov-2-2023.pdf"))
    with site.store.writing() as session:
        (order,) = session.scalars(select(WorkOrder))
        order.state, order.step, order.done = WorkState.RUNNING, "Čtu stranu 34 z 90", 34 / 90
    part = publisher.see(f"{INTAKE}/prubeh")
    assert "Čtu stranu 34 z 90" in part
    assert "38 %" in part
    assert "Přečteno 0 z&nbsp;1 souboru." in part
    assert "<input" not in part
    assert 'data-guess="number-1"' in part
    assert "every 2s" in part


def test_a_reading_that_failed_is_told_of_to_administrators_who_order_it_again(
    publisher: Visitor, site: Site, scanned: bytes
) -> None:
    send_files(publisher, (scanned, "cislo.pdf"))
    with site.store.writing() as session:
        (order,) = session.scalars(select(WorkOrder))
        order.state, order.problem = WorkState.FAILED, "Čtení se nedokončilo."
    state = "/redakce/stav/"
    administrator = Visitor(site.client_as(Role.ADMINISTRATOR))
    assert "načtení PDF staršího čísla, soubor cislo.pdf" in administrator.see(state)
    administrator.send(f"{state}prace", seen_on=state, prace=str(order.id))
    assert "Čeká na přečtení" in publisher.see(INTAKE)
    work(site)
    assert "přečteno" in publisher.see(INTAKE)
    assert "Čtení se nedokončilo." not in publisher.see(INTAKE) + administrator.see(state)


def test_without_a_worker_the_page_says_so_and_nothing_is_lost(
    publisher: Visitor, site: Site, scanned: bytes
) -> None:
    """There is no broker beside these tests at all."""
    page = send_files(publisher, (scanned, "cislo.pdf"))
    assert "teď neběží. Soubory jsou uložené" in page
    with site.store.writing() as session:
        (order,) = session.scalars(select(WorkOrder))
        order.ordered_at -= timedelta(minutes=1)
    assert "Fronta úloh teď neběží, soubory proto čekají." in publisher.see(INTAKE)
    work(site)
    assert "přečteno" in publisher.see(INTAKE)
    assert "Fronta úloh" not in publisher.see(INTAKE)
