"""What the broker knows the tasks and their queues by."""

from typing import Final

SEND: Final = "mitdomov.send"
SWEEP: Final = "mitdomov.sweep"
LETTER: Final = "mitdomov.letter"
WORK: Final = "mitdomov.work"

RINGS: Final = "rings"
"""What takes a turn at most."""
LONG_WORK: Final = "long-work"
"""What takes minutes, so that no letter ever waits behind it."""
