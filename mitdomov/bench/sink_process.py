"""A block of code in; the counting mail server runs beside it, in a process of its own."""

import smtplib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

HOST: Final = "127.0.0.1"
_STOP_SECONDS: Final = 10


class LettersLostError(Exception):
    """The server counted other letters than were sent; the message is a Czech sentence."""


@dataclass(frozen=True, slots=True)
class Sink:
    port: int

    def letters(self) -> int:
        """How many it has taken."""
        with smtplib.SMTP(HOST, self.port) as smtp:
            return int(smtp.noop()[1])

    def insist_on(self, letters: int) -> None:
        """Raises `LettersLostError` when it has taken another number."""
        taken = self.letters()
        if taken != letters:
            raise LettersLostError(
                f"Server přijal {taken} dopisů místo {letters}; měření neplatí, opakujte je."
            )


@contextmanager
def sink() -> Iterator[Sink]:
    process = subprocess.Popen(
        [sys.executable, "-m", "mitdomov.bench.sink"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield Sink(int(process.stdout.readline() if process.stdout else ""))
        finally:
            process.terminate()
            process.wait(_STOP_SECONDS)
