"""The supervisor keeps programs running, and takes them with it when it ends."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from mitdomov.running.supervisor import Program, Supervisor


def wait_until(is_true: Callable[[], bool], seconds: float = 300.0) -> None:
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline, "nothing happened in time"
        time.sleep(0.05)


def program(name: str, script: str) -> Program:
    return Program(name, (sys.executable, "-c", textwrap.dedent(script)), stop_seconds=2.0)


def starts(directory: Path, name: str) -> list[int]:
    file = directory / name
    return [int(line) for line in file.read_text().split()] if file.exists() else []


@pytest.fixture
def heard() -> list[str]:
    return []


def supervise(directory: Path, heard: list[str], *programs: Program) -> Supervisor:
    return Supervisor(programs, dict(os.environ), directory / "logs", heard.append)


def sleeper(directory: Path, name: str = "sleeper") -> Program:
    """Writes its process id at each start, then waits to be ended."""
    return program(
        name,
        f"""
        import os, time
        with open({str(directory / name)!r}, "a") as file:
            print(os.getpid(), file=file)
        time.sleep(600)
        """,
    )


def test_a_killed_child_is_started_again_and_said_so(tmp_path: Path, heard: list[str]) -> None:
    supervisor = supervise(tmp_path, heard, sleeper(tmp_path))
    supervisor.start()
    watching = threading.Thread(target=supervisor.watch)
    watching.start()
    try:
        wait_until(lambda: len(starts(tmp_path, "sleeper")) == 1)
        os.kill(starts(tmp_path, "sleeper")[0], signal.SIGKILL)
        wait_until(lambda: len(starts(tmp_path, "sleeper")) == 2)
    finally:
        supervisor.ask_to_stop()
        watching.join()
        supervisor.stop()
    assert len(heard) == 1
    assert "sleeper" in heard[0]
    assert not psutil.pid_exists(starts(tmp_path, "sleeper")[-1])


def test_the_others_go_on_when_one_child_dies(tmp_path: Path, heard: list[str]) -> None:
    supervisor = supervise(
        tmp_path, heard, program("brief", "raise SystemExit(3)"), sleeper(tmp_path)
    )
    supervisor.start()
    watching = threading.Thread(target=supervisor.watch)
    watching.start()
    try:
        wait_until(lambda: len(heard) >= 2)
        assert len(starts(tmp_path, "sleeper")) == 1
    finally:
        supervisor.ask_to_stop()
        watching.join()
        supervisor.stop()


def test_pauses_grow_while_a_child_keeps_dying(tmp_path: Path, heard: list[str]) -> None:
    """A broken setting must not fill the disk with logs."""
    supervisor = supervise(
        tmp_path,
        heard,
        program(
            "brief",
            f"""
            import time
            with open({str(tmp_path / "brief")!r}, "a") as file:
                print(round(time.monotonic() * 1000), file=file)
            """,
        ),
    )
    supervisor.start()
    watching = threading.Thread(target=supervisor.watch)
    watching.start()
    wait_until(lambda: len(starts(tmp_path, "brief")) == 4)
    supervisor.ask_to_stop()
    watching.join()
    supervisor.stop()
    moments = starts(tmp_path, "brief")
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert gaps[0] >= 500
    assert gaps[1] >= 1000
    assert gaps[2] >= 2000


def test_a_child_that_ignores_the_request_is_killed(tmp_path: Path, heard: list[str]) -> None:
    stubborn = program(
        "stubborn",
        f"""
        import os, signal, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        with open({str(tmp_path / "stubborn")!r}, "a") as file:
            print(os.getpid(), file=file)
        while True:
            time.sleep(1)
        """,
    )
    supervisor = supervise(tmp_path, heard, stubborn)
    supervisor.start()
    wait_until(lambda: len(starts(tmp_path, "stubborn")) == 1)
    supervisor.stop()
    assert not psutil.pid_exists(starts(tmp_path, "stubborn")[0])


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's signal exists on Linux only")
def test_children_end_when_their_supervisor_is_killed(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            textwrap.dedent(
                f"""
                import os, pathlib
                from mitdomov.running.supervisor import Program, Supervisor
                import sys
                script = (
                    "import os, time; print(os.getpid(), file=open("
                    + repr({str(tmp_path / "orphan")!r})
                    + ", 'a'), flush=True); time.sleep(600)"
                )
                supervisor = Supervisor(
                    [Program("orphan", (sys.executable, "-c", script))],
                    dict(os.environ),
                    pathlib.Path({str(tmp_path / "logs")!r}),
                    print,
                )
                supervisor.start()
                supervisor.watch()
                """
            ),
        ]
    )
    wait_until(lambda: len(starts(tmp_path, "orphan")) == 1)
    parent.kill()
    parent.wait()
    wait_until(lambda: not psutil.pid_exists(starts(tmp_path, "orphan")[0]))
