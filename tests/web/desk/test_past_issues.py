"""Past issues at the desk: taken in, refused, edited, replaced, shown, hidden, deleted."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from sqlalchemy import select

from mitdomov.accounts.model import AuditEntry
from mitdomov.accounts.roles import Role
from mitdomov.editorial.past.model import PastIssue, PastPage, PastState
from tests.editorial import past_pdfs
from tests.web.desk.filling import Visitor, said
from tests.web.served import Site

HERE = "/redakce/starsi-cisla/"
NEW = f"{HERE}nacist"
WORDS = {"number": "2/2023", "dated": "2023-10-01", "theme": "Prevence ztráty bydlení"}


@pytest.fixture(scope="module")
def magazine() -> bytes:
    return past_pdfs.magazine()


@pytest.fixture
def desk(site: Site) -> Visitor:
    return Visitor(site.client_as(Role.PUBLISHER))


def upload(desk: Visitor, data: bytes, name: str = "cislo.pdf", **words: str) -> str:
    """What the page after the upload says."""
    answer = desk.send(NEW, file=(BytesIO(data), name), **{**WORDS, **words})
    return desk.follow(answer) if answer.status_code == 303 else said(answer)


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
    page = upload(desk, magazine, show="1")
    assert "Číslo 2/2023 je načtené" in page
    assert "4 strany" in page
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
    upload(editor, magazine, show="1")
    assert issues(site)[0].state is PastState.HIDDEN
    assert site.anonymous.get("/cislo/2-2023/").status_code == 404
    assert editor.send(f"{HERE}1/ukazat", seen_on=f"{HERE}1").status_code == 403
    assert "je v archivu" in desk.follow(desk.send(f"{HERE}1/ukazat", seen_on=f"{HERE}1"))
    assert site.anonymous.get("/cislo/2-2023/").status_code == 200
    answer = editor.client.get(f"{HERE}1/pdf")
    assert answer.data == magazine
    assert answer.cache_control.private


def test_a_number_may_come_from_the_name_of_the_file(
    desk: Visitor, site: Site, magazine: bytes
) -> None:
    upload(desk, magazine, "Mit_domov-2-2023 web.pdf", number="")
    assert issues(site)[0].number == "2/2023"


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
    field: str, value: str, words: str, desk: Visitor, site: Site, magazine: bytes
) -> None:
    page = upload(
        desk, magazine, **({"dated": "2030-02-01"} if value == "1/2030" else {}), **{field: value}
    )
    assert words in page
    assert 'aria-invalid="true"' in page
    if value.strip():
        assert value in page
    assert not issues(site)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda: b"", "prázdn"),
        (lambda: b"<html>PDF?</html>", "Není to PDF"),
        (lambda: past_pdfs.magazine()[:5000], "poškozené"),
        (past_pdfs.locked, "chráněné heslem"),
        (past_pdfs.with_script, "skript"),
        (past_pdfs.with_program, "skript nebo příkaz"),
        (lambda: past_pdfs.long(1001), "přes 1000 stran"),
    ],
)
def test_a_file_that_is_refused_leaves_nothing(
    made: Callable[[], bytes], words: str, desk: Visitor, site: Site
) -> None:
    blobs = {path.name for path in site.store.blobs.root.rglob("*")}
    answer = desk.send(NEW, file=(BytesIO(made()), "cislo.pdf"), **WORDS)
    assert answer.status_code == 422
    page = said(answer)
    assert words in page
    assert "Traceback" not in page
    assert 'value="Prevence ztráty bydlení"' in page
    assert not issues(site)
    assert {path.name for path in site.store.blobs.root.rglob("*")} == blobs


def test_no_file_is_asked_for(desk: Visitor) -> None:
    answer = desk.send(NEW, **WORDS)
    assert answer.status_code == 422
    assert "Vyberte soubor PDF" in said(answer)


def test_a_scan_is_taken_in_with_a_warning(desk: Visitor, site: Site) -> None:
    page = upload(desk, past_pdfs.scan(), show="1")
    assert "PDF nemá textovou vrstvu; v hledání nebude." in page
    assert issues(site)[0].mute_pages == 2
    text = site.anonymous.get("/cislo/2-2023/").get_data(as_text=True)
    assert "obrázky stran, bez textu" in text
    assert "Číst jako text" not in text


def test_the_same_number_is_not_taken_twice(desk: Visitor, site: Site, magazine: bytes) -> None:
    upload(desk, magazine)
    assert "už mezi staršími je" in upload(desk, magazine)
    assert len(issues(site)) == 1


def test_words_are_edited_and_the_address_of_a_seen_issue_stays(
    desk: Visitor, site: Site, magazine: bytes
) -> None:
    upload(desk, magazine, show="1")
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


def test_a_number_that_nobody_saw_may_be_mended(desk: Visitor, site: Site, magazine: bytes) -> None:
    upload(desk, magazine)
    desk.follow(desk.send(f"{HERE}1", **{**WORDS, "number": "1/2023", "version": "1"}))
    assert issues(site)[0].number == "1/2023"


def test_the_pdf_is_replaced_under_its_address(desk: Visitor, site: Site, magazine: bytes) -> None:
    upload(desk, magazine, show="1")
    other = past_pdfs.magazine(past_pdfs.ARTICLES[:2])
    place = f"{HERE}1/pdf"
    bare = desk.send(place, seen_on=f"{HERE}1", file=(BytesIO(other), "a.pdf"), note=" ")
    assert bare.status_code == 422
    assert "čtenáři to uvidí" in said(bare)
    same = desk.send(place, seen_on=f"{HERE}1", file=(BytesIO(magazine), "a.pdf"), note="Proč")
    assert "přesně stejný soubor" in desk.follow(same)
    done = desk.send(
        place, seen_on=f"{HERE}1", file=(BytesIO(other), "a.pdf"), note="Opraven graf."
    )
    page = desk.follow(done)
    assert "adresy zůstaly" in page
    assert re.search(r"\d+\. \d+\. \d{4}: Opraven graf\.", page)
    assert site.anonymous.get("/cislo/2-2023/mit-domov-2-2023.pdf").data == other
    page = site.anonymous.get("/cislo/2-2023/").get_data(as_text=True)
    assert "Opraven graf." in page
    with site.store.reading() as session:
        assert len([*session.scalars(select(PastPage))]) == 2
    editor = Visitor(site.client_as(Role.EDITOR))
    refused = editor.send(place, seen_on=NEW, file=(BytesIO(magazine), "a.pdf"), note="Proč")
    assert refused.status_code == 403


def test_hiding_is_undone_and_what_was_seen_stays(
    desk: Visitor, site: Site, magazine: bytes
) -> None:
    upload(desk, magazine, show="1")
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


def test_what_no_reader_has_seen_is_deleted(desk: Visitor, site: Site, magazine: bytes) -> None:
    upload(desk, magazine)
    assert site.anonymous.get("/cislo/2-2023/").status_code == 404
    assert "je smazané" in desk.follow(desk.send(f"{HERE}1/smazat"))
    assert not issues(site)
    with site.store.reading() as session:
        assert not [*session.scalars(select(PastPage))]
