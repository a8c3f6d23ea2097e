"""A transport that answers what a test wrote down for it, and counts the copies handed over."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from mitdomov.delivery.transports.transport import Accepted, Doubtful, Outcome


class DiedError(BaseException):
    """Like `SystemExit`: nothing in the program may take it for a mistake of its own."""


@dataclass
class ScriptedTransport:
    """Answers letter by letter from `script`; None kills the worker after the acceptance."""

    script: list[Outcome | None]
    letters_per_connection: int = 0
    """After so many the connection is closed; 0 means any number."""
    received: Counter[str] = field(default_factory=Counter)
    _sent: int = 0

    @property
    def is_open(self) -> bool:
        return not self.letters_per_connection or self._sent < self.letters_per_connection

    @contextmanager
    def open(self) -> Iterator["ScriptedTransport"]:
        self._sent = 0
        yield self

    def send(self, recipient: str, message: bytes, _return_path: str = "") -> Outcome:
        self._sent += 1
        outcome = self.script.pop(0) if self.script else Accepted(250, "ok")
        if outcome is None or isinstance(outcome, Accepted | Doubtful):
            assert recipient.encode() in message
            self.received[recipient] += 1
        if outcome is None:
            raise DiedError
        return outcome
