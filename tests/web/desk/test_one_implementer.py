"""One implementer at the desk: by the rules of the table, kept from two editors, taken back."""

import re
from typing import Any, Final

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from mitdomov.accounts.model import AuditEntry
from mitdomov.accounts.roles import Role
from mitdomov.bulletin.implementers.csv_reading import read_table
from tests.web.desk.test_listings_directory import take
from tests.web.listings_of_site import load_table, post, settle
from tests.web.served import Site

DIRECTORY: Final = "/redakce/realizatori/"
NEW: Final = f"{DIRECTORY}zaznam/novy"
FORM: Final[dict[str, Any]] = {
    "nazev": "Klíč k bytu",
    "obec": "Brno",
    "kraj": "CZ064",
    "typ": "spolek",
    "web": "klic.example",
    "email": "byty@klic.example",
    "telefon": "000 000 111",
    "projekt": "Byty hned",
    "popis": "První\nřádek.",
    "lat": "49,20",
    "lon": "16,61",
    "skryto": "",
}

FOUND: Final = "/realizatori/#klic-k-bytu-brno"
"""Where the search leads."""


def add(site: Site, **form: str) -> str:
    answer = post(site, NEW, **(FORM | form))
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.location


def version(site: Site, address: str) -> str:
    found = re.search(r'name="verze" value="(\w+)"', site.page(address))
    assert found
    return found[1]


def save(site: Site, address: str, began: str, **form: str) -> TestResponse:
    return post(site, address, verze=began, **(FORM | form))


def put(site: Site, address: str, what: str) -> TestResponse:
    return post(site, f"{address}/stav", verze=version(site, address), ukon=what)


def text(answer: TestResponse) -> str:
    return answer.get_data(as_text=True).replace("\xa0", " ")


def last_change(site: Site) -> str:
    """Where the newest of the last changes is taken back."""
    found = re.search(r'action="(/redakce/realizatori/zmeny/\d+/vratit)"', site.page(DIRECTORY))
    assert found
    return found[1]


def acts(site: Site) -> list[tuple[str, str]]:
    with site.store.reading() as session:
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(row.verb, row.sentence) for row in rows if row.verb.startswith("implementer-")]


def test_the_first_one_needs_no_table_and_readers_see_it_at_once(site: Site) -> None:
    address = add(site)
    assert "Klíč k bytu" in site.page("/realizatori/")
    assert "https://klic.example" in site.page("/realizatori/")
    assert "První řádek." in site.page("/realizatori/")
    assert FOUND in site.page("/hledani/?q=klíč+bytu")
    assert 'value="49,2"' in site.page(address)
    assert acts(site) == [("implementer-added", "Přidán realizátor Klíč k bytu, Brno.")]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("nazev", " ", "Chybí název"),
        ("kraj", "", "neznáme"),
        ("web", "javascript:alert(1)", "není adresa webu"),
        ("email", "nikdo", "není e-mailová adresa"),
        ("lat", "", "doplňte obě"),
        ("lat", "16,6", "neleží v Česku"),
        ("popis", "x" * 2_001, "přes 2000 znaků"),
    ],
)
def test_a_field_is_judged_as_in_the_table_and_what_was_typed_stays(
    site: Site, field: str, value: str, sentence: str
) -> None:
    answer = post(site, NEW, **(FORM | {field: value}))
    assert answer.status_code == 422
    page = text(answer)
    assert f'id="{field}-chyba"' in page
    assert sentence in page
    assert 'value="000 000 111"' in page
    assert "Klíč k bytu" not in site.page("/realizatori/")


def test_every_wrong_field_is_told_at_once(site: Site) -> None:
    page = text(post(site, NEW, nazev="", kraj="", web="?", email="?"))
    for field in ("nazev", "kraj", "web", "email"):
        assert f'id="{field}-chyba"' in page


def test_the_same_name_in_the_same_town_is_refused_with_the_way_to_it(site: Site) -> None:
    address = add(site)
    answer = post(site, NEW, **(FORM | {"nazev": "KLÍČ K BYTU"}))
    assert answer.status_code == 422
    assert f'href="{address}"' in text(answer)


def test_what_is_hidden_is_kept_at_the_desk_only_and_shown_again(site: Site) -> None:
    load_table(site)
    address = add(site)
    assert put(site, address, "skryt").status_code == 303
    assert "Klíč k bytu" not in site.page("/realizatori/")
    assert FOUND not in site.page("/hledani/?q=klíč+bytu")
    assert "Klíč k bytu" in site.page(f"{DIRECTORY}?stav=skryti")
    assert "Žofie" not in site.page(f"{DIRECTORY}?stav=skryti").partition("Poslední úpravy")[0]
    assert save(site, address, version(site, address), skryto="ano", typ="obec").status_code == 303
    assert "Klíč k bytu" not in site.page("/realizatori/")
    assert put(site, address, "ukazat").status_code == 303
    assert "Klíč k bytu" in site.page("/realizatori/")


def test_each_change_is_taken_back_and_the_undoing_too(site: Site) -> None:
    address = add(site)
    save(site, address, version(site, address), nazev="Klíče k bytům")
    assert "Klíče k bytům" in site.page("/realizatori/")
    assert post(site, last_change(site)).status_code == 303
    assert "Klíč k bytu" in site.page("/realizatori/")
    assert put(site, address, "odebrat").status_code == 303
    assert site.client.get(address).status_code == 404
    assert "Klíč k bytu" not in site.page("/realizatori/")
    removal = last_change(site)
    assert post(site, removal).status_code == 303
    assert "Klíč k bytu" in site.page("/realizatori/")
    assert post(site, removal).status_code == 409
    assert post(site, last_change(site)).status_code == 303
    assert "Klíč k bytu" not in site.page("/realizatori/")


