"""Each benchmark runs from end to end on a small issue and tells figures that can be true.

Nothing here says how fast anything is: that is what the commands are for.
"""

import json
from collections.abc import Mapping
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest

from mitdomov.bench.composing import message
from mitdomov.bench.report import figure
from mitdomov.bench.sample import compiled, letter_of, recipients
from mitdomov.bench.sink_process import LettersLostError, sink
from mitdomov.bench.table import number
from mitdomov.clock import now
from mitdomov.magazine.folder.issue_folder import IssueFolder
from tests.cli.commanding import REFUSED
from tests.conftest import SMALL_ISSUE
from tests.journeys.running import environment_for, run

SIZES = {
    "typography": ("--rounds", "2"),
    "compose": ("--rounds", "2", "--letters", "3"),
    "send": ("--rounds", "2", "--letters", "3"),
    "render": ("--rounds", "1"),
    "preview": ("--rounds", "1"),
    "read": ("--rounds", "1", "--requests", "50"),
    "search": ("--rounds", "1", "--issues", "2"),
}
FIGURES = {
    "typography": 2,
    "compose": 1,
    "send": 2,
    "render": 5,
    "preview": 4,
    "read": 4,
    "search": 4,
}


def bench(tmp_path: Path, *arguments: str) -> str:
    """What the command printed; it must succeed, and must not make a data directory."""
    environment = environment_for(tmp_path / "data")
    done = run(environment, "bench", *arguments)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "data").exists()
    return done.stdout


def assert_plausible(each: Mapping[str, Any]) -> None:
    assert 0 < each["ratio_lowest"] <= each["ratio"] <= each["ratio_highest"]
    assert each["ours"] > 0
    assert each["reference"] > 0
    assert each["better"] in {"lower", "higher"}


def words_of(message_bytes: bytes) -> list[list[str]]:
    parsed = message_from_bytes(message_bytes, policy=SMTP)
    return [part.get_content().split() for part in parsed.iter_parts()]


@pytest.mark.parametrize("name", SIZES)
def test_a_benchmark_gives_ratios_as_json(name: str, tmp_path: Path) -> None:
    folder = str(SMALL_ISSUE / "1-2030")
    report = json.loads(bench(tmp_path, name, "--issue", folder, "--json", *SIZES[name]))
    assert report["bench"] == name
    assert report["rounds"] == int(SIZES[name][1])
    assert report["machine"]["cores"] >= 1
    assert len(report["figures"]) == FIGURES[name]
    for each in report["figures"]:
        assert_plausible(each)
    assert all(value > 0 for value in report["facts"].values())


def test_people_get_a_table_of_the_sample_issue(tmp_path: Path) -> None:
    table = bench(tmp_path, "typography", "--rounds", "1")
    assert "ms CPU na 1 000 slov (méně je lépe)" in table
    assert "Poměr je medián; počet kol: 1" in table


def test_a_folder_that_is_no_issue_is_refused_with_its_findings(tmp_path: Path) -> None:
    done = run(environment_for(tmp_path / "data"), "bench", "compose", "--issue", str(tmp_path))
    assert done.returncode == REFUSED
    assert done.stderr.startswith("Chyba: ")
    assert "issue.toml" in done.stderr


def test_the_reference_letter_says_the_same(small_folder: IssueFolder) -> None:
    """Otherwise the ratio would compare two different jobs."""
    letter, recipient = letter_of(small_folder), recipients(1)[0]
    ours = compiled(letter).bytes_for(recipient, now())
    theirs = message(letter, recipient).as_bytes()
    assert words_of(ours) == words_of(theirs)
    assert len(ours) == pytest.approx(len(theirs), rel=0.05)


def test_a_ratio_is_the_median_of_the_rounds_not_of_the_sums() -> None:
    made = figure("x", "ms", ours=(2, 30, 4), reference=(1, 10, 4))
    assert (made.ours, made.reference) == (4, 4)
    assert (made.ratio_lowest, made.ratio, made.ratio_highest) == (1, 2, 3)


def test_a_letter_that_the_server_did_not_count_spoils_the_measurement() -> None:
    with sink() as server:
        server.insist_on(0)
        with pytest.raises(LettersLostError, match="přijal 0 dopisů místo 1"):
            server.insist_on(1)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (0.01234, "0,0123"), (1, "1,00"), (12.345, "12,3"), (999.9, "1000"), (8614, "8614")],
)
def test_numbers_are_written_in_czech_with_three_digits(value: float, shown: str) -> None:
    assert number(value) == shown
