"""A migrated store for each test."""

from pathlib import Path

import pytest

from mitdomov.database.store import Store
from tests.state import migrated_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return migrated_store(tmp_path)
