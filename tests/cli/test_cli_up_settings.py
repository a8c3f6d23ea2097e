"""`mitdomov up` and the commands beside it work on one instance, under one address."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
import pytest

from mitdomov.cli.demo import prepare_demo
from mitdomov.clock import now
from mitdomov.editorial.frames import create_issue, read_frame
from mitdomov.editorial.model import IssueState, SnapshotRecord
from mitdomov.editorial.queries import issues
from mitdomov.settings import read_settings
from tests.cli.commanding import WRONG_USAGE
from tests.journeys.running import MITDOMOV, environment_for, free_port, run
from tests.web.served import environment as environment_of_site
from tests.web.served import publish_small_issue, site_in

OURS = {"gunicorn", "celery"}
"""The broker's server writes over its environment."""


@dataclass
class Up:
    """The program while it runs, and afterwards all that it said."""

    children: list[psutil.Process]
    said: str = ""


@contextmanager
def up(environment: dict[str, str], port: int, cwd: Path) -> Iterator[Up]:
    process = subprocess.Popen(
        [str(MITDOMOV), "up", "--port", str(port)],
        env=environment,
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    running = Up([])
    try:
        running.said = _greeting(process)
        running.children = psutil.Process(process.pid).children()
        yield running
    finally:
        process.send_signal(signal.SIGTERM)
        running.said += process.communicate(timeout=90)[0]


def _greeting(process: subprocess.Popen[str]) -> str:
    """All that it says until it says how to end it, which is when the web has answered."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if "Ctrl-C vše ukončí" in line:
            return said
    raise AssertionError(said)


def address_by_doctor(environment: dict[str, str], cwd: Path) -> str:
    done = subprocess.run(
        [str(MITDOMOV), "doctor"],
        env=environment,
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )
    return next(line for line in done.stdout.splitlines() if "web na" in line).split()[-1]


@pytest.mark.journey
def test_the_file_counts_for_all_parts_and_commands(tmp_path: Path) -> None:
    file = tmp_path / "mitdomov.toml"
    file.write_text(
        f'DATA_DIR = "{tmp_path / "data"}"\nPUBLIC_URL = "https://mítdomov.example"\n'
        f'SECRET_KEY = "{"k" * 40}"\n',
        encoding="utf-8",
    )
    bare = environment_for(tmp_path)
    environment = {k: v for k, v in bare.items() if not k.startswith("MITDOMOV_")}
    environment["MITDOMOV_CONFIG"] = str(file)
    with up(environment, free_port(), tmp_path) as program:
        children = [each for each in program.children if OURS & set(each.cmdline())]
        assert len(children) >= 3
        for part in (each.environ() for each in children):
            assert part["MITDOMOV_PUBLIC_URL"] == "https://xn--mtdomov-7ya.example"
            assert part["MITDOMOV_SECRET_KEY"] == "k" * 40
            assert part["MITDOMOV_DATA_DIR"] == str(tmp_path / "data")
        assert address_by_doctor(environment, tmp_path) == "https://xn--mtdomov-7ya.example"
    assert {each.name for each in tmp_path.iterdir()} == {"data", "mitdomov.toml"}


@pytest.mark.journey
def test_a_second_terminal_uses_the_port_that_up_was_given(tmp_path: Path) -> None:
    environment = environment_for(tmp_path / "data")
    for port in (free_port(), free_port()):
        with up(environment, port, tmp_path):
            assert address_by_doctor(environment, tmp_path) == f"http://127.0.0.1:{port}"


def test_the_demo_publishes_again_under_a_new_address(tmp_path: Path) -> None:
    """Links in its letters lead to the web that runs now."""
    publish_small_issue(tmp_path)
    moved = read_settings(environment_of_site(tmp_path, PUBLIC_URL="http://127.0.0.1:9000"))
    for site in site_in(tmp_path):
        for _ in range(2):
            prepare_demo(site.store, moved)
            with site.store.reading() as session:
                (issue,) = issues(session)
                shown = session.get_one(SnapshotRecord, issue.current_snapshot_id)
            assert shown.public_url == "http://127.0.0.1:9000"


def test_the_demo_leaves_what_editors_have_in_work_to_them(tmp_path: Path) -> None:
    """Neither an issue never published nor one changed since is approved by starting again."""
    publish_small_issue(tmp_path)
    moved = read_settings(environment_of_site(tmp_path, PUBLIC_URL="http://127.0.0.1:9000"))
    for site in site_in(tmp_path):
        with site.store.writing() as session:
            (changed,) = issues(session)
            changed.state = IssueState.DRAFT
            seen = changed.current_snapshot_id
            frame = replace(read_frame(site.store.blobs, changed), number="2/2030")
            create_issue(session, site.store.blobs, frame, now())
        prepare_demo(site.store, moved)
        with site.store.reading() as session:
            kept = {each.number: each.current_snapshot_id for each in issues(session)}
        assert kept == {"1/2030": seen, "2/2030": None}


def test_a_demo_by_the_settings_is_not_opened_to_others_either(tmp_path: Path) -> None:
    environment = environment_for(tmp_path / "data", DEMO="1")
    done = run(environment, "up", "--host", "192.0.2.1")
    assert done.returncode == WRONG_USAGE
    assert "přihlašuje tlačítkem" in done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.journey
def test_a_demo_says_when_its_letters_really_leave(tmp_path: Path) -> None:
    """Rehearsing with a relay is allowed; taking it for the mailbox is not."""
    environment = environment_for(tmp_path / "data", DEMO="1", SMTP_URL="smtp://127.0.0.1:1")
    publish_small_issue(tmp_path / "data")
    with up(environment, free_port(), tmp_path) as program:
        pass
    assert "127.0.0.1:1" in program.said
    assert "skutečně odcházejí" in program.said
