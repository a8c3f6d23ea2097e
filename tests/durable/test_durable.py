"""What is written to last: whole or not at all, also when the disk is full or others write too."""

import os
from pathlib import Path

import pytest

from mitdomov.durable import PRIVATE, create_file, create_folder, replace_file


def everything(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)


def test_a_file_takes_the_place_of_another_in_folders_made_for_it(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "dopis.html"
    replace_file(target, "první".encode())
    replace_file(target, "druhý".encode())
    assert everything(tmp_path) == {"a/b/dopis.html": "druhý".encode()}


def test_a_private_file_is_for_its_owner_only(tmp_path: Path) -> None:
    replace_file(tmp_path / "blob", b"x", PRIVATE)
    create_file(tmp_path / "key", b"x", PRIVATE)
    assert {(tmp_path / name).stat().st_mode & 0o777 for name in ("blob", "key")} == {0o600}


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    """Whoever comes second learns whether the first one wrote the same."""
    target = tmp_path / "publication.toml"
    assert create_file(target, b"moje")
    assert create_file(target, b"moje")
    assert not create_file(target, b"jine")
    assert everything(tmp_path) == {"publication.toml": b"moje"}


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "stary").write_bytes(b"stary")
    with pytest.raises(OSError, match="No space"):
        replace_file(tmp_path / "stary", b"novy")
    with pytest.raises(OSError, match="No space"):
        create_file(tmp_path / "klic", b"novy")
    with pytest.raises(OSError, match="No space"):
        create_folder(tmp_path / "cislo", {"articles/01-a.md": b"novy"})
    assert everything(tmp_path) == {"stary": b"stary"}
    assert [path.name for path in tmp_path.iterdir()] == ["stary"]
