"""CSV tables of readers as spreadsheets, people and attackers make them."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitdomov.subscribers.csv_reading import Parsed, read_csv
from mitdomov.subscribers.formulas import guard, restore

TABLE = (
    "e-mail;jméno\r\nzofie@mitdomov.example;Žofie Šťastná\r\ntibor@mitdomov.example;Ťibor Kuře\r\n"
)


def sentences(parsed: Parsed) -> dict[int, str]:
    return {error.line: error.sentence for error in parsed.errors}


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TABLE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TABLE.encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + TABLE.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"), "utf-16"),
        (TABLE.encode("utf-16-le"), "utf-16-le"),
        (TABLE.encode("utf-16-be"), "utf-16-be"),
        (TABLE.encode("cp1250"), "windows-1250"),
        (TABLE.encode("iso-8859-2"), "iso-8859-2"),
    ],
)
def test_every_usual_encoding_is_recognised(data: bytes, encoding: str) -> None:
    """Háčky come through, whatever the spreadsheet wrote."""
    parsed = read_csv(data)
    assert parsed.encoding == encoding
    assert parsed.errors == ()
    assert [row.name for row in parsed.rows] == ["Žofie Šťastná", "Ťibor Kuře"]


@pytest.mark.parametrize("encoding", ["cp1250", "iso-8859-2"])
@pytest.mark.parametrize(
    "name",
    [
        "ŽOFIE ŠŤASTNÁ",
        "ĽUBOŠ",
        "LUKÁŠ KOŠŤÁL",
        "TOMÁŠ",
        "OŠŤÁDAL",
        "Šárka",
        "Žofie",
        "Tomáš",
        "Maťátko ŠŤ",
        "Ľuba Šípová",
    ],
)
def test_names_in_any_case_come_through(name: str, encoding: str) -> None:
    """Registers are often all in capitals."""
    parsed = read_csv(f"email;jméno\na@mitdomov.example;{name}\n".encode(encoding))
    assert parsed.errors == ()
    assert [row.name for row in parsed.rows] == [name]


@pytest.mark.parametrize(
    ("name", "other"),
    [("»Domov«", "ťDomovŤ"), ("FIRMA®", "FIRMAŽ"), ("WĄS", "WĽS"), ("©Novák", "ŠNovák")],
)
def test_marks_at_the_edge_of_a_word_are_asked_about(name: str, other: str) -> None:
    """Unless the other letters of the file have told the encoding."""
    data = f"email;jméno\na@mitdomov.example;{name}\n".encode("cp1250")
    parsed = read_csv(data)
    assert f"„{other}“" in sentences(parsed)[1]
    assert f"„{name}“" in sentences(parsed)[1]
    settled = read_csv(data + "s@mitdomov.example;Šárka\n".encode("cp1250"))
    assert [row.name for row in settled.rows] == [name, "Šárka"]


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;;"])
def test_the_line_that_tells_excel_the_delimiter_is_skipped(line: str) -> None:
    parsed = read_csv(f"\ufeff{line}\r\nemail;jméno\r\njan@mitdomov.example;Jan\r\n".encode())
    assert parsed.errors == ()
    assert [(row.line, row.key) for row in parsed.rows] == [(3, "jan@mitdomov.example")]


def test_an_encoding_that_cannot_be_told_is_asked_for() -> None:
    """One byte may be ž or ľ: the sentence shows both readings and nothing is guessed."""
    parsed = read_csv("email;jméno\nkral@mitdomov.example;Kráľ\n".encode("cp1250"))
    assert parsed.rows == ()
    assert "„Kráľ“" in sentences(parsed)[1]
    assert "„Kráž“" in sentences(parsed)[1]


def test_a_letter_of_one_encoding_alone_settles_the_question() -> None:
    """Š tells Windows-1250, so that the doubtful byte of Kráľ is no longer in doubt."""
    parsed = read_csv("email;jméno\nsarka@mitdomov.example;Šárka Kráľová\n".encode("cp1250"))
    assert [row.name for row in parsed.rows] == ["Šárka Kráľová"]


def test_a_damaged_byte_spoils_its_own_row_only() -> None:
    data = TABLE.encode() + b"jan@mitdomov.example;Jan Nov\xe1k\n"
    parsed = read_csv(data)
    assert parsed.encoding == "utf-8"
    assert len(parsed.rows) == 2
    assert list(sentences(parsed)) == [4]


def test_a_file_damaged_elsewhere_is_not_taken_for_another_encoding() -> None:
    parsed = read_csv("email;jmeno\njan@mitdomov.example;Nov\ufffdk\n".encode())
    assert parsed.encoding == "utf-8"
    assert list(sentences(parsed)) == [2]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_usual_delimiter_is_recognised(delimiter: str) -> None:
    cells = [["Jmeno", "poznámka", "E-MAIL"], ['"Novák; Jan, ml."', "", "jan@mitdomov.example"]]
    parsed = read_csv("\n".join(delimiter.join(row) for row in cells).encode())
    assert parsed.delimiter == delimiter
    assert [(row.name, row.key) for row in parsed.rows] == [
        ("Novák; Jan, ml.", "jan@mitdomov.example")
    ]


def test_a_table_may_hold_addresses_alone() -> None:
    parsed = read_csv(b"email\n\njana@mitdomov.example\n;;\n")
    assert [(row.line, row.key, row.name) for row in parsed.rows] == [
        (3, "jana@mitdomov.example", "")
    ]


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("není adresa;Jan", "zavináč"),
        ("jan@mitdomov.example;Jan;Novák", "3 místo 2"),
        ('jan@mitdomov.example;"Jan', "Uvozovky"),
        ('jan@mitdomov.example;"Jan" Novák', "Uvozovky"),
        ("jan@mitdomov.example;" + "x" * 2**20, "zkraťte"),
        ("jan@mitdomov.example;Jan\0Novák", "řídicí"),
        ("jan@mitdomov.example;Jan\u2028Novák", "řídicí"),
        ("JANA@mitdomov.example;Jana", "řádku 2"),
        ("a@b.cz,c@d.cz;Dva", "jediná"),
    ],
)
def test_a_wrong_row_is_reported_with_its_line(row: str, word: str) -> None:
    """The rows around it are read, so that all errors are seen at once."""
    table = f"email;jméno\njana@mitdomov.example;Jana\n{row}\nPetr@mitdomov.example;Petr\n"
    parsed = read_csv(table.encode())
    assert [row.line for row in parsed.rows] == [2, 4]
    assert list(sentences(parsed)) == [3]
    assert word in sentences(parsed)[3]


@pytest.mark.parametrize(
    ("table", "word"),
    [
        ("", "záhlaví"),
        ("jana@mitdomov.example;Jana\n", "záhlaví"),
        ("jméno\nJana\n", "záhlaví"),
        ("email;E-mail\na@b.cz;c@d.cz\n", "víckrát"),
        ("email\n\n", "žádný odběratel"),
        ("x" * 2**20, "zkraťte"),
        ("ľ" * 2**20, "zkraťte"),
    ],
)
def test_a_table_without_a_clear_header_is_refused(table: str, word: str) -> None:
    parsed = read_csv(table.encode())
    assert parsed.rows == ()
    assert word in sentences(parsed)[1]


@given(st.binary(max_size=300) | st.text(max_size=100).map(lambda text: f"email\n{text}".encode()))
def test_no_file_makes_reading_fail(data: bytes) -> None:
    parsed = read_csv(data)
    assert all(row.line > 1 for row in parsed.rows)


@given(st.text(alphabet="'=+-@\t\r\n＝＋－＠ab ", max_size=8))
def test_a_guarded_value_is_no_formula_and_returns(value: str) -> None:
    assert guard(value)[:1] not in set("=+-@\t\r\n＝＋－＠")
    assert restore(guard(value)) == value