def test_two_editors_see_both_versions_and_nothing_is_lost(site: Site) -> None:
    address = add(site)
    began = version(site, address)
    assert save(site, address, began, telefon="000 000 222").status_code == 303
    answer = save(site, address, began, telefon="000 000 333", typ="obec")
    assert answer.status_code == 409
    page = text(answer)
    assert "000 000 222" in page
    assert 'value="000 000 333"' in page
    assert "000 000 222" in site.page("/realizatori/")
    found = re.findall(r'name="verze" value="(\w+)"', page)
    assert save(site, address, found[-1], telefon="000 000 333").status_code == 303
    assert "000 000 333" in site.page("/realizatori/")
    assert post(site, f"{address}/stav", verze=began, ukon="odebrat").status_code == 409
    assert "000 000 333" in site.page("/realizatori/")


def test_one_who_was_removed_meanwhile_can_be_added_again(site: Site) -> None:
    address = add(site)
    began = version(site, address)
    put(site, address, "odebrat")
    answer = save(site, address, began, typ="obec")
    assert answer.status_code == 409
    assert "mezitím odebral" in text(answer)
    assert post(site, address, **FORM).status_code == 303
    assert "Klíč k bytu" in site.page("/realizatori/")


def test_two_editors_of_two_entries_are_in_nobodys_way(site: Site) -> None:
    first, second = add(site), add(site, nazev="Jiný")
    began = version(site, second)
    save(site, first, version(site, first), typ="obec")
    assert save(site, second, began, nazev="Jiný", typ="nadace").status_code == 303


def test_a_table_that_was_seen_before_a_change_is_not_shown(site: Site) -> None:
    load_table(site)
    address = take(site, "název;obec;kraj\nNový;Brno;Praha\n")
    seen = re.search(r'name="videno" value="([^"]+)"', site.page(address))
    assert seen
    add(site)
    answer = post(site, address, ukon="replace", videno=seen[1])
    assert answer.status_code == 409
    assert "Klíč k bytu" in site.page("/realizatori/")


def test_what_is_downloaded_is_the_same_when_it_is_loaded_again(site: Site) -> None:
    """Hidden ones, formulas, points and all: the preview says that nothing changes."""
    load_table(site)
    add(site, nazev="=SUM(A1)", projekt="'@x", popis='a;"b"', lat="50,03", lon="14,03")
    put(site, add(site, nazev="Skrytý"), "skryt")
    data = site.client.get(f"{DIRECTORY}tabulka.csv").data
    table = read_table(data)
    assert [each.name for each in table.rows if each.is_hidden] == ["Skrytý"]
    assert ";50,03;14,03;" in data.decode("utf-8-sig")
    address = take(site, data)
    page = site.page(address)
    assert page.count("beze změny 5") == 2
    assert page.count("nikdo se nezmění") == page.count("nikdo nezmizí") == 2
    assert settle(site, address, "replace").status_code == 303
    assert site.client.get(f"{DIRECTORY}tabulka.csv").data == data


def test_a_table_without_the_column_hides_and_unhides_nobody(site: Site) -> None:
    address = add(site)
    put(site, address, "skryt")
    load_table(site, "název;obec;kraj;typ\nKlíč k bytu;Brno;Jihomoravský kraj;obec\n")
    assert "Klíč k bytu" not in site.page("/realizatori/")
    assert "skrytý" in site.page(address)
    load_table(site, "název;obec;kraj;skryto\nKlíč k bytu;Brno;Jihomoravský kraj;ne\n")
    assert "Klíč k bytu" in site.page("/realizatori/")


def test_a_preview_of_the_point_saves_nothing_and_doubts_a_wrong_region(site: Site) -> None:
    answer = post(site, NEW, **(FORM | {"kraj": "CZ020", "ukon": "mapa"}))
    assert answer.status_code == 200
    page = text(answer)
    assert "v kraji Jihomoravský kraj, ne v tom vybraném" in page
    assert 'aria-label="Mapa krajů; bod leží v kraji Jihomoravský kraj"' in page
    assert "Zatím nic" in site.page(DIRECTORY)


def test_the_point_of_a_town_comes_from_another_entry_of_it(site: Site) -> None:
    load_table(site)
    wanted: dict[str, Any] = {"obec": "BRNO", "kraj": "", "lat": "", "lon": "", "ukon": "obec"}
    page = text(post(site, NEW, **(FORM | wanted)))
    assert 'value="49,19"' in page
    assert 'value="CZ064" selected' in page
    assert "převzatý od: Žofie Šťastná" in page
    page = text(post(site, NEW, **(FORM | wanted | {"obec": "Zlín"})))
    assert "zatím nikdo s bodem není" in page


def test_authors_change_nothing_and_unknown_words_do_nothing(site: Site) -> None:
    address = add(site)
    author: Any = site.client_as(Role.AUTHOR)
    assert post(site, address, author, **FORM).status_code == 403
    assert post(site, f"{address}/stav", ukon="znicit").status_code == 400
    assert site.client.get(f"{DIRECTORY}zaznam/neni").status_code == 404
