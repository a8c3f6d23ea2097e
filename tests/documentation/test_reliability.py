"""The page about reliability names tests that are there."""

import re
from pathlib import Path

from mitdomov.places import ROOT

PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
ROWS = [
    "A19",
    *(f"D{number}" for number in (*range(1, 9), 13, 14)),
    *(f"E{number}" for number in range(1, 17)),
    *(f"F{number}" for number in range(4, 7)),
    *(f"G{number}" for number in range(1, 7)),
    *(f"H{number}" for number in range(1, 9)),
]


def test_every_row_is_there_and_names_a_test_that_is() -> None:
    lines = [line for line in PAGE.splitlines() if re.match(r"\| [A-Z]\d+ ", line)]
    assert [line.split()[1] for line in lines] == ROWS
    for line in lines:
        named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", line)
        assert named, line
        for path, name in named:
            text = (ROOT / Path(path)).read_text(encoding="utf-8")
            assert re.search(rf"^(def {name}\(|{name} = )", text, re.MULTILINE), (path, name)
