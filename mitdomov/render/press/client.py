"""A job in, what a press process made of it out; a process that hangs or dies is replaced."""

import json
import pickle
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from time import monotonic
from typing import Any, Final, cast

from mitdomov import places
from mitdomov.render.pdf.document import Progress
from mitdomov.render.press import blame
from mitdomov.render.press.jobs import Job, Made
from mitdomov.render.press.process import PROBLEM

_JOBS_OF_ONE_PROCESS: Final = 200
"""Then a fresh one takes over, since libraries leak."""
_ENDS_WITHIN_SECONDS: Final = 2.0


@dataclass(frozen=True, slots=True)
class Unpressed:
    sentence: str
    """Czech; names the article or issue, and says what to do."""


def silent(step: str, done: float) -> None:
    """Progress that nobody watches."""


class PressProcess:
    """One process, started when it is first needed. For one thread at a time.

    `niceness` above 0 makes it stand back behind whoever is waited for (POSIX nice).
    """

    def __init__(self, niceness: int = 0) -> None:
        self._niceness = niceness
        self._process: subprocess.Popen[bytes] | None = None
        self._jobs = 0

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Begins to load the libraries; returns at once."""
        if self.is_running:
            return
        self.close()
        self._jobs = 0
        self._process = subprocess.Popen(  # noqa: S603 - no part of it comes from outside
            [sys.executable, "-m", "mitdomov.render.press.process", str(self._niceness)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=places.ROOT,
        )

    def run(
        self, job: Job, *, timeout_seconds: float, progress: Progress = silent
    ) -> Made | Unpressed:
        """`timeout_seconds` counts the start of the process as well."""
        try:
            asked = pickle.dumps((int(timeout_seconds) + 1, job))
        except RecursionError as error:
            return Unpressed(blame.of_error(job, error))
        self.start()
        process = cast("subprocess.Popen[bytes]", self._process)
        watch = Timer(timeout_seconds, process.kill)
        watch.daemon = True
        watch.start()
        begun = monotonic()
        try:
            made = _answered(process, asked, progress)
        except (OSError, EOFError, ValueError):
            is_late = monotonic() - begun >= timeout_seconds
            ending = _ending(process)
            self.close()
            made = Unpressed(blame.of_time(job) if is_late else blame.of_ending(job, ending))
        except BaseException:  # of `progress`: the process would answer the job after this one
            self.close()
            raise
        finally:
            watch.cancel()
        self._jobs += 1
        if self._jobs >= _JOBS_OF_ONE_PROCESS:
            self.close()
        return made

    def close(self) -> None:
        """Ends the process; a later job starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                cast("Any", pipe).close()
        process.wait()


def _answered(
    process: subprocess.Popen[bytes], asked: bytes, progress: Progress
) -> Made | Unpressed:
    """Raises OSError, EOFError or ValueError when the process is gone."""
    jobs, answers = cast("Any", process.stdin), cast("Any", process.stdout)
    jobs.write(asked)
    jobs.flush()
    while line := answers.readline():
        header = json.loads(line)
        if "step" in header:
            progress(header["step"], header["done"])
        elif PROBLEM in header:
            return Unpressed(header[PROBLEM])
        else:
            data = answers.read(header["bytes"])
            if len(data) < header["bytes"]:
                break
            return Made(data, header["pages"], header["first_pages"])
    raise EOFError


def _ending(process: subprocess.Popen[bytes]) -> int | None:
    """A process whose answers have ended ends soon as well."""
    with suppress(subprocess.TimeoutExpired):
        return process.wait(_ENDS_WITHIN_SECONDS)
    return None
