"""Each fault of an issue folder is one Czech sentence with its place, and nothing is lost."""

import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.commanding import all_rows, complaint, run_here
from tests.journeys.running import environment_for, run

ARTICLE = "articles/02-prvni-klice.md"


def replace(path: str, old: str, new: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        file = folder / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def picture(data: bytes) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        (folder / "images" / "klic.png").write_bytes(data)

    return spoil


def huge_png() -> bytes:
    """A PNG whose header promises 30,000 × 30,000 pixels and whose data are a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    packed = zlib.compress(bytes(1000))
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", packed), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def link(path: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        (folder / path).symlink_to("/etc/passwd")

    return spoil


def fifo(folder: Path) -> None:
    os.mkfifo(folder / "articles" / "09-roura.md")


def duplicate(folder: Path) -> None:
    text = (folder / ARTICLE).read_text(encoding="utf-8")
    (folder / "articles" / "09-prvni-klice.md").write_text(text, encoding="utf-8")


def empty(folder: Path) -> None:
    for article in (folder / "articles").iterdir():
        article.unlink()


FAULTS: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "broken TOML": (
        replace("issue.toml", 'theme = "První klíče"', 'theme = "První klíče'),
        ("issue.toml, řádek 2:", "TOML"),
    ),
    "unknown section": (
        replace(ARTICLE, 'section = "tema"', 'section = "nic"'),
        (f"{ARTICLE}, řádek 3, pole „section“:", "nic"),
    ),
    "missing picture": (
        replace(ARTICLE, 'file = "fasada.png"', 'file = "chybi.png"'),
        (f"{ARTICLE}, řádek 10, pole „picture.file“:", "chybi.png"),
    ),
    "unreadable picture": (picture(b"to neni obrazek"), ("images/klic.png:", "PNG")),
    "damaged picture": (picture(huge_png()[:20]), ("images/klic.png:",)),
    "picture of 900 megapixels": (picture(huge_png()), ("images/klic.png:", "megapixelů")),
    "path that leaves the folder": (
        replace(ARTICLE, 'file = "fasada.png"', 'file = "../../etc/passwd"'),
        (f"{ARTICLE}, řádek 10, pole „picture.file“:",),
    ),
    "link among the articles": (link("articles/09-odkaz.md"), ("articles/09-odkaz.md:", "odkaz")),
    "link among the pictures": (link("images/odkaz.png"), ("images/odkaz.png:", "odkaz")),
    "FIFO": (fifo, ("articles/09-roura.md:", "obyčejný soubor")),
    "duplicate article": (duplicate, ("articles/09-prvni-klice.md",)),
    "no articles": (empty, ("articles:", "nemá žádný článek")),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_is_one_sentence_with_its_place(
    fault: str, small_issue_dir: Path, tmp_path: Path
) -> None:
    spoil, words = FAULTS[fault]
    spoil(small_issue_dir)
    done = run_here(environment_for(tmp_path / "data"), "issue", "check", str(small_issue_dir))
    said = complaint(done)
    assert all(word in said for word in words), said
    assert not (tmp_path / "data").exists()


def test_a_refused_import_loses_nothing(small_issue_dir: Path, filled: dict[str, str]) -> None:
    before = all_rows(filled)
    replace(ARTICLE, 'section = "tema"', 'section = "nic"')(small_issue_dir)
    assert ARTICLE in complaint(run(filled, "issue", "import", str(small_issue_dir)))
    assert all_rows(filled) == before


def test_rendering_a_broken_folder_writes_nothing(
    small_issue_dir: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    empty(small_issue_dir)
    out = tmp_path / "out"
    done = run(environment, "render", str(small_issue_dir), "--out", str(out), "--json")
    complaint(done)
    assert done.stdout == ""
    assert not out.exists()


@pytest.mark.parametrize(
    ("name", "words"), [("issue.toml", "Má to být složka"), ("nikde", "neexistuje")]
)
def test_what_is_no_folder_is_said(
    name: str, words: str, small_issue_dir: Path, environment: dict[str, str]
) -> None:
    said = complaint(run_here(environment, "issue", "import", str(small_issue_dir / name)))
    assert name in said
    assert words in said
