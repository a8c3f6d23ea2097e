"""Starts the real broker and a real worker for tests, and ends what it started."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mitdomov.places import ROOT
from mitdomov.running.broker import command
from mitdomov.running.programs import programs
from mitdomov.settings import Settings, as_environment


@contextmanager
def running_broker(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    settings.broker_socket.unlink(missing_ok=True)
    with _running(command(settings.broker_socket, settings.data_dir), settings) as process:
        until(settings.broker_socket.exists)
        yield process


@contextmanager
def running_worker(settings: Settings, *, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker with its scheduler; in a process group of its own, so that a test may kill it."""
    line = [sys.executable, "-m", "celery", "--app", "worker", "--workdir", str(ROOT)]
    line += ["worker", "--beat", "--loglevel", "INFO", "--without-gossip", "--without-mingle"]
    with _running(line, settings, log) as process:
        yield process


@contextmanager
def running_program(
    settings: Settings, name: str, *, log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """One program of an instance, by the command line with which `mitdomov up` starts it."""
    found = [each for each in programs(settings, "127.0.0.1", 0) if each.name == name]
    with _running([*found[0].command], settings, log) as process:
        yield process


def until(is_true: Callable[[], bool], *, seconds: float = 300.0) -> None:
    """Waits for a claim to come true; raises `TimeoutError`."""
    deadline = time.monotonic() + seconds
    while not is_true():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.05)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def _running(
    line: list[str], settings: Settings, log: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    with (log or Path(os.devnull)).open("ab") as output:
        process = subprocess.Popen(
            line,
            env=os.environ | as_environment(settings),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            kill_group(process)
