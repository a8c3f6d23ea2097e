"""One person's data on the terminal: shown, handed out, erased."""

import json
from pathlib import Path

from tests.cli.commanding import all_rows, complaint, run_here

JANA = "jana@ctenari.example"


def test_a_person_is_shown_with_what_happened(filled: dict[str, str]) -> None:
    done = run_here(filled, "subscribers", "show", " Jana@Ctenari.example ")
    assert done.returncode == 0, done.stderr
    assert "Jana Řehořová" in done.stdout
    assert "magazin: souhlas udělen načtením z tabulky (editor) x" in done.stdout
    assert "zásilka čísla 1/2030: queued" in done.stdout


def test_a_person_gets_their_data_and_the_log_says_so(
    filled: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "jana.json"
    done = run_here(filled, "subscribers", "export-person", JANA, "--out", str(out))
    assert done.returncode == 0, done.stderr
    data = json.loads(out.read_text(encoding="utf-8"))
    assert data["odběratel"]["jméno"] == "Jana Řehořová"
    [act] = data["spis souhlasu"]["úkony"]
    assert (act["úkon"], act["formulář"]) == ("souhlas udělen", "tabulka CSV")
    assert data["spis souhlasu"]["znění"] == {act["verze znění"]: "x"}
    assert out.stat().st_mode & 0o077 == 0
    said = [row for row in all_rows(filled) if "audit_entry" in row and "reader-exported" in row]
    assert len(said) == 1
    assert JANA not in said[0]


def test_a_person_is_erased_only_after_a_yes(filled: dict[str, str]) -> None:
    before = all_rows(filled)
    arguments = ("subscribers", "erase", JANA, "--reason", "žádost dopisem")
    refused = run_here(filled, *arguments, stdin="ne\n")
    assert (refused.returncode, "Nic se nevymazalo" in refused.stderr) == (1, True)
    assert all_rows(filled) == before
    done = run_here(filled, *arguments, stdin="ano\n")
    assert done.returncode == 0, done.stderr
    assert not [row for row in all_rows(filled) if "jana@" in row or "Řehořová" in row]
    shown = run_here(filled, "subscribers", "show", JANA).stdout
    assert "výmaz 1: žádost dopisem (terminál); 1\xa0úkon v dokladu" in shown
    assert "magazin: souhlas udělen načtením z tabulky x" in shown
    told = json.loads(run_here(filled, "subscribers", "show", JANA, "--json").stdout)
    assert [each["jak požádal"] for each in told["výmazy"]] == ["žádost dopisem"]
    unknown = run_here(filled, "subscribers", "show", "nikdo@obec.example")
    assert "Takovou adresu" in complaint(unknown)
    report = run_here(filled, "dispatch", "show", "1")
    assert report.returncode == 0
    assert "přeskočeno" in report.stdout


def test_the_hash_is_forgotten_when_asked(filled: dict[str, str]) -> None:
    arguments = ("--reason", "osobně", "--forget", "--yes")
    done = run_here(filled, "subscribers", "erase", JANA, *arguments)
    assert "Zákaz zasílání nezůstal" in done.stdout
    assert not [row for row in all_rows(filled) if row.startswith('INSERT INTO "suppression"')]
