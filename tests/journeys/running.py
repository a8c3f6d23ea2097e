"""Runs the whole program for a journey: `mitdomov up` on a free port, and commands beside it."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from mitdomov.running.programs import programs
from mitdomov.settings import read_settings

MITDOMOV = Path(sys.executable).with_name("mitdomov")
_START_SECONDS = 240
_NEVER_LENT = range(20_000, 32_000)


def free_port() -> int:
    """Outside the range from which systems lend ports to whoever connects: a program that ends
    and starts again, or has yet to start, must find its port free still."""
    while True:
        port = secrets.choice(_NEVER_LENT)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@dataclass(frozen=True)
class Running:
    """A program that is up; `environment` is what its commands need to find it."""

    process: subprocess.Popen[str]
    environment: dict[str, str]
    url: str
    data_dir: Path

    def run(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return run(self.environment, *arguments, stdin=stdin)

    def do(self, *arguments: str) -> str:
        """What a command printed; it must succeed."""
        done = self.run(*arguments)
        assert done.returncode == 0, f"{arguments}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout

    def part(self, name: str) -> list[psutil.Process]:
        """The processes of one part: its main process first, then its children."""
        host, _, port = self.url.removeprefix("http://").partition(":")
        (command,) = (
            each.command
            for each in programs(read_settings(self.environment), host, int(port))
            if each.name == name
        )
        for child in psutil.Process(self.process.pid).children():
            with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                if tuple(child.cmdline()[1:]) == command[1:]:
                    return [child, *child.children(recursive=True)]
        return []

    def logs(self) -> str:
        return "\n".join(
            f"== {log.name}\n{log.read_text(errors='replace')[-3000:]}"
            for log in sorted((self.data_dir / "logs").glob("*.log"))
        )


def run(
    environment: dict[str, str], *arguments: str, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(MITDOMOV), *arguments],
        env=environment,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def environment_for(data_dir: Path, **settings: str) -> dict[str, str]:
    """The environment of a fresh instance: none of the developer's own settings."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("MITDOMOV_")}
    return bare | {
        "MITDOMOV_DATA_DIR": str(data_dir),
        "MITDOMOV_SECRET_KEY": "journeys-need-a-secret-of-some-length",
        **{f"MITDOMOV_{name}": value for name, value in settings.items()},
    }


@contextmanager
def up(data_dir: Path, *options: str, port: int = 0, **settings: str) -> Iterator[Running]:
    """The program until the end of the block; ends by SIGTERM and must end cleanly."""
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    environment = environment_for(data_dir, PUBLIC_URL=url, **settings)
    process = subprocess.Popen(
        [str(MITDOMOV), "up", "--port", str(port), *options],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    running = Running(process, environment, url, data_dir)
    try:
        _wait_for_web(running)
        yield running
    finally:
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=90)
    assert process.returncode == 0, output


def _wait_for_web(running: Running) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        assert running.process.poll() is None, (running.process.communicate()[0], running.logs())
        try:
            with urllib.request.urlopen(f"{running.url}/zdravi", timeout=2):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"the web never answered\n{running.logs()}")
