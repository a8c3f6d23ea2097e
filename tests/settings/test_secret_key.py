"""The key that signs links: every process has the same one, and none can be guessed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mitdomov import places
from mitdomov.settings import SettingsError, read_settings

ASK = "from mitdomov.settings import read_settings; input(); print(read_settings().secret_key)"


def environment(directory: Path) -> dict[str, str]:
    return {"MITDOMOV_DATA_DIR": str(directory), "MITDOMOV_DEMO": "1"}


def asking(directory: Path) -> subprocess.Popen[str]:
    """A process that reads its settings as soon as it is sent a line."""
    return subprocess.Popen(
        [sys.executable, "-c", ASK],
        env=os.environ | environment(directory),
        cwd=places.ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_processes_that_start_at_once_agree_on_a_new_key(tmp_path: Path) -> None:
    for attempt in range(5):
        directory = tmp_path / str(attempt)
        processes = [asking(directory) for _ in range(6)]
        for process in processes:
            assert process.stdin
            process.stdin.write("\n")
            process.stdin.flush()
        keys = {process.communicate()[0].strip() for process in processes}
        assert len(keys) == 1
        assert len(keys.pop()) >= 32
        assert [each.name for each in directory.iterdir()] == ["secret.key"]


@pytest.mark.parametrize("kept", ["", "k" * 31, "\n" * 40, "k" * 16 + "\n" + "k" * 40, "ž" * 40])
def test_a_kept_key_that_is_no_key_is_refused(tmp_path: Path, kept: str) -> None:
    """Whoever knows the key can end anybody's subscription; an empty one is known to all."""
    (tmp_path / "secret.key").write_text(kept, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"secret\.key.*zálohy"):
        read_settings(environment(tmp_path))


def test_a_kept_key_may_end_its_line(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("k" * 40 + "\n", encoding="ascii")
    assert read_settings(environment(tmp_path)).secret_key == "k" * 40


def test_a_key_is_open_to_its_owner_alone(tmp_path: Path) -> None:
    read_settings(environment(tmp_path))
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0
