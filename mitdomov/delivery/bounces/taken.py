"""What became of one message that came to the address of returned letters, as a value."""

from dataclasses import dataclass
from enum import StrEnum

from mitdomov.delivery.bounces.model import Deed


class Fate(StrEnum):
    """What became of one message."""

    RECORDED = "recorded"
    REPEATED = "repeated"
    """The same was recorded before."""
    IGNORED = "ignored"
    """An automatic reply, a receipt, a success: nothing to do."""
    STRANGE = "strange"
    """Without a genuine mark: nobody can say whose letter it was, if anybody's."""
    UNCLEAR = "unclear"
    """With a mark, and no telling what it says: a person may read it."""
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Taken:
    fate: Fate
    delivery_id: int | None = None
    letter_id: int | None = None
    """Of a letter to one person, which no delivery stands for."""
    why: str = ""
    """Of what was ignored, which kind it was."""
    deed: Deed | None = None
