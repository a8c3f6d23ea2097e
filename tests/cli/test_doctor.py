"""`mitdomov doctor` looks into what the instance keeps."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from mitdomov.cli.doctor import doctor
from mitdomov.editorial.importing import import_issue
from mitdomov.magazine.folder.disk import read_files
from tests.state import migrated_store

SMALL_ISSUE = Path(__file__).parent.parent / "small_issue" / "1-2030"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"MITDOMOV_DATA_DIR": str(tmp_path), "MITDOMOV_SECRET_KEY": "s" * 48}


def database_line(environment: dict[str, str]) -> str:
    output = CliRunner().invoke(doctor, env=environment).output
    return next(line for line in output.splitlines() if "databáze" in line)


def test_a_new_instance_needs_its_first_start(environment: dict[str, str]) -> None:
    assert "mitdomov up" in database_line(environment)


def test_a_directory_that_the_first_start_makes_is_no_fault(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    later = tmp_path / "srv" / "mitdomov"
    output = CliRunner().invoke(doctor, env=environment | {"MITDOMOV_DATA_DIR": str(later)}).output
    (line,) = (each for each in output.splitlines() if "složka s daty" in each)
    assert line.startswith("v pořádku")
    assert "založí mitdomov up" in line
    assert not later.exists()


def test_damage_is_told_with_its_place(tmp_path: Path, environment: dict[str, str]) -> None:
    store = migrated_store(tmp_path)
    import_issue(store, read_files(SMALL_ISSUE), datetime(2030, 4, 2, tzinfo=UTC))
    assert database_line(environment).startswith("v pořádku")
    damaged = next(path for path in (tmp_path / "blobs").rglob("*") if path.is_file())
    damaged.write_bytes(b"x")
    line = database_line(environment)
    assert line.startswith("CHYBÍ")
    assert "poškozených míst 1" in line
    assert "obnovte zálohu" in line
