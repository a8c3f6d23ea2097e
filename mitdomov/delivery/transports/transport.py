"""What the delivery engine asks of a transport, with every answer possible for one letter."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Final, Protocol

LONGEST_SEND_SECONDS: Final = 1200.0
"""No letter's conversation lasts longer, so an answer that has not come by then never will."""


class Scope(StrEnum):
    """What a final refusal is about."""

    RECIPIENT = auto()
    LETTER = auto()
    """The letter itself, e.g. its size or content: other recipients will fare alike."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The next server took the letter over (RFC 5321 section 4.2.5: it is now responsible)."""

    code: int
    answer: str


@dataclass(frozen=True, slots=True)
class Refused:
    code: int
    answer: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class Deferred:
    """The server asks to try this recipient later, e.g. greylisting."""

    code: int
    answer: str


@dataclass(frozen=True, slots=True)
class Doubtful:
    """The conversation ended after the letter was handed over, before an answer to it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The letter certainly did not leave, for a cause that is not the recipient's."""

    reason: str
    """A Czech sentence without secrets."""
    needs_person: bool = False
    """Whether trying again is useless until somebody changes the settings."""
    has_served: bool = False
    """Whether the same connection took other letters before: relays close one after so many."""


Outcome = Accepted | Refused | Deferred | Doubtful | Unreachable


class Connection(Protocol):
    @property
    def is_open(self) -> bool:
        """Whether it can carry another letter."""

    def send(self, recipient: str, message: bytes, return_path: str = "", /) -> Outcome:
        """Hands `message` (RFC 5322, CRLF line ends) over for one recipient, within
        `LONGEST_SEND_SECONDS`; never raises for what a server or a network can do. If it cannot
        be delivered, it returns to `return_path` (ASCII), or to the sender when that is empty."""


class Transport(Protocol):
    def open(self) -> AbstractContextManager[Connection | Unreachable]:
        """A conversation for many letters, closed at the end of the block."""
