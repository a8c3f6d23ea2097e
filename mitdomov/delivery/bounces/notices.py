"""What a returned letter says, as values: the outcome of reading one."""

from dataclasses import dataclass, field
from enum import StrEnum

from mitdomov.delivery.bounces.causes import Cause


class Kind(StrEnum):
    FAILED = "failed"
    DELAYED = "delayed"
    """The server is still trying (RFC 3464 section 2.3.3); nothing is lost yet."""
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class Notice:
    kind: Kind
    cause: Cause
    status: str = ""
    """The enhanced status code (RFC 3463); empty when only words were said."""
    words: str = ""
    """The server's own; they may name the reader."""
    is_by_rule: bool = False
    """Whether the status stood in a report for machines (RFC 3464), not somewhere in a text."""
    about: frozenset[str] = field(default_factory=frozenset)
    """Addresses that the report says it is about, in lower case: reason for caution, no more."""


class Ignored(StrEnum):
    """Why a message is not one of a letter that came back."""

    AUTO_REPLY = "auto-reply"
    RECEIPT = "receipt"
    """A reader's mail program says that the letter was shown (RFC 8098)."""
    DELIVERED = "delivered"
    NO_COMPLAINT = "no-complaint"
    """The reader said that a letter was no spam (RFC 5965 section 7.3.2)."""
    UNKNOWN = "unknown"
