"""What every capability's tests may start from: one small, valid issue."""

import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from mitdomov.magazine.folder.disk import read_files
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.reading import read_issue
from mitdomov.magazine.snapshot import Snapshot, freeze

# Started in the background of a shell we would ignore Ctrl-C, and so would every command we start.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples in every run, however slow the machine; `pytest --hypothesis-profile=default`
# looks for new ones.
settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("suite")

SMALL_ISSUE = Path(__file__).parent / "small_issue"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first, so that in the end no process works on alone."""
    items.sort(key=lambda item: _pace(item.path))


def _pace(file: Path) -> int:
    if "journeys" in file.parts:
        return 0
    return 1 if file.stem.endswith("_in_chromium") else 2


@pytest.fixture
def small_issue_dir(tmp_path: Path) -> Path:
    """A folder of its own that a test may damage; `publication.toml` stands beside it."""
    copy = shutil.copytree(SMALL_ISSUE, tmp_path / "issues")
    return copy / "1-2030"


@pytest.fixture
def small_folder() -> IssueFolder:
    return read_issue(read_files(SMALL_ISSUE / "1-2030"))


@pytest.fixture(scope="session")
def small_snapshot() -> Snapshot:
    return freeze(read_issue(read_files(SMALL_ISSUE / "1-2030")))
