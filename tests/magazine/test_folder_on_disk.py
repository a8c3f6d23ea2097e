"""Reading a folder follows no links, waits for no pipes and leaves nothing half written."""

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from mitdomov.magazine.findings import FolderError
from mitdomov.magazine.folder import disk as folder_module
from mitdomov.magazine.folder.disk import read_files, write_files
from mitdomov.magazine.folder.reading import read_issue

LINK = "Je to odkaz v souborovém systému; nahraďte jej skutečným souborem."
SPECIAL = "Není to obyčejný soubor; odstraňte jej ze složky."
EDITORIAL = "articles/01-uvodni-slovo.md"


def messages(read: Callable[[], object]) -> list[str]:
    with pytest.raises(FolderError) as error:
        read()
    return [str(finding) for finding in error.value.findings]


def tree(directory: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(directory)): path.read_bytes()
        for path in directory.rglob("*")
        if path.is_file()
    }


def test_files_come_by_their_path_and_in_order(small_issue_dir: Path) -> None:
    files = read_files(small_issue_dir)
    assert list(files) == sorted(files)
    assert files["issue.toml"] == (small_issue_dir / "issue.toml").read_bytes()
    assert files["images/klic.png"] == (small_issue_dir / "images" / "klic.png").read_bytes()


def test_publication_comes_from_above_unless_the_issue_has_its_own(small_issue_dir: Path) -> None:
    above = small_issue_dir.parent / "publication.toml"
    assert read_files(small_issue_dir)["publication.toml"] == above.read_bytes()
    (small_issue_dir / "publication.toml").write_bytes(b"# own")
    assert read_files(small_issue_dir)["publication.toml"] == b"# own"


def test_litter_of_file_managers_is_passed_over(small_issue_dir: Path) -> None:
    clean = read_files(small_issue_dir)
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "issue.toml~", "images/._klic.png"):
        (small_issue_dir / name).write_bytes(b"x")
    (small_issue_dir / ".git").mkdir()
    assert read_files(small_issue_dir) == clean


@pytest.mark.parametrize(
    "name", ["issue.toml", EDITORIAL, "images/klic.png", "../publication.toml"]
)
def test_link_to_a_file_is_refused(small_issue_dir: Path, tmp_path: Path, name: str) -> None:
    """Even where it leads to what would be allowed."""
    path = small_issue_dir / name
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert messages(lambda: read_files(small_issue_dir)) == [f"{name.removeprefix('../')}: {LINK}"]


def test_link_to_a_folder_is_refused(small_issue_dir: Path, tmp_path: Path) -> None:
    (small_issue_dir / "images").rename(tmp_path / "elsewhere")
    (small_issue_dir / "images").symlink_to(tmp_path / "elsewhere")
    assert messages(lambda: read_files(small_issue_dir)) == [f"images: {LINK}"]


