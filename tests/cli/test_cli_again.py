"""A command finds the tables that it writes to, also when nothing is left to upgrade."""

from tests.conftest import SMALL_ISSUE
from tests.journeys.running import run


def test_an_issue_is_read_into_a_current_database(environment: dict[str, str]) -> None:
    """The upgrade of an older one would load every table on the way."""
    folder = str(SMALL_ISSUE / "1-2030")
    assert run(environment, "issue", "list").returncode == 0
    done = run(environment, "issue", "import", folder)
    assert done.returncode == 0, done.stderr
