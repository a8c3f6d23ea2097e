"""The desk's directory of implementers: seen before it is shown, and taken back."""

from io import BytesIO

import pytest
from sqlalchemy import select

from mitdomov.accounts.roles import Role
from mitdomov.bulletin.implementers.csv_reading import read_table
from mitdomov.bulletin.implementers.model import ImplementerTable, TableState
from tests.web.listings_of_site import TABLE, load_table, post, settle
from tests.web.served import Site


def take(site: Site, table: str | bytes) -> str:
    data = table.encode() if isinstance(table, str) else table
    answer = post(site, "/redakce/realizatori/", soubor=(BytesIO(data), "tabulka.csv"))
    assert answer.status_code == 303
    return answer.location


def test_a_table_is_seen_with_its_letters_before_readers_see_it(site: Site) -> None:
    assert "na webu je prázdný seznam" in site.page("/redakce/realizatori/")
    address = take(site, TABLE.encode("windows-1250"))
    page = site.page(address)
    assert "Windows-1250" in page
    assert "Žofie Šťastná" in page
    assert "3 přibudou" in page
    assert "Žofie" not in site.page("/realizatori/")
    assert settle(site, address, "merge").status_code == 303
    assert "Žofie Šťastná" in site.page("/realizatori/")


def test_a_wrong_reading_can_be_corrected_and_an_unclear_one_is_asked_about(site: Site) -> None:
    unclear = "název;kraj\n".encode("windows-1250") + b"pas\xbe;Praha\n"
    address = take(site, unclear)
    page = site.page(address)
    assert "Kódování nejde poznat samo" in page
    assert "pasž" in page
    assert post(site, address, ukon="merge").status_code == 409
    assert post(site, address, ukon="kodovani", kodovani="iso-8859-2").status_code == 303
    assert post(site, address, ukon="kodovani", kodovani="ebcdic").status_code == 400
    assert settle(site, address, "merge").status_code == 303
    assert "pasž" in site.page("/realizatori/")


def test_errors_name_their_lines_and_nothing_changes(site: Site) -> None:
    load_table(site)
    address = take(site, "název;kraj\nA;Mars\nB;Praha\n")
    page = site.page(address)
    assert "řádek 2: Kraj „Mars“ neznáme" in page
    assert 'value="merge"' not in page
    assert post(site, address, ukon="replace").status_code == 409
    assert "Žofie" in site.page("/realizatori/")


@pytest.mark.parametrize(("word", "stays"), [("merge", True), ("replace", False)])
def test_a_second_table_is_merged_or_replaces_and_can_be_taken_back(
    site: Site, word: str, *, stays: bool
) -> None:
    load_table(site)
    address = take(site, "název;obec;kraj\nNový;Brno;Praha\nCesta domů;Zlín;Praha\n")
    page = site.page(address)
    assert "1 přibude" in page
    assert "kraj „Zlínský kraj“ → „Hlavní město Praha“" in page
    assert "2 zmizí" in page
    assert settle(site, address, word).status_code == 303
    public = site.page("/realizatori/")
    assert "Nový" in public
    assert ("Žofie" in public) is stays
    assert post(site, "/redakce/realizatori/1/vratit").status_code == 303
    back = site.page("/realizatori/")
    assert "Žofie" in back
    assert "Nový" not in back
    assert post(site, "/redakce/realizatori/1/vratit").status_code == 409
    assert post(site, "/redakce/realizatori/2/vratit").status_code == 303
    assert "Nový" in site.page("/realizatori/")


def test_two_tables_at_once_cannot_both_be_right(site: Site) -> None:
    """The second was seen against a directory that is no more; its file can be sent only once."""
    first, second = take(site, TABLE), take(site, "název;kraj\nJiný;Praha\n")
    assert settle(site, first, "merge").status_code == 303
    assert post(site, first, ukon="merge").status_code == 409
    assert post(site, second, ukon="merge", videno="").status_code == 409
    assert post(site, second, ukon="zahodit").status_code == 303
    assert site.client.get(second).status_code == 404
    with site.store.reading() as session:
        states = list(session.scalars(select(ImplementerTable.state)))
    assert states == [TableState.SHOWN]


def test_the_table_comes_out_as_it_went_in(site: Site) -> None:
    load_table(site)
    answer = site.client.get("/redakce/realizatori/tabulka.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="realizatori.csv"'
    assert read_table(answer.data).rows == read_table(TABLE.encode()).rows


def test_nothing_is_asked_of_whoever_may_not_and_no_file_is_no_table(site: Site) -> None:
    assert site.client_as(Role.AUTHOR).get("/redakce/realizatori/").status_code == 403
    answer = post(site, "/redakce/realizatori/")
    assert answer.status_code == 422
    assert "Vyberte soubor CSV" in answer.get_data(as_text=True)
