"""Keeps a set of programs running: starts them in order, restarts what died, stops them in reverse.

A program that keeps dying is restarted with growing pauses, so that a broken setting fills no
disk with logs. On Linux the kernel ends the children when their supervisor is killed.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_FIRST_PAUSE_SECONDS: Final = 0.5
_LONGEST_PAUSE_SECONDS: Final = 30.0
_STEADY_AFTER_SECONDS: Final = 30.0
"""A child that lived this long did not die of its start: its next pause is short again."""
_POLL_SECONDS: Final = 0.2
_LOG_LIMIT_BYTES: Final = 10_000_000
_PR_SET_PDEATHSIG: Final = 1


@dataclass(frozen=True, slots=True)
class Program:
    """What to run; `stop_seconds` is how long it may take to end after SIGTERM."""

    name: str
    command: tuple[str, ...]
    stop_seconds: float = 10.0


@dataclass(slots=True)
class Child:
    program: Program
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    restart_at: float = 0.0
    pause_seconds: float = _FIRST_PAUSE_SECONDS

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self, environment: Mapping[str, str]) -> None:
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(  # noqa: S603 - the commands are the program's own
                self.program.command,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                # Safe here: the supervisor has no other threads.
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
            )
        self.started_at = time.monotonic()

    def plan_restart(self) -> None:
        if time.monotonic() - self.started_at > _STEADY_AFTER_SECONDS:
            self.pause_seconds = _FIRST_PAUSE_SECONDS
        self.restart_at = time.monotonic() + self.pause_seconds
        self.pause_seconds = min(self.pause_seconds * 2, _LONGEST_PAUSE_SECONDS)
        self.process = None

    def stop(self) -> None:
        """SIGTERM, time to finish, then SIGKILL to whatever is left of its process group."""
        if self.process is None:
            return
        group = self.process.pid
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(self.program.stop_seconds)
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
        self.process.wait()


@dataclass(slots=True)
class Supervisor:
    """Runs `programs` with their output in `logs`/NAME.log; `tell` gets Czech sentences."""

    programs: Sequence[Program]
    environment: Mapping[str, str]
    logs: Path
    tell: Callable[[str], None]
    _children: list[Child] = field(default_factory=list)
    _is_stopping: bool = False

    def start(self) -> None:
        self.logs.mkdir(parents=True, exist_ok=True)
        for program in self.programs:
            child = Child(program, _rotated(self.logs / f"{program.name}.log"))
            child.start(self.environment)
            self._children.append(child)

    def watch(self) -> None:
        """Restarts dead children until `ask_to_stop` was called."""
        while not self._is_stopping:
            for child in self._children:
                self._look_after(child)
            time.sleep(_POLL_SECONDS)

    def ask_to_stop(self) -> None:
        self._is_stopping = True

    @property
    def is_stopping(self) -> bool:
        return self._is_stopping

    def stop(self) -> None:
        for child in reversed(self._children):
            child.stop()

    def _look_after(self, child: Child) -> None:
        if child.is_running:
            return
        if child.process is not None:
            code = child.process.returncode
            child.plan_restart()
            self.tell(
                f"Část „{child.program.name}“ skončila (kód {code}), spouštím ji znovu. "
                f"Podrobnosti: {child.log}"
            )
        elif time.monotonic() >= child.restart_at:
            child.start(self.environment)


@contextmanager
def stopping_on_signals(ask_to_stop: Callable[[], None]) -> Iterator[None]:
    """While inside, SIGINT and SIGTERM call `ask_to_stop` instead of ending the process."""

    def handle(_signal: int, _frame: object) -> None:
        ask_to_stop()

    before = {each: signal.signal(each, handle) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _rotated(log: Path) -> Path:
    if log.exists() and log.stat().st_size > _LOG_LIMIT_BYTES:
        log.replace(log.with_suffix(".log.1"))
    return log
