"""What is read is what was looked at, though somebody swaps files for links meanwhile."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import pytest

from mitdomov.magazine.findings import FolderError
from mitdomov.magazine.folder.disk import read_files

SECRET = b"tajny klic, ktery do cisla nepatri"


@contextmanager
def swapping(place: Path, outside: Path) -> Iterator[None]:
    """`place` is by turns what it was, a link to `outside`, and a pipe that nobody writes to."""
    inside = place.rename(place.parent.parent / f"{place.name}.puvodni")
    done, link, pipe = Event(), place.parent.parent / "odkaz", place.parent.parent / "roura"

    def swap() -> None:
        while not done.is_set():
            for kind in range(3):
                with suppress(OSError):
                    if kind == 0:
                        link.symlink_to(outside)
                        link.replace(place)
                    elif kind == 1 and not place.is_dir():
                        os.mkfifo(pipe)
                        pipe.replace(place)
                    else:
                        place.unlink()
                        os.link(inside, place) if inside.is_file() else inside.rename(place)
                if inside.is_file() or not place.is_dir() or place.is_symlink():
                    continue
                place.rename(inside)

    thread = Thread(target=swap)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


@pytest.mark.parametrize("name", ["images/klic.png", "issue.toml", "images"])
def test_a_file_that_becomes_a_link_is_never_followed(
    small_issue_dir: Path, tmp_path: Path, name: str
) -> None:
    outside = tmp_path / "venku"
    outside.mkdir()
    (outside / "klic.png").write_bytes(SECRET)
    target = outside if name == "images" else outside / "klic.png"
    outcomes = set()
    with swapping(small_issue_dir / name, target):
        for _ in range(400):
            try:
                files = read_files(small_issue_dir)
            except FolderError:
                outcomes.add("refused")
                continue
            outcomes.add("read")
            assert SECRET not in files.values()
    assert "refused" in outcomes