def test_pipe_is_refused_without_waiting(small_issue_dir: Path) -> None:
    os.mkfifo(small_issue_dir / "images" / "roura.png")
    assert messages(lambda: read_files(small_issue_dir)) == [f"images/roura.png: {SPECIAL}"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes devices")
def test_device_is_refused(small_issue_dir: Path) -> None:
    try:
        os.mknod(small_issue_dir / "issue.toml~.png", 0o020666, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("this machine lets nobody make devices")
    assert messages(lambda: read_files(small_issue_dir)) == [f"issue.toml~.png: {SPECIAL}"]


def test_subfolder_is_refused(small_issue_dir: Path) -> None:
    (small_issue_dir / "images" / "stare").mkdir()
    assert messages(lambda: read_files(small_issue_dir)) == [
        "images/stare: Taková podsložka sem nepatří; přesuňte ji jinam."
    ]


def test_all_refusals_come_at_once(small_issue_dir: Path) -> None:
    (small_issue_dir / "images" / "stare").mkdir()
    (small_issue_dir / "a.toml").symlink_to("issue.toml")
    os.mkfifo(small_issue_dir / "roura")
    assert len(messages(lambda: read_files(small_issue_dir))) == 3


def test_missing_folder_is_named(tmp_path: Path) -> None:
    assert messages(lambda: read_files(tmp_path / "nic")) == [
        f"{tmp_path}/nic: Taková složka neexistuje; zkontrolujte cestu k ní."
    ]


def test_too_large_file_is_refused(small_issue_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_module, "MAX_FILE_BYTES", 300)
    (sentence,) = [
        message
        for message in messages(lambda: read_files(small_issue_dir))
        if message.startswith("images/klic.png")
    ]
    assert sentence.endswith("zmenšete obrázky.")


def test_too_large_issue_is_refused(small_issue_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_module, "MAX_TOTAL_BYTES", 4000)
    assert "publication.toml: Soubor smí mít" in "".join(
        messages(lambda: read_files(small_issue_dir))
    )


def test_too_many_files_are_refused_once(small_issue_dir: Path) -> None:
    for number in range(1001):
        (small_issue_dir / "images" / f"{number}.png").touch()
    assert messages(lambda: read_files(small_issue_dir)) == [
        "images: Ve složce je víc než 1000 souborů; nechte v ní jen soubory čísla."
    ]


@pytest.mark.parametrize(
    "name", ["obálka.png", unicodedata.normalize("NFD", "obálka.png"), "a b.png", "x" * 200]
)
def test_name_that_travels_badly_is_refused(small_issue_dir: Path, name: str) -> None:
    (small_issue_dir / "images" / name).write_bytes(b"")
    with pytest.raises(FolderError) as error:
        read_issue(read_files(small_issue_dir))
    assert "bad-picture-name" in {finding.code for finding in error.value.findings}


def test_name_that_is_no_text_is_shown_safely(small_issue_dir: Path) -> None:
    (small_issue_dir / "images" / os.fsdecode(b"\xff\n.png")).write_bytes(b"")
    (message, *_) = messages(lambda: read_issue(read_files(small_issue_dir)))
    assert message.startswith("images/��.png: ")


def test_written_folder_reads_back(small_issue_dir: Path, tmp_path: Path) -> None:
    files = read_files(small_issue_dir)
    target = tmp_path / "export" / "1-2030"
    write_files(files, target)
    assert read_files(target) == files
    assert (target.parent / "publication.toml").read_bytes() == files["publication.toml"]
    assert {path.name for path in target.iterdir()} == {"articles", "images", "issue.toml"}


def test_empty_folder_may_be_written_to(small_issue_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    write_files(read_files(small_issue_dir), tmp_path / "export")
    assert read_files(tmp_path / "export") == read_files(small_issue_dir)


def test_other_content_is_never_overwritten(small_issue_dir: Path, tmp_path: Path) -> None:
    target = tmp_path / "export" / "1-2030"
    target.mkdir(parents=True)
    (target / "prace.txt").write_bytes(b"nepostradatelne")
    before = tree(tmp_path / "export")
    assert messages(lambda: write_files(read_files(small_issue_dir), target)) == [
        f"{target}: Složka není prázdná; zvolte novou nebo prázdnou."
    ]
    assert tree(tmp_path / "export") == before


def test_other_publication_above_stays_and_the_issue_keeps_its_own(
    small_issue_dir: Path, tmp_path: Path
) -> None:
    files = read_files(small_issue_dir)
    target = tmp_path / "export" / "1-2030"
    target.parent.mkdir()
    (target.parent / "publication.toml").write_bytes(b"# other")
    write_files(files, target)
    assert (target.parent / "publication.toml").read_bytes() == b"# other"
    assert read_files(target) == files


@pytest.mark.parametrize(
    "path", ["../x.md", "/etc/cron.d/x", "a\\..\\..\\x", "images/a\0.png", "C:/x", "articles/../x"]
)
def test_path_that_leaves_the_folder_is_never_written(tmp_path: Path, path: str) -> None:
    (message,) = messages(lambda: write_files({path: b"x"}, tmp_path / "export"))
    assert message.endswith("Cesta vede mimo složku čísla; takový soubor nepřijmu.")
    assert tree(tmp_path) == {}


def test_failed_writing_leaves_nothing_behind(
    small_issue_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = read_files(small_issue_dir)
    target = tmp_path / "export" / "1-2030"

    def full(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    assert messages(lambda: write_files(files, target)) == [
        f"{target}: Složku nejde zapsat; zkontrolujte přístupová práva a místo na disku."
    ]
    assert [path.name for path in target.parent.iterdir()] == ["publication.toml"]
