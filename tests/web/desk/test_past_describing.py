"""PDFs that wait to be past issues: what is typed is kept, and taken in once it is right."""

import pytest

from mitdomov.accounts.roles import Role
from mitdomov.editorial.past.upload_model import UploadState
from tests.editorial import past_pdfs
from tests.web.desk.filling import Visitor, said
from tests.web.desk.past_desk import (
    INTAKE,
    WORDS,
    describe,
    issues,
    send_files,
    send_typed,
    taken_in,
    uploads,
    work,
)
from tests.web.served import Site


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
    field: str, value: str, words: str, publisher: Visitor, site: Site, scanned: bytes
) -> None:
    dated = "2030-02-01" if value == "1/2030" else WORDS["dated"]
    page = taken_in(publisher, site, scanned, **{"dated": dated, field: value})
    assert words in page
    assert 'aria-invalid="true"' in page
    if value.strip() and len(value) < 99:
        assert value in page
    assert not issues(site)
    assert uploads(site)[0].typed[field] == value


def test_many_files_are_described_in_one_form(publisher: Visitor, site: Site) -> None:
    """What is right goes on, what is wrong stays with its reason, what is not ticked stays."""
    names = (
        "mit-domov-1-2015.pdf",
        "mit-domov-1-2016.pdf",
        "bez-cisla.pdf",
        "mit-domov-1-2016-b.pdf",
    )
    page = send_files(publisher, *((past_pdfs.scan(n), name) for n, name in enumerate(names, 1)))
    assert "Nahráno: 4 soubory" in page
    fields = {f"theme-{n}": f"Téma {n}" for n in (1, 2, 3, 4)}
    days = {
        f"dated-{n}": day for n, day in ((1, "2015-05-01"), (2, "2016-05-01"), (4, "2016-05-01"))
    }
    answer = send_typed(
        publisher,
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
    assert "Zaškrtněte aspoň jedno" in said(publisher.send(INTAKE, akce="zaradit"))


def test_what_is_typed_is_kept_whatever_button_is_pressed(
    publisher: Visitor, site: Site, scanned: bytes
) -> None:
    send_files(publisher, (scanned, "cislo.pdf"), (past_pdfs.scan(3), "druhe.pdf"))
    answer = send_typed(publisher, f"{INTAKE}/rozepsane", **{"theme-2": "Napůl"})
    assert answer.status_code == 200
    answer = send_typed(publisher, f"{INTAKE}/1/zrusit", **{"number-2": "nevím"})
    page = publisher.follow(answer)
    assert 'value="Napůl"' in page
    assert 'value="nevím"' in page
    assert "čtení zrušené" in page
    work(site)
    assert [each.state for each in uploads(site)] == [UploadState.CANCELLED, UploadState.READ]
    again = publisher.follow(send_typed(publisher, f"{INTAKE}/1/znovu", **{"theme-1": "Ještě"}))
    assert "Čeká na přečtení" in again
    work(site)
    page = publisher.see(INTAKE)
    assert "Všechno je přečtené." in page
    assert 'value="Ještě"' in page
    page = publisher.follow(publisher.send(f"{INTAKE}/2/odebrat", seen_on=INTAKE))
    assert "Odebrané soubory (1)" in page
    page = publisher.follow(send_typed(publisher, f"{INTAKE}/2/vratit", **{"theme-1": "A dál"}))
    assert 'value="Napůl"' in page
    assert 'value="A dál"' in page
    assert "Odebrané soubory" not in page


def test_what_was_confirmed_too_early_is_changed_yet(
    publisher: Visitor, site: Site, scanned: bytes
) -> None:
    send_files(publisher, (scanned, "cislo.pdf"))
    page = publisher.follow(describe(publisher, site, **WORDS))
    assert "zařadí se, jakmile se přečte" in page
    assert 'name="theme-1"' not in page
    assert 'name="theme-1"' in publisher.follow(
        publisher.send(f"{INTAKE}/1/upravit", seen_on=INTAKE)
    )
    work(site)
    assert issues(site) == []
    publisher.follow(describe(publisher, site, **{**WORDS, "theme": "Lepší téma"}))
    work(site)
    assert [each.theme for each in issues(site)] == ["Lepší téma"]


def test_what_was_taken_in_meanwhile_is_not_said_to_be_removed(
    publisher: Visitor, site: Site, scanned: bytes
) -> None:
    taken_in(publisher, site, scanned)
    page = publisher.follow(publisher.send(f"{INTAKE}/1/odebrat", seen_on=INTAKE))
    assert "je odebraný" not in page
    assert "Soubor cislo.pdf se mezitím zařadil" in page


def test_two_people_describe_one_file_and_neither_loses_a_word(
    publisher: Visitor, site: Site, scanned: bytes
) -> None:
    """Other fields are put together; the same field shows both, and the second button decides."""
    other = Visitor(site.client_as(Role.EDITOR))
    send_files(publisher, (scanned, "cislo.pdf"))
    page = other.see(INTAKE)
    send_typed(publisher, akce="ulozit", **{"theme-1": "Jejich téma", "number-1": "2/2023"})
    mine = {"theme-1": "Moje téma", "credit-1": "MPSV"}
    refused = send_typed(other, page=page, akce="ulozit", **mine)
    assert refused.status_code == 409
    shown = said(refused)
    assert 'value="Moje téma"' in shown
    assert "Jejich téma" in shown
    upload = uploads(site)[0]
    assert {**upload.typed} == {"number": "2/2023", "theme": "Jejich téma", "credit": "MPSV"}
    done = send_typed(other, page=shown, akce="ulozit")
    assert done.status_code == 303
    assert uploads(site)[0].typed["theme"] == "Moje téma"


def test_saving_while_typing_never_puts_words_over_those_of_another(
    publisher: Visitor, site: Site, scanned: bytes
) -> None:
    """Not even on the page that shows both; and whoever goes on typing meets nobody."""
    other, saving = Visitor(site.client_as(Role.EDITOR)), f"{INTAKE}/rozepsane"
    send_files(publisher, (scanned, "cislo.pdf"))
    page, theirs = other.see(INTAKE), publisher.see(INTAKE)
    first = send_typed(publisher, saving, page=theirs, **{"theme-1": "Jejich"}).get_json()
    went_on = {**first["versions"], "theme-1": "Jejich téma"}
    assert send_typed(publisher, saving, page=theirs, **went_on).status_code == 200
    met = send_typed(other, saving, page=page, **{"theme-1": "Moje", "credit-1": "MPSV"})
    assert met.status_code == 409
    assert "Jejich téma" in met.get_json()["notes"]["1"]
    assert "version-theme-1" not in met.get_json()["versions"]
    assert "version-credit-1" in met.get_json()["versions"]
    both = said(send_typed(other, page=page, akce="ulozit", **{"theme-1": "Moje"}))
    assert send_typed(other, saving, page=both).status_code == 409
    assert uploads(site)[0].typed == {"theme": "Jejich téma", "credit": "MPSV"}


def test_what_another_confirmed_meanwhile_takes_no_words_away(
    publisher: Visitor, site: Site, scanned: bytes
) -> None:
    other = Visitor(site.client_as(Role.EDITOR))
    send_files(publisher, (scanned, "cislo.pdf"))
    page = other.see(INTAKE)
    describe(publisher, site, **WORDS)
    refused = send_typed(other, page=page, akce="ulozit", **{"theme-1": "Moje téma"})
    assert refused.status_code == 409
    shown = said(refused)
    assert "mezitím někdo dal zařadit" in shown
    assert "Moje téma" in shown
    for path, act in ((INTAKE, "ulozit"), (f"{INTAKE}/1/znovu", "")):
        carried = send_typed(other, path, page=shown, akce=act)
        assert carried.status_code == 409
        shown = said(carried)
        assert "mezitím někdo dal zařadit" in shown
    again = send_typed(other, f"{INTAKE}/1/upravit", page=shown)
    assert 'value="Moje téma"' in other.follow(again)
    describe(publisher, site, **WORDS)
    work(site)
    late = send_typed(other, page=page, akce="ulozit", **{"theme-1": "Moje téma"})
    assert late.status_code == 409
    assert "mezitím někdo zařadil jako" in said(late)
    assert "Moje téma" in said(late)
    assert issues(site)[0].theme == WORDS["theme"]


def test_nothing_is_taken_in_that_the_page_did_not_show(
    publisher: Visitor, site: Site, scanned: bytes
) -> None:
    """Neither what somebody else typed nor what was guessed after the page was opened."""
    other = Visitor(site.client_as(Role.EDITOR))
    send_files(publisher, (scanned, "cislo.pdf"))
    page = other.see(INTAKE)
    send_typed(publisher, akce="ulozit", **{"credit-1": "Jejich práva"})
    mine = {f"{name}-1": value for name, value in WORDS.items()}
    refused = send_typed(other, page=page, akce="zaradit", vybrano="1", **mine)
    assert refused.status_code == 409
    assert "co jste neviděli" in said(refused)
    assert "Jejich práva" in said(refused)
    assert not uploads(site)[0].is_confirmed
    assert "Zařadí se 1 číslo." in other.follow(
        send_typed(other, page=said(refused), akce="zaradit")
    )
