"""The demo that journeys start from, with the sample issue set once for all of them."""

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.journeys.running import Running, free_port, up

Demo = Callable[[], AbstractContextManager[Running]]


@pytest.fixture(scope="session")
def prepared_demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """Its data and its port: links in the artefacts name the address, so all journeys share it."""
    directory, port = tmp_path_factory.mktemp("demo") / "data", free_port()
    with up(directory, "--demo", port=port):
        pass
    return directory, port


@pytest.fixture
def demo(prepared_demo: tuple[Path, int], tmp_path: Path) -> Demo:
    """Starts the demo as a newcomer finds it."""
    prepared, port = prepared_demo
    data = shutil.copytree(prepared, tmp_path / "data", ignore=shutil.ignore_patterns("*.sock*"))
    return lambda: up(data, "--demo", port=port)
