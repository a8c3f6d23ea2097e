"""`mitdomov blobs unused` lists first, asks before it removes, and leaves what an issue needs."""

import json
import os
from pathlib import Path

import pytest

from mitdomov.database.blobs import Blobs
from tests.cli.commanding import complaint, database, run_here

ORPHAN = b"sirotek"


@pytest.fixture
def blobs(filled: dict[str, str]) -> Blobs:
    """All of them written long ago, and one that nothing refers to."""
    blobs = Blobs(Path(filled["MITDOMOV_DATA_DIR"]) / "blobs")
    blobs.put(ORPHAN)
    for path in blobs.root.glob("??/*"):
        os.utime(path, (0, 0))
    return blobs


def files(blobs: Blobs) -> int:
    return len(list(blobs.root.glob("??/*")))


def test_it_lists_and_leaves_all_as_it_is(filled: dict[str, str], blobs: Blobs) -> None:
    before = files(blobs)
    done = run_here(filled, "blobs", "unused", "--json")
    (found,) = json.loads(done.stdout)
    assert Path(found["file"]).read_bytes() == ORPHAN
    assert files(blobs) == before


@pytest.mark.parametrize(("answer", "gone"), [("ne\n", 0), ("ano\n", 1)])
def test_it_removes_what_is_confirmed(
    filled: dict[str, str], blobs: Blobs, answer: str, gone: int
) -> None:
    before = files(blobs)
    assert run_here(filled, "blobs", "unused", "--remove", stdin=answer).returncode == 0
    assert files(blobs) == before - gone
    assert run_here(filled, "issue", "export", "1/2030", str(blobs.root / "out")).returncode == 0


def test_without_an_answer_nothing_goes(filled: dict[str, str], blobs: Blobs) -> None:
    before = files(blobs)
    assert "chybí odpověď" in complaint(run_here(filled, "blobs", "unused", "--remove"))
    assert files(blobs) == before


def test_with_another_database_nothing_goes(filled: dict[str, str], blobs: Blobs) -> None:
    before = files(blobs)
    database(filled).unlink()
    said = complaint(run_here(filled, "blobs", "unused", "--remove", "--yes"))
    assert "MITDOMOV_DATABASE_URL" in said
    assert files(blobs) == before
