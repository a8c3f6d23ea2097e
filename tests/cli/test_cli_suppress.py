"""An editor forbids an address: nobody mails it, exports it or brings it in again."""

from pathlib import Path

import pytest

from tests.cli.commanding import WRONG_USAGE, all_rows, complaint, run_here
from tests.journeys.running import run

JANA = "jana@ctenari.example"
EXPORT = ("subscribers", "export", "--list", "magazin")


@pytest.mark.parametrize("reason", ["request", "complaint", "hard-bounce"])
def test_a_forbidden_address_is_no_longer_exported(reason: str, filled: dict[str, str]) -> None:
    assert JANA in run(filled, *EXPORT).stdout
    done = run(filled, "subscribers", "suppress", f" {JANA.upper()}", "--reason", reason)
    assert done.returncode == 0, done.stderr
    assert "už nic nepošle" in done.stdout
    exported = run(filled, *EXPORT).stdout
    assert JANA not in exported
    assert "karel@ctenari.example" in exported


def test_an_address_that_nobody_has_is_kept_out_of_the_next_import(
    filled: dict[str, str], tmp_path: Path
) -> None:
    done = run(filled, "subscribers", "suppress", "nova@ctenari.example", "--reason", "request")
    assert "Mezi odběrateli není" in done.stdout
    table = tmp_path / "ctenari.csv"
    table.write_text("e-mail\nnova@ctenari.example\n", encoding="utf-8")
    report = run(
        filled,
        *("subscribers", "import", str(table), "--list", "magazin", "--consent-source", "x"),
    ).stdout
    assert "1  má zákaz zasílání" in report


def test_what_is_no_address_or_no_reason_changes_nothing(filled: dict[str, str]) -> None:
    before = all_rows(filled)
    said = complaint(run(filled, "subscribers", "suppress", "jana", "--reason", "request"))
    assert "chybí zavináč" in said
    complaint(run(filled, "subscribers", "suppress", JANA, "--reason", "nechci"), WRONG_USAGE)
    complaint(run(filled, "subscribers", "suppress", JANA), WRONG_USAGE)
    assert all_rows(filled) == before


def test_a_suppression_is_lifted_with_a_reason_that_is_recorded(filled: dict[str, str]) -> None:
    lift = ("subscribers", "lift", "JANA@ctenari.example", "--reason", "zákaz byl omyl")
    assert "žádný zákaz neplatí" in complaint(run_here(filled, *lift))
    arguments = ("subscribers", "suppress", "jana@ctenari.example", "--reason", "request")
    assert run_here(filled, *arguments).returncode == 0
    done = run_here(filled, *lift)
    assert done.returncode == 0, done.stderr
    assert "zase smí zasílat" in done.stdout
    said = [row for row in all_rows(filled) if row.startswith('INSERT INTO "audit_entry"')]
    assert [row for row in said if "suppression-lifted" in row and "zákaz byl omyl" in row]
    assert not [row for row in said if "jana" in row.lower()]
