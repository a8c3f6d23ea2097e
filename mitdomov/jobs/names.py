"""What the broker knows the tasks by."""

from typing import Final

SEND: Final = "mitdomov.send"
SWEEP: Final = "mitdomov.sweep"
NOTIFY: Final = "mitdomov.notify"
LETTER: Final = "mitdomov.letter"
WORK: Final = "mitdomov.work"
