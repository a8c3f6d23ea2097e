"""Whole sentences: the handbook's rules one by one, then the magazine's own Czech.

In `magazine.tsv` ⍽ stands for the unbreakable space.
"""

import csv
from pathlib import Path

import pytest

from mitdomov.typography.czech import typeset


def rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", rows("examples.tsv"), ids=lambda row: row["id"])
def test_a_rule_of_the_handbook(row: dict[str, str]) -> None:
    accepted = (row["expected"], *filter(None, row["accepted_alternatives"].split("||")))

    assert typeset(row["input"]) in accepted


@pytest.mark.parametrize("row", rows("magazine.tsv"), ids=lambda row: row["typed"])
def test_a_sentence_of_the_magazine(row: dict[str, str]) -> None:
    assert typeset(row["typed"]).replace("\u00a0", "⍽") == row["typeset"]
