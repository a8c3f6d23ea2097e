"""What is imported comes back byte for byte, however oddly it was written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.commanding import run_here
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
    imported = run_here(environment, "issue", "import", str(small_issue_dir))
    assert imported.stdout == "Načteno číslo 1/2030: 8\u00a0souborů.\n", imported.stderr
    out = tmp_path / "vystup" / "1-2030"
    assert run(environment, "issue", "export", "1-2030", str(out)).returncode == 0
    assert bytes_in(out.parent) == bytes_in(small_issue_dir.parent)


def test_importing_twice_says_that_nothing_changed(
    small_issue_dir: Path, filled: dict[str, str]
) -> None:
    done = run_here(filled, "issue", "import", str(small_issue_dir))
    assert done.stdout == "Číslo 1/2030 je beze změny, nic se nepřepsalo.\n"


def test_importing_again_says_what_changed_and_how_to_get_it_back(
    small_issue_dir: Path, tmp_path: Path, filled: dict[str, str]
) -> None:
    before = bytes_in(small_issue_dir)
    first, second, *_ = sorted((small_issue_dir / "articles").iterdir())
    second.write_text(second.read_text(encoding="utf-8") + "\nNová věta.\n", encoding="utf-8")
    (small_issue_dir / "images" / "novy.png").write_bytes(
        next(path for path in (small_issue_dir / "images").glob("*.png")).read_bytes()
    )
    first.unlink()
    done = run(filled, "issue", "import", str(small_issue_dir))
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["přibylo", "images/novy.png"] in lines
    assert ["změněno", f"articles/{second.name}"] in lines
    assert ["ubylo", f"articles/{first.name}"] in lines
    assert "mitdomov issue export 1/2030 SLOŽKA --revision 1" in done.stdout
    out = tmp_path / "vystup" / "1-2030"
    export = ("issue", "export", "1/2030", str(out), "--revision")
    assert run_here(filled, *export, "1").returncode == 0
    assert bytes_in(out) == before
    refused = run_here(filled, *export, "7")
    assert refused.returncode != 0
    assert "nemá podobu 7; zvolte jednu z podob 1 až 2" in refused.stderr
