"""A published site to visit; each test gets its own copy and may change it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.served import Site, copied, publish_small_issue, site_in


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("published")
    publish_small_issue(directory)
    return directory


@pytest.fixture
def data_dir(published: Path, tmp_path: Path) -> Path:
    return copied(published, tmp_path / "data")


@pytest.fixture
def site(data_dir: Path) -> Iterator[Site]:
    yield from site_in(data_dir)


@pytest.fixture
def public_site(data_dir: Path) -> Iterator[Site]:
    """The site as it is outside the demo."""
    yield from site_in(data_dir, DEMO="")


@pytest.fixture(scope="module")
def module_site(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """For tests that only look: one site for them all."""
    yield from site_in(copied(published, tmp_path_factory.mktemp("site") / "data"))
