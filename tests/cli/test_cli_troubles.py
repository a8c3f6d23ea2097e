"""Whatever fails beneath a command, it ends in one Czech sentence and loses nothing."""

import ctypes
import json
import os
import pty
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.commanding import REFUSED, all_rows, complaint, database, run_here
from tests.conftest import SMALL_ISSUE
from tests.journeys.running import MITDOMOV, environment_for, run

FOLDER = str(SMALL_ISSUE / "1-2030")
PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE = 1


def obey_permissions() -> None:
    """Root, too, may write only what its permissions allow."""
    if os.geteuid() == 0 and sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE)


def fill_disk() -> None:
    """No file may grow beyond 32 kB."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (32_768, 32_768))


def run_limited(
    limit: Callable[[], None], environment: dict[str, str], *arguments: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(MITDOMOV), *arguments],
        env=environment,
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def set_permissions(directory: Path, folder: int, file: int) -> None:
    for path in (directory, *directory.rglob("*")):
        path.chmod(folder if path.is_dir() else file)


def test_a_locked_database_can_be_read_and_is_waited_for(filled: dict[str, str]) -> None:
    before = all_rows(filled)
    other = sqlite3.connect(database(filled), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert run(filled, "issue", "list").returncode == 0
        said = complaint(run(filled, "dispatch", "cancel", "1"))
        assert "zapisuje jiný program" in said
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert all_rows(filled) == before


def test_a_short_lock_is_waited_out(filled: dict[str, str]) -> None:
    other = sqlite3.connect(database(filled), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = subprocess.Popen(
        [str(MITDOMOV), "dispatch", "pause", "1"], env=filled, stdout=subprocess.PIPE, text=True
    )
    time.sleep(3)
    assert waiting.poll() is None
    other.execute("ROLLBACK")
    other.close()
    assert waiting.communicate()[0] == "Rozesílka 1 je pozastavená.\n"


def test_a_read_only_data_directory_is_said(filled: dict[str, str]) -> None:
    directory = Path(filled["MITDOMOV_DATA_DIR"])
    set_permissions(directory, 0o555, 0o444)
    try:
        said = complaint(run_limited(obey_permissions, filled, "dispatch", "pause", "1"))
    finally:
        set_permissions(directory, 0o755, 0o644)
    assert "práva" in said


def test_a_data_directory_that_cannot_be_made_is_said() -> None:
    said = complaint(run(environment_for(Path("/proc/self/data")), "issue", "list"))
    assert "MITDOMOV_DATA_DIR" in said


@pytest.mark.parametrize("command", ["issue list", "up"])
def test_a_data_directory_that_is_a_file_is_called_one(tmp_path: Path, command: str) -> None:
    (tmp_path / "data").write_text("mine")
    said = complaint(run_here(environment_for(tmp_path / "data"), *command.split()))
    assert "data není přístupná (je to soubor, ne složka)" in said


def test_a_file_in_place_of_the_data_directory_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine")
    environment = environment_for(tmp_path / "data")
    del environment["MITDOMOV_SECRET_KEY"]
    assert "MITDOMOV_DATA_DIR" in complaint(run_here(environment, "issue", "list"))
    done = run(environment, "doctor")
    assert "CHYBÍ      nastavení" in done.stdout
    assert (done.returncode, done.stderr) == (REFUSED, "")


def test_a_full_disk_is_said_and_nothing_is_half_imported(
    filled: dict[str, str], small_issue_dir: Path
) -> None:
    before = all_rows(filled)
    picture = small_issue_dir / "images" / "velka.svg"
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><desc>{}</desc></svg>'
    picture.write_text(drawing.format("x" * 100_000))
    done = run_limited(fill_disk, filled, "issue", "import", str(small_issue_dir))
    assert "disk" in complaint(done) or "větší" in complaint(done)
    assert all_rows(filled) == before


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (b"to neni databaze" * 400, "není databáze"),
        (b"SQLite format 3\0" + b"\1" * 9000, "databáze"),
    ],
)
def test_a_damaged_database_is_said_and_left_alone(
    damage: bytes, words: str, environment: dict[str, str]
) -> None:
    database(environment).parent.mkdir()
    database(environment).write_bytes(damage)
    start = run if "není" in words else run_here
    said = complaint(start(environment, "issue", "list", "--json"))
    assert words in said
    assert "zálohu" in said
    assert database(environment).read_bytes() == damage


def test_a_lost_file_of_an_issue_is_said(filled: dict[str, str], tmp_path: Path) -> None:
    for blob in (Path(filled["MITDOMOV_DATA_DIR"]) / "blobs").rglob("*"):
        if blob.is_file():
            blob.unlink()
    said = complaint(run_here(filled, "issue", "export", "1/2030", str(tmp_path / "out")))
    assert "mitdomov doctor" in said
    assert not (tmp_path / "out").exists()


def test_the_unforeseen_is_written_down_and_told_without_a_traceback(
    filled: dict[str, str],
) -> None:
    with sqlite3.connect(database(filled)) as connection:
        connection.execute("UPDATE issue SET state = 'nonsense'")
    connection.close()
    said = complaint(run(filled, "issue", "list"))
    log = Path(filled["MITDOMOV_DATA_DIR"]) / "logs" / "command.log"
    assert str(log) in said
    assert "Traceback" in log.read_text(encoding="utf-8")


def test_a_reader_that_leaves_is_no_trouble(filled: dict[str, str]) -> None:
    listing = subprocess.Popen(
        [str(MITDOMOV), "subscribers", "export", "--list", "magazin"],
        env=filled,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert listing.stdout is not None
    assert listing.stderr is not None
    listing.stdout.close()
    assert listing.stderr.read() == b""
    listing.stderr.close()
    assert listing.wait() == REFUSED


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_output_that_cannot_be_written_is_said(filled: dict[str, str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [str(MITDOMOV), "issue", "list"],
            env=filled,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (REFUSED, "Chyba: došlo místo na disku.\n")


def test_a_terminal_without_czech_letters_shows_what_it_can(filled: dict[str, str]) -> None:
    done = subprocess.run(
        [str(MITDOMOV), "issue", "list"],
        env=filled | {"PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("latin-1").split() == ["1/2030", "vydané", "První", "klí?e"]


@pytest.mark.parametrize("out", ["file", "file/inside", "read-only"])
def test_a_place_that_takes_no_output_is_said_before_the_work(
    out: str, tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "read-only").mkdir(mode=0o555)
    arguments = ("render", FOLDER, "--out", str(tmp_path / out))
    done = run_limited(obey_permissions, environment, *arguments)
    assert out.partition("/")[0] in complaint(done)
    assert "Sázím" not in done.stderr
    assert (tmp_path / "file").read_text() == "mine"


def test_ctrl_c_ends_a_command_with_a_word(environment: dict[str, str]) -> None:
    terminal, keyboard = pty.openpty()
    typing = subprocess.Popen(
        [str(MITDOMOV), "typography"],
        env=environment,
        stdin=keyboard,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert typing.stderr is not None
    assert "Ctrl-D" in typing.stderr.readline()
    typing.send_signal(signal.SIGINT)
    assert typing.communicate() == ("", "\nPřerušeno.\n")
    assert typing.returncode == REFUSED
    os.close(keyboard)
    os.close(terminal)


@pytest.mark.parametrize("arguments", [("issue", "export"), ("send", "--yes", "--list", "magazin")])
def test_an_unknown_number_names_those_that_exist(
    arguments: tuple[str, ...], filled: dict[str, str], tmp_path: Path
) -> None:
    before = all_rows(filled)
    place = [str(tmp_path / "out")] if "export" in arguments else []
    said = complaint(run_here(filled, *arguments, "9/2030", *place))
    assert "„9/2030“ tu není (známá čísla: 1/2030)" in said
    assert all_rows(filled) == before


def test_lists_and_dispatches_that_do_not_exist_name_those_that_do(
    filled: dict[str, str],
) -> None:
    assert "novinky, magazin" in complaint(run_here(filled, "send", "1/2030", "--list", "mgazin"))
    assert "poslední má číslo 1" in complaint(run_here(filled, "dispatch", "show", "7"))


def test_scripts_get_json_and_nothing_else(filled: dict[str, str]) -> None:
    issues = json.loads(run(filled, "issue", "list", "--json").stdout)
    assert issues == [{"number": "1/2030", "state": "published", "theme": "První klíče"}]
    terms = json.loads(run_here(filled, "dispatch", "show", "1", "--json").stdout)
    assert terms["audience"] == terms["queued"] == 2
    assert sum(terms.values()) == 2 * terms["audience"]
    checked = json.loads(run_here(filled, "issue", "check", "1-2030", "--json").stdout)
    assert checked["blocking"] is False
    lists = json.loads(run_here(filled, "subscribers", "list", "--json").stdout)
    assert [each["active"] for each in lists] == [0, 2]
