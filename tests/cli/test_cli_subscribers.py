"""A table of readers is taken whole or, with one sentence for each wrong row, not at all."""

from pathlib import Path

import pytest

from tests.cli.commanding import all_rows, complaint, run_here
from tests.journeys.running import run

HEADER = "e-mail;jméno\r\nprvni@ctenari.example;První\r\n"
ROWS = {
    "not an address": ("to není adresa;Jan\r\n", ("řádek 3:",)),
    "too many cells": ("a@ctenari.example;Jan;Novák\r\n", ("řádek 3:", "sloupc")),
    "a cell of 1 MB": (f"a@ctenari.example;{'x' * 10**6}\r\n", ("řádek 3:", "znaků")),
    "a header in a name": ('a@ctenari.example;"Jan\rBcc: x@zly.example"\r\n', ("řádek 3:",)),
    "a tabulator in a name": ("a@ctenari.example;Jan\x0bBcc: x@zly.example\r\n", ("řádek 3:",)),
    "the same address twice": ("PRVNI@ctenari.example;Jan\r\n", ("řádek 3:", "řádku 2")),
}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "ctenari.csv"


def bring_in(environment: dict[str, str], table: Path, *options: str, to: str = "magazin") -> str:
    arguments = (str(table), "--list", to, "--consent-source", "přihlášky", *options)
    return (
        complaint(done := run_here(environment, "subscribers", "import", *arguments)) + done.stderr
    )


@pytest.mark.parametrize("fault", ROWS)
def test_a_wrong_row_is_named_and_nothing_is_imported(
    fault: str, table: Path, filled: dict[str, str]
) -> None:
    row, words = ROWS[fault]
    before = all_rows(filled)
    table.write_text(HEADER + row, encoding="utf-8", newline="")
    said = bring_in(filled, table)
    assert all(word in said for word in words), said
    assert "nic se nenačetlo" in said
    assert len(said) < 2000
    assert all_rows(filled) == before


def test_an_unknown_list_and_a_missing_source_are_refused(
    table: Path, filled: dict[str, str]
) -> None:
    table.write_text(HEADER, encoding="utf-8")
    assert "Známé seznamy: novinky, magazin" in bring_in(filled, table, to="mgazin")
    assert "zdroj souhlasu" in bring_in(filled, table, "--consent-source", " ")


def test_a_rehearsal_shows_the_rows_and_keeps_none(table: Path, filled: dict[str, str]) -> None:
    before = all_rows(filled)
    table.write_bytes("e-mail;jméno\r\na@ctenari.example;Žofie Řehořová\r\n".encode("cp1250"))
    done = run(
        filled,
        *("subscribers", "import", str(table), "--list", "magazin"),
        *("--consent-source", "přihlášky", "--dry-run"),
    )
    assert done.returncode == 0, done.stderr
    assert "a@ctenari.example  Žofie Řehořová" in done.stdout
    assert all_rows(filled) == before
