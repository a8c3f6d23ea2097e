"""The table of implementers: in every encoding, with every mistake, and back again."""

from dataclasses import replace
from typing import Final

import pytest

from mitdomov.bulletin.implementers.csv_reading import read_table, telling, write_table
from mitdomov.bulletin.implementers.directory import Implementer, Mode, anchors, difference
from mitdomov.bulletin.implementers.regions import NATIONWIDE, REGIONS, region_of
from mitdomov.czech_order import czech_key
from mitdomov.places import ISSUES

TABLE: Final = (
    "název;obec;kraj;typ;web;lat;lon\n"
    "Žofie Šťastná, z. s.;Ústí nad Labem;Ústecký kraj;spolek;stastna.example;50,66;14,03\n"
    "Ďáblův žleb;Košťálov;liberecký;obec;;;\n"
)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1250", "iso-8859-2"],
)
def test_letters_survive_every_encoding(encoding: str) -> None:
    table = read_table(TABLE.encode(encoding))
    assert table.errors == ()
    assert table.rows[0].name == "Žofie Šťastná, z. s."
    assert (table.rows[0].region, table.rows[0].web) == ("CZ042", "https://stastna.example")
    assert (table.rows[0].latitude, table.rows[0].longitude) == (50.66, 14.03)
    assert table.rows[1].region == "CZ051"


def test_where_bytes_read_well_in_two_encodings_a_person_is_asked() -> None:
    doubtful = "název;kraj\n".encode("windows-1250") + b"pas\xbe;Praha\n"
    table = read_table(doubtful)
    assert (table.encoding, table.rows) == ("", ())
    assert read_table(doubtful, "iso-8859-2").rows[0].name == "pasž"


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_any_usual_delimiter_does(delimiter: str) -> None:
    data = f'sep={delimiter}\r\nNázev{delimiter}KRAJ\r\n"A; B, C"{delimiter}Praha\r\n'
    assert read_table(data.encode()).rows[0].name == "A; B, C"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("A;;Mars;;;;", "Kraj „Mars“ neznáme"),
        (";Brno;Praha;;;;", "Chybí název"),
        ("A;;Praha;;javascript:alert(1);;", "není adresa webu"),
        ("A;;Praha;;;50,1;", "doplňte obě"),
        ("A;;Praha;;;14,4;50,1", "prohozené"),
        ("A;;Praha;;;0;0", "neleží v Česku"),
        ("A;;Praha;;;nan;14", "neleží v Česku"),
        ("A;;Praha;;;tady;14", "nejsou zeměpisné stupně"),
        ("A;;Praha;;;;;navíc", "víc sloupců než záhlaví"),
        ('"A;;Praha', "Uvozovky nejsou v páru"),
        ("A" * 2_001 + ";;Praha;;;;", "přes 2000 znaků"),
        ("A" * 10_001, "10 tisíc znaků"),
        ("A\x00;;Praha;;;;", "řídicí znak"),
    ],
)
def test_each_bad_row_is_named_with_its_line_and_the_others_are_read(row: str, words: str) -> None:
    head = "název;obec;kraj;typ;web;lat;lon\nDobrý;Brno;Praha;;;;\n"
    table = read_table(f"{head}{row}\nI ten;Brno;Praha;;;;\n".encode())
    assert [error.line for error in table.errors] == [3]
    assert words in table.errors[0].sentence
    assert [each.name for each in table.rows] == ["Dobrý", "I ten"]


def test_the_same_name_twice_in_one_town_is_refused() -> None:
    data = "název;obec;kraj\nDomov;Brno;Praha\nDOMOV;brno;Praha\nDomov;Zlín;Praha\n"
    table = read_table(data.encode())
    assert [error.line for error in table.errors] == [3]
    assert "už stojí na řádku 2" in table.errors[0].sentence


@pytest.mark.parametrize("data", [b"", b"nic\n", b"\x00" * 500, b"\xff\xfe", "název;kraj".encode()])
def test_a_table_without_rows_says_what_to_do(data: bytes) -> None:
    table = read_table(data)
    assert table.rows == ()
    assert len(table.errors) == 1


def test_five_thousand_rows_are_enough() -> None:
    rows = "".join(f"Domov {number};Praha\n" for number in range(5_001))
    table = read_table(f"název;kraj\n{rows}".encode())
    assert (len(table.rows), len(table.errors)) == (5_000, 1)


def test_what_is_written_is_read_back_and_runs_in_no_spreadsheet() -> None:
    hostile = Implementer("=cmd|calc", "CZ010", "+Brno", "-typ", phone="'000", description='@x;"y')
    table = read_table(TABLE.encode())
    data = write_table([hostile, *table.rows])
    assert read_table(data).rows == (hostile, *table.rows)
    assert "\n'=cmd|calc;'+Brno;" in data.decode("utf-8-sig").replace("\r", "")


def test_the_sample_is_read_whole() -> None:
    table = read_table((ISSUES / "ukazkovi-realizatori.csv").read_bytes())
    assert table.errors == ()
    assert {each.region for each in table.rows} == {each.code for each in (*REGIONS, NATIONWIDE)}
    assert not next(telling(table.rows, 1)).name.isascii()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Kraj Vysočina", "CZ063"),
        ("vysocina", "CZ063"),
        ("Hl. m. Praha", "CZ010"),
        ("CZ080", "CZ080"),
        ("jihomoravský  kraj", "CZ064"),
        ("Celá ČR", "CZ"),
    ],
)
def test_regions_are_known_by_many_spellings(words: str, code: str) -> None:
    region = region_of(words)
    assert region
    assert region.code == code


def test_a_table_replaces_the_directory_or_is_merged_into_it() -> None:
    old = [Implementer("A", "CZ010"), Implementer("B", "CZ010"), Implementer("C", "CZ010")]
    changed = replace(old[1], phone="123")
    table = [changed, Implementer("D", "CZ020"), old[2]]
    merged = difference(old, table, Mode.MERGE)
    assert [each.name for each in merged.result] == ["A", "B", "C", "D"]
    assert (merged.changed, merged.removed, merged.unchanged) == (((old[1], changed),), (), 2)
    replaced = difference(old, table, Mode.REPLACE)
    assert [each.name for each in replaced.removed] == ["A"]
    assert [each.name for each in replaced.added] == ["D"]
    assert difference(old, old, Mode.REPLACE).is_empty


def test_places_in_the_list_have_names_of_their_own() -> None:
    long = "Středisko sociálních služeb pro celé město a jeho nejbližší okolí"
    found = [Implementer(f"{long} {number}", "CZ010") for number in range(3)]
    assert len(set(anchors(found).values())) == 3


def test_czech_order() -> None:
    words = ["Zlín", "Žatec", "Chomutov", "Cheb", "Hradec", "Ivančice", "Čáslav", "Cvikov", "Český"]
    assert sorted(words, key=czech_key) == [
        *("Cvikov", "Čáslav", "Český", "Hradec", "Cheb", "Chomutov", "Ivančice", "Zlín", "Žatec"),
    ]
