"""`make` finds a Python that is new enough, or says that there is none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mitdomov.places import ROOT

OLD = "#!/bin/sh\nexit 1\n"
"""What a Python that is too old answers when it is asked for its version."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Of programs: an old `python3`, and a `python3.12` that is this very one."""
    (tmp_path / "python3").write_text(OLD)
    (tmp_path / "python3.12").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    for each in tmp_path.iterdir():
        each.chmod(0o755)
    return tmp_path


def found(folder: Path) -> str:
    path = f"{folder}{os.pathsep}/bin{os.pathsep}/usr/bin"
    script = ROOT / ".ci" / "find-python"
    done = subprocess.run(
        [script], capture_output=True, text=True, check=True, env={"PATH": path}, timeout=60
    )
    return done.stdout.strip()


def test_an_old_python_is_passed_over(folder: Path) -> None:
    assert found(folder) == str(folder / "python3.12")


@pytest.mark.parametrize("named", ["", "PYTHON={folder}/python3", "PYTHON=/nowhere/python3"])
def test_without_a_new_one_make_says_what_is_needed(folder: Path, named: str) -> None:
    """`make -f` in a folder where nothing is installed; system packages are not looked at."""
    place = folder / "checkout"
    place.mkdir()
    (place / ".ci").symlink_to(ROOT / ".ci")
    for name in ("requirements.txt", "setup.cfg", "pyproject.toml"):
        (place / name).write_text("")
    arguments = [named.format(folder=folder) if named else "PYTHON="]
    done = subprocess.run(
        ["make", "-f", ROOT / "Makefile", *arguments, "-o", "system", ".venv/installed"],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode != 0
    assert "Python 3.11 or newer is needed" in done.stdout
    assert "PYTHON=/path/to/python3" in done.stdout
    assert not (place / ".venv").exists()
