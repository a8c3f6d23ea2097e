"""What is imported comes back byte for byte, however oddly it was written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.running import run


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def plain(folder: Path) -> None:
    """As it is."""


def odd(folder: Path) -> None:
    """Windows line ends, comments, a byte order mark, no line end, odd wrapping."""
    issue = folder / "issue.toml"
    issue.write_bytes(b"# Pozn\xc3\xa1mka\r\n" + issue.read_bytes().replace(b"\n", b"\r\n"))
    first, second, third = sorted((folder / "articles").iterdir())[:3]
    first.write_bytes(b"\xef\xbb\xbf" + first.read_bytes().replace(b"\n", b"\r\n"))
    second.write_bytes(second.read_bytes().replace(b" Jeden ", b"\n   Jeden\n") + b"\n\n \n")
    third.write_bytes(third.read_bytes().rstrip() + b"   ")


@pytest.mark.parametrize("write", [plain, odd])
def test_exporting_an_import_changes_no_byte(
    write: Callable[[Path], None],
    small_issue_dir: Path,
    tmp_path: Path,
    environment: dict[str, str],
) -> None:
    write(small_issue_dir)
    imported = run(environment, "issue", "import", str(small_issue_dir))
    assert imported.stdout == "Načteno číslo 1/2030: 8\u00a0souborů.\n", imported.stderr
    out = tmp_path / "vystup" / "1-2030"
    assert run(environment, "issue", "export", "1-2030", str(out)).returncode == 0
    assert bytes_in(out.parent) == bytes_in(small_issue_dir.parent)


def test_importing_twice_says_that_nothing_changed(
    small_issue_dir: Path, filled: dict[str, str]
) -> None:
    done = run(filled, "issue", "import", str(small_issue_dir))
    assert done.stdout == "Číslo 1/2030 je beze změny, nic se nepřepsalo.\n"
