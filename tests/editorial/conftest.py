"""An issue folder on its way into a store."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mitdomov.database.store import Store
from mitdomov.magazine.folder.disk import read_files
from tests.state import migrated_store

SMALL_ISSUE = Path(__file__).parent.parent / "small_issue" / "1-2030"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return migrated_store(tmp_path)


@pytest.fixture
def files() -> dict[str, bytes]:
    """The small issue, number 1/2030, as its folder holds it."""
    return read_files(SMALL_ISSUE)


@pytest.fixture
def at() -> datetime:
    return datetime(2030, 4, 2, 9, 0, tzinfo=UTC)
