"""Past issues at the desk: taken in, refused, edited, replaced, shown, hidden, deleted.

The worker's part is done by its own function, when a test says so.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from mitdomov.accounts.model import AuditEntry
from mitdomov.accounts.roles import Role
from mitdomov.editorial.past.model import PastIssue, PastPage, PastState
from mitdomov.editorial.past.upload_model import PastUpload, UploadState
from mitdomov.editorial.work.model import WorkOrder, WorkState
from mitdomov.jobs.handlers import HANDLERS
from mitdomov.jobs.long_work import Shop, do_work, waiting_work
from tests.editorial import past_pdfs
from tests.web.desk.filling import Visitor, said
from tests.web.served import Site

HERE = "/redakce/starsi-cisla/"
NEW = f"{HERE}nacist"
INTAKE = f"{HERE}prijem"
WORDS = {"number": "2/2023", "dated": "2023-10-01", "theme": "Prevence ztráty bydlení"}


@pytest.fixture(scope="module")
def magazine() -> bytes:
    return past_pdfs.magazine()


@pytest.fixture(scope="module")
def scanned() -> bytes:
    """Quick to make and to read."""
    return past_pdfs.scan()


@pytest.fixture
def desk(site: Site) -> Visitor:
    return Visitor(site.client_as(Role.PUBLISHER))


def work(site: Site) -> None:
    """What the worker does when it is rung for."""
    for order_id in waiting_work(site.store):
        do_work(Shop(site.store, site.scene.settings), order_id, "here/1/0", HANDLERS)


def send_files(desk: Visitor, *files: tuple[bytes, str]) -> str:
    """What the page after the upload says."""
    answer = desk.send(NEW, file=[(BytesIO(data), name) for data, name in files])
    return desk.follow(answer) if answer.status_code == 303 else said(answer)


def uploads(site: Site) -> list[PastUpload]:
    with site.store.reading() as session:
        return [*session.scalars(select(PastUpload).order_by(PastUpload.id))]


def describe(desk: Visitor, site: Site, act: str = "zaradit", **words: str) -> TestResponse:
    """Sends the form about the last file; `show` is a tick of the whole form."""
    last = uploads(site)[-1].id
    fields = {f"{name}-{last}": value for name, value in words.items() if name != "show"}
    shown = {"show": words["show"]} if "show" in words else {}
    return desk.send(INTAKE, akce=act, vybrano=str(last), **fields, **shown)


def taken_in(desk: Visitor, site: Site, data: bytes, name: str = "cislo.pdf", **words: str) -> str:
    """Uploaded, read by the worker and taken in; what the page of the intake says then."""
    send_files(desk, (data, name))
    work(site)
    answer = describe(desk, site, **{**WORDS, **words})
    page = desk.follow(answer) if answer.status_code == 303 else said(answer)
    work(site)
    return desk.see(INTAKE) if answer.status_code == 303 else page


def issues(site: Site) -> list[PastIssue]:
    with site.store.reading() as session:
        return [*session.scalars(select(PastIssue).order_by(PastIssue.id))]


def test_an_empty_list_teaches(desk: Visitor) -> None:
    page = desk.see(HERE)
    assert "Zatím tu žádné není" in page
    assert NEW in page


def test_a_magazine_is_taken_in_and_readers_see_it(
    desk: Visitor, site: Site, magazine: bytes
) -> None:
    page = send_files(desk, (magazine, "mit-domov-2-2023.pdf"))
    assert "Nahráno: 1 soubor. Teď se čtou." in page
    assert "Čeká na přečtení" in page
    assert 'value="2/2023"' in page
    work(site)
    page = desk.see(INTAKE)
    assert "4 strany, obsah má 4 záložky" in page
    assert "Zařadí se 1 číslo." in desk.follow(describe(desk, site, **WORDS, show="1"))
    assert issues(site) == []
    work(site)
    assert "Zařazená za poslední den" in desk.see(INTAKE)
    issue = issues(site)[0]
    assert issue.state is PastState.PUBLISHED
    assert site.anonymous.get("/cislo/2-2023/").status_code == 200
    assert "v archivu" in desk.see(HERE)
    with site.store.reading() as session:
        verbs = [*session.scalars(select(AuditEntry.verb))]
    assert "past-issue-imported" in verbs


def test_an_editor_takes_in_and_the_publisher_shows(
    desk: Visitor, site: Site, magazine: bytes
) -> None:
    editor = Visitor(site.client_as(Role.EDITOR))
    taken_in(editor, site, magazine, show="1")
    assert issues(site)[0].state is PastState.HIDDEN
    assert site.anonymous.get("/cislo/2-2023/").status_code == 404
    assert editor.send(f"{HERE}1/ukazat", seen_on=f"{HERE}1").status_code == 403
    assert "je v archivu" in desk.follow(desk.send(f"{HERE}1/ukazat", seen_on=f"{HERE}1"))
    assert site.anonymous.get("/cislo/2-2023/").status_code == 200
    answer = editor.client.get(f"{HERE}1/pdf")
    assert answer.data == magazine
    assert answer.cache_control.private


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("number", "dva", "číslo a rok s lomítkem"),
        ("number", "1/2030", "vzniklo v redakci"),
        ("number", "2/2022", "z jiného roku"),
        ("theme", " ", "téma"),
        ("theme", "x" * 201, "zkraťte"),
        ("dated", "zítra", "den vydání"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_stays_typed(
    field: str, value: str, words: str, desk: Visitor, site: Site, scanned: bytes
) -> None:
    dated = "2030-02-01" if value == "1/2030" else WORDS["dated"]
    page = taken_in(desk, site, scanned, **{"dated": dated, field: value})
    assert words in page
    assert 'aria-invalid="true"' in page
    if value.strip() and len(value) < 99:
        assert value in page
    assert not issues(site)
    assert uploads(site)[0].typed[field] == value


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda: b"", "prázdn"),
        (lambda: b"<html>PDF?</html>", "Není to PDF"),
    ],
)
def test_what_is_no_pdf_is_refused_at_once(
    made: Callable[[], bytes], words: str, desk: Visitor, site: Site
) -> None:
    answer = desk.send(NEW, file=(BytesIO(made()), "cislo.pdf"))
    assert answer.status_code == 422
    assert words in said(answer)
    assert not uploads(site)
    script = desk.client.post(
        NEW,
        data={"file": (BytesIO(made()), "c.pdf"), "csrf_token": site.csrf_token(desk.client)},
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
    made: Callable[[], bytes], words: str, desk: Visitor, site: Site
) -> None:
    blobs = {path.name for path in site.store.blobs.root.rglob("*")}
    send_files(desk, (made(), "cislo.pdf"))
    describe(desk, site, **WORDS)
    work(site)
    page = desk.see(INTAKE)
    assert words in page
    assert "Traceback" not in page
    assert not issues(site)
    assert {path.name for path in site.store.blobs.root.rglob("*")} == blobs
    with site.store.reading() as session:
        (order,) = session.scalars(select(WorkOrder))
        assert order.state is WorkState.DONE, "the program did not fail, the file did"


def test_no_file_is_asked_for(desk: Visitor) -> None:
    answer = desk.send(NEW)
    assert answer.status_code == 422
    assert "Vyberte soubor PDF" in said(answer)


def test_a_scan_is_taken_in_with_a_warning(desk: Visitor, site: Site) -> None:
    send_files(desk, (past_pdfs.scan(), "sken.pdf"))
    work(site)
    page = desk.see(INTAKE)
    assert "jen obrázky stran: v hledání nebude a odečítač ho nevidomým nepřečte" in page
    describe(desk, site, **WORDS, show="1")
    work(site)
    assert issues(site)[0].mute_pages == 2
    assert "jen obrázky stran" in desk.see(f"{HERE}1")
    text = site.anonymous.get("/cislo/2-2023/").get_data(as_text=True)
    assert "obrázky stran, bez textu" in text
    assert "Číst jako text" not in text


def test_the_same_file_is_one_entry(desk: Visitor, site: Site, scanned: bytes) -> None:
    """While it waits, after it was removed, and once it is an issue (row D13 of the faults)."""
    send_files(desk, (scanned, "cislo.pdf"))
    describe(desk, site, "ulozit", theme="Rozepsané")
    page = send_files(desk, (scanned, "totez.pdf"))
    assert "totez.pdf: tento soubor už tu je" in page
    assert 'value="Rozepsané"' in page
    desk.send(f"{INTAKE}/1/odebrat", seen_on=INTAKE)
    assert 'value="Rozepsané"' in send_files(desk, (scanned, "potreti.pdf"))
    work(site)
    describe(desk, site, **WORDS)
    work(site)
    assert "už je číslo 2/2023" in send_files(desk, (scanned, "znovu.pdf"))
    assert (len(uploads(site)), len(issues(site))) == (1, 1)


def test_the_same_number_is_not_taken_twice(
    desk: Visitor, site: Site, magazine: bytes, scanned: bytes
) -> None:
    taken_in(desk, site, scanned)
    assert "už mezi staršími je" in taken_in(desk, site, magazine)
    assert len(issues(site)) == 1


def test_many_files_are_described_in_one_form(desk: Visitor, site: Site) -> None:
    """What is right goes on, what is wrong stays with its reason, what is not ticked stays."""
    names = (
        "mit-domov-1-2015.pdf",
        "mit-domov-1-2016.pdf",
        "bez-cisla.pdf",
        "mit-domov-1-2016-b.pdf",
    )
    page = send_files(desk, *((past_pdfs.scan(n), name) for n, name in enumerate(names, 1)))
    assert "Nahráno: 4 soubory" in page
    fields = {f"theme-{n}": f"Téma {n}" for n in (1, 2, 3, 4)}
    days = {
        f"dated-{n}": day for n, day in ((1, "2015-05-01"), (2, "2016-05-01"), (4, "2016-05-01"))
    }
    answer = desk.send(
        INTAKE,
        akce="zaradit",
        vybrano=["1", "2", "3", "4"],
        **fields,
        **days,
        **{"dated-3": "kdysi"},
    )
    assert answer.status_code == 422
    page = said(answer)
    assert "Zařadí se 2 čísla." in page
    assert "bez-cisla.pdf: Napište číslo a rok" in page
    assert "Stejné číslo má i soubor mit-domov-1-2016.pdf" in page
    assert 'value="Téma 3"' in page
    assert 'value="kdysi"' in page
    work(site)
    assert [each.number for each in issues(site)] == ["1/2015", "1/2016"]
    assert [each.state for each in uploads(site)] == [
        UploadState.TAKEN,
        UploadState.TAKEN,
        UploadState.READ,
        UploadState.READ,
    ]
    assert "Zaškrtněte aspoň jedno" in said(desk.send(INTAKE, akce="zaradit"))


def test_what_is_typed_is_kept_whatever_button_is_pressed(
    desk: Visitor, site: Site, scanned: bytes
) -> None:
    send_files(desk, (scanned, "cislo.pdf"), (past_pdfs.scan(3), "druhe.pdf"))
    assert (
        desk.send(f"{INTAKE}/rozepsane", seen_on=INTAKE, **{"theme-2": "Napůl"}).status_code == 204
    )
    page = desk.follow(desk.send(f"{INTAKE}/1/zrusit", seen_on=INTAKE, **{"number-2": "nevím"}))
    assert 'value="Napůl"' in page
    assert 'value="nevím"' in page
    assert "čtení zrušené" in page
    work(site)
    assert [each.state for each in uploads(site)] == [UploadState.CANCELLED, UploadState.READ]
    again = desk.follow(desk.send(f"{INTAKE}/1/znovu", seen_on=INTAKE, **{"theme-1": "Ještě"}))
    assert "Čeká na přečtení" in again
    work(site)
    page = desk.see(INTAKE)
    assert "Všechno je přečtené." in page
    assert 'value="Ještě"' in page
    page = desk.follow(desk.send(f"{INTAKE}/2/odebrat", seen_on=INTAKE))
    assert "Odebrané soubory (1)" in page
    page = desk.follow(desk.send(f"{INTAKE}/2/vratit", seen_on=INTAKE))
    assert 'value="Napůl"' in page
    assert "Odebrané soubory" not in page


def test_what_was_confirmed_too_early_is_changed_yet(
    desk: Visitor, site: Site, scanned: bytes
) -> None:
    send_files(desk, (scanned, "cislo.pdf"))
    page = desk.follow(describe(desk, site, **WORDS))
    assert "zařadí se, jakmile se přečte" in page
    assert 'name="theme-1"' not in page
    assert 'name="theme-1"' in desk.follow(desk.send(f"{INTAKE}/1/upravit", seen_on=INTAKE))
    work(site)
    assert issues(site) == []
    desk.follow(describe(desk, site, **{**WORDS, "theme": "Lepší téma"}))
    work(site)
    assert [each.theme for each in issues(site)] == ["Lepší téma"]


def test_progress_tells_the_pages_and_leaves_the_fields_alone(
    desk: Visitor, site: Site, scanned: bytes
) -> None:
    send_files(desk, (scanned, "mit-domov-2-2023.pdf"))
    with site.store.writing() as session:
        (order,) = session.scalars(select(WorkOrder))
        order.state, order.step, order.done = WorkState.RUNNING, "Čtu stranu 34 z 90", 34 / 90
    part = desk.see(f"{INTAKE}/prubeh")
    assert "Čtu stranu 34 z 90" in part
    assert "38 %" in part
    assert "Přečteno 0 z&nbsp;1 souboru." in part
    assert "<input" not in part
    assert 'data-guess="number-1"' in part
    assert "every 2s" in part


def test_a_reading_that_failed_is_told_of_to_administrators_who_order_it_again(
    desk: Visitor, site: Site, scanned: bytes
) -> None:
    send_files(desk, (scanned, "cislo.pdf"))
    with site.store.writing() as session:
        (order,) = session.scalars(select(WorkOrder))
        order.state, order.problem = WorkState.FAILED, "Čtení se nedokončilo."
    state = "/redakce/stav/"
    administrator = Visitor(site.client_as(Role.ADMINISTRATOR))
    assert "načtení PDF staršího čísla, soubor cislo.pdf" in administrator.see(state)
    administrator.send(f"{state}prace", seen_on=state, prace=str(order.id))
    assert "Čeká na přečtení" in desk.see(INTAKE)
    work(site)
    assert "přečteno" in desk.see(INTAKE)
    assert "Čtení se nedokončilo." not in desk.see(INTAKE) + administrator.see(state)


def test_without_a_worker_the_page_says_so_and_nothing_is_lost(
    desk: Visitor, site: Site, scanned: bytes
) -> None:
    """There is no broker beside these tests at all."""
    page = send_files(desk, (scanned, "cislo.pdf"))
    assert "teď neběží. Soubory jsou uložené" in page
    with site.store.writing() as session:
        (order,) = session.scalars(select(WorkOrder))
        order.ordered_at -= timedelta(minutes=1)
    assert "Fronta úloh teď neběží, soubory proto čekají." in desk.see(INTAKE)
    work(site)
    assert "přečteno" in desk.see(INTAKE)
    assert "Fronta úloh" not in desk.see(INTAKE)


def test_words_are_edited_and_the_address_of_a_seen_issue_stays(
    desk: Visitor, site: Site, scanned: bytes
) -> None:
    taken_in(desk, site, scanned, show="1")
    issue = issues(site)[0]
    words = {**WORDS, "theme": "Jiné téma", "description": "O čem to je.", "version": "1"}
    assert "Údaje jsou uložené" in desk.follow(desk.send(f"{HERE}1", **words))
    assert "Jiné téma" in site.anonymous.get("/cislo/2-2023/").get_data(as_text=True)
    moved = desk.send(f"{HERE}1", **{**words, "number": "1/2023", "version": "2"})
    assert moved.status_code == 422
    assert "adresa se nesmí změnit" in said(moved)
    late = desk.send(f"{HERE}1", **{**words, "theme": "Pozdě", "version": str(issue.version)})
    assert late.status_code == 409
    assert "mezitím upravil někdo jiný" in said(late)
    assert "Pozdě" in said(late)
    assert issues(site)[0].theme == "Jiné téma"


def test_what_was_taken_in_meanwhile_is_not_said_to_be_removed(
    desk: Visitor, site: Site, scanned: bytes
) -> None:
    taken_in(desk, site, scanned)
    page = desk.follow(desk.send(f"{INTAKE}/1/odebrat", seen_on=INTAKE))
    assert "je odebraný" not in page
    assert "Soubor cislo.pdf se mezitím zařadil" in page


def test_a_number_that_nobody_saw_may_be_mended(desk: Visitor, site: Site, scanned: bytes) -> None:
    taken_in(desk, site, scanned)
    desk.follow(desk.send(f"{HERE}1", **{**WORDS, "number": "1/2023", "version": "1"}))
    assert issues(site)[0].number == "1/2023"


def test_the_pdf_is_replaced_under_its_address(desk: Visitor, site: Site, scanned: bytes) -> None:
    taken_in(desk, site, scanned, show="1")
    other = past_pdfs.scan(3)
    place = f"{HERE}1/pdf"
    bare = desk.send(place, seen_on=f"{HERE}1", file=(BytesIO(other), "a.pdf"), note=" ")
    assert bare.status_code == 422
    assert "čtenáři to uvidí" in said(bare)
    same = desk.send(place, seen_on=f"{HERE}1", file=(BytesIO(scanned), "a.pdf"), note="Proč")
    assert "přesně stejný soubor" in desk.follow(same)
    done = desk.send(
        place, seen_on=f"{HERE}1", file=(BytesIO(other), "a.pdf"), note="Opraven graf."
    )
    page = desk.follow(done)
    assert "do té doby platí dosavadní PDF" in page
    assert site.anonymous.get("/cislo/2-2023/mit-domov-2-2023.pdf").data == scanned
    work(site)
    assert "adresy zůstaly" in desk.see(f"{HERE}1/vymena")
    late = desk.follow(desk.send(f"{HERE}1/vymena/zrusit", seen_on=f"{HERE}1"))
    assert "zůstalo, jaké bylo" not in late
    assert "Zrušit už nešlo" in late
    page = desk.see(f"{HERE}1")
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
    desk: Visitor, site: Site, scanned: bytes
) -> None:
    taken_in(desk, site, scanned, show="1")
    place = f"{HERE}1/pdf"
    broken = (BytesIO(past_pdfs.with_script()), "a.pdf")
    page = desk.follow(desk.send(place, seen_on=f"{HERE}1", file=broken, note="Proč"))
    assert "Čeká na přečtení" in page
    work(site)
    page = desk.see(f"{HERE}1")
    assert "skript" in page
    assert "PDF zůstalo, jaké bylo" in page
    assert site.anonymous.get("/cislo/2-2023/mit-domov-2-2023.pdf").data == scanned
    page = desk.follow(desk.send(f"{HERE}1/vymena/zrusit", seen_on=f"{HERE}1"))
    assert "PDF zůstalo, jaké bylo" in page


def test_hiding_is_undone_and_what_was_seen_stays(
    desk: Visitor, site: Site, scanned: bytes
) -> None:
    taken_in(desk, site, scanned, show="1")
    desk.follow(desk.send(f"{HERE}1/skryt", seen_on=f"{HERE}1"))
    for path in ("", "text/", "mit-domov-2-2023.pdf", "obalka.jpg"):
        assert site.anonymous.get(f"/cislo/2-2023/{path}").status_code == 410
    gone = site.anonymous.get("/cislo/2-2023/").get_data(as_text=True)
    assert "Číslo 2/2023 tu teď není" in gone
    desk.follow(desk.send(f"{HERE}1/ukazat", seen_on=f"{HERE}1"))
    assert site.anonymous.get("/cislo/2-2023/").status_code == 200
    desk.follow(desk.send(f"{HERE}1/skryt", seen_on=f"{HERE}1"))
    assert f"{HERE}1/smazat" not in desk.see(f"{HERE}1")
    refused = desk.send(f"{HERE}1/smazat")
    assert refused.status_code == 409
    assert "už čtenáři viděli" in said(refused)


def test_what_no_reader_has_seen_is_deleted(desk: Visitor, site: Site, scanned: bytes) -> None:
    taken_in(desk, site, scanned)
    assert site.anonymous.get("/cislo/2-2023/").status_code == 404
    assert "je smazané" in desk.follow(desk.send(f"{HERE}1/smazat"))
    assert not issues(site)
    with site.store.reading() as session:
        assert not [*session.scalars(select(PastPage))]
