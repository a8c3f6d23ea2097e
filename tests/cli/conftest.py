"""Instances for the tests of the command line: an empty one, and one with an issue and readers."""

import shutil
from pathlib import Path

import pytest

from tests.cli.commanding import run_here
from tests.conftest import SMALL_ISSUE
from tests.journeys.running import environment_for

READERS = "e-mail;jméno\njana@ctenari.example;Jana Řehořová\nkarel@ctenari.example;Karel Čáp\n"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Of an instance that has no data yet."""
    return environment_for(tmp_path / "data")


@pytest.fixture(scope="session")
def filled_data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Issue 1/2030, two readers of `magazin`, and dispatch 1 that nobody has begun to send."""
    directory = tmp_path_factory.mktemp("filled")
    environment = environment_for(directory / "data")
    readers = directory / "ctenari.csv"
    readers.write_text(READERS, encoding="utf-8")
    for arguments in (
        ("issue", "import", str(SMALL_ISSUE / "1-2030")),
        ("subscribers", "import", str(readers), "--list", "magazin", "--consent-source", "x"),
        ("send", "1/2030", "--list", "magazin", "--yes"),
    ):
        done = run_here(environment, *arguments)
        assert done.returncode == 0, done.stderr
    return directory / "data"


@pytest.fixture
def filled(tmp_path: Path, filled_data_dir: Path) -> dict[str, str]:
    """The environment of a copy of its own of `filled_data_dir`."""
    return environment_for(shutil.copytree(filled_data_dir, tmp_path / "filled"))
