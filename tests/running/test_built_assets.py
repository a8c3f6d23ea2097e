"""A font or a style that was lost is named by `doctor`, and what it advises makes it again."""

import shutil
import subprocess
from pathlib import Path

import pytest

from mitdomov import places
from mitdomov.running import health

FONT = "fonts/SourceSerif4-Regular.ttf"
NAMES = ["desk.js", FONT, "site.css"]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """With the launcher's scripts, and a few files as a build leaves them."""
    shutil.copytree(places.ROOT / ".ci", tmp_path / ".ci")
    dist = tmp_path / "assets" / "dist"
    (dist / "fonts").mkdir(parents=True)
    for name in NAMES:
        (dist / name).write_text("built")
    (dist / "built").write_text("".join(f"{name}\n" for name in NAMES))
    return tmp_path


def examined(checkout: Path) -> health.Diagnosis:
    dist = checkout / "assets" / "dist"
    return health.assets(dist, dist / "built")


def is_built_again(checkout: Path) -> bool:
    """As the Makefile asks."""
    done = subprocess.run([".ci/lost-assets"], cwd=checkout, check=True, capture_output=True)
    return done.stdout == b"rebuild\n"


def test_what_is_whole_is_left_alone(checkout: Path) -> None:
    assert examined(checkout).is_well
    assert not is_built_again(checkout)


@pytest.mark.parametrize("name", NAMES)
def test_a_lost_file_is_named_and_make_install_brings_it_back(checkout: Path, name: str) -> None:
    (checkout / "assets" / "dist" / name).unlink()
    found = examined(checkout)
    assert not found.is_well
    assert name in found.sentence
    assert "make install" in found.sentence
    assert is_built_again(checkout)


def test_an_empty_file_is_as_good_as_none(checkout: Path) -> None:
    (checkout / "assets" / "dist" / FONT).write_bytes(b"")
    assert FONT in examined(checkout).sentence
    assert is_built_again(checkout)


def test_of_many_lost_files_a_few_are_named_and_all_counted(checkout: Path) -> None:
    dist = checkout / "assets" / "dist"
    (dist / "built").write_text("".join(f"{number}.css\n" for number in range(12)))
    sentence = examined(checkout).sentence
    assert "0.css, 1.css, 2.css, 3.css, 4.css a další (7)" in sentence


@pytest.mark.parametrize("listed", [None, ""])
def test_before_the_first_build_nothing_is_ready(checkout: Path, listed: str | None) -> None:
    (checkout / "assets" / "dist" / "built").unlink()
    if listed is not None:
        (checkout / "assets" / "dist" / "built").write_text(listed)
    found = examined(checkout)
    assert "nejsou připravené" in found.sentence
    assert is_built_again(checkout)


def test_this_checkout_is_whole() -> None:
    found = health.assets()
    assert found.is_well, found.sentence
    assert FONT in places.BUILT.read_text(encoding="utf-8").splitlines()
