"""A Maildir in, each message of its `new/` read once and moved to `cur/`, counted by fate, out.

A message moves only after what it says is in the database: a crash between the two reads it again,
which changes nothing. What nobody could understand is flagged there, so that a mail program shows
it. Symbolic links, pipes and the like are never opened.
"""

import logging
import os
import stat
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final

from sqlalchemy.exc import OperationalError

from mitdomov.delivery.bounces.parts import MESSAGE_BYTES
from mitdomov.delivery.bounces.recording import Fate, Taken

_AT_ONCE: Final = 500
_SECONDS: Final = 2.0
"""So long at most: the scheduler has other things to do, and comes back."""
_FOR_A_PERSON: Final = "F"
_DONE: Final = "S"

log = logging.getLogger(__name__)


def read_maildir(maildir: Path, take: Callable[[bytes], Taken]) -> tuple[Counter[Fate], bool]:
    """How many had which fate, and whether nothing is left; raises `OSError` when it is none."""
    ends_at = time.monotonic() + _SECONDS
    fates: Counter[Fate] = Counter()
    names = _first_names(maildir / "new")
    for name in names:
        if time.monotonic() > ends_at:
            return fates, False
        try:
            fate = _read(maildir / "new" / name, take)
        except OperationalError as error:
            log.warning("returned letters wait for the database: %s", error.orig)
            return fates, False
        if _move(maildir, name, _FOR_A_PERSON if fate in (Fate.UNCLEAR, None) else _DONE):
            fates[fate or Fate.UNCLEAR] += 1
    return fates, len(names) < _AT_ONCE


def forget_read(maildir: Path, before: datetime) -> int:
    """How many messages were deleted from `cur/` that had come before the moment."""
    count = 0
    with os.scandir(maildir / "cur") as found:
        for each in found:
            if each.stat(follow_symlinks=False).st_mtime < before.timestamp():
                Path(each.path).unlink(missing_ok=True)
                count += 1
    return count


def _first_names(folder: Path) -> list[str]:
    """The oldest first, as the names of a Maildir begin with the second they were made in."""
    with os.scandir(folder) as found:
        visible = (each.name for each in found if not each.name.startswith("."))
        return sorted(islice(visible, _AT_ONCE))


def _read(file: Path, take: Callable[[bytes], Taken]) -> Fate | None:
    """None for what cannot be read as a message at all."""
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as opened:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        data = opened.read(MESSAGE_BYTES)
    try:
        return take(data).fate
    except OperationalError:
        raise
    except Exception as error:  # noqa: BLE001 - one message must not hold up all that come after
        log.error("a returned letter cannot be read: %s", type(error).__name__)  # noqa: TRY400 - a traceback may show what it says
        return None


def _move(maildir: Path, name: str, flag: str) -> bool:
    """False when it is gone already, or nobody lets us."""
    target = maildir / "cur" / f"{name.partition(':')[0]}:2,{flag}"
    try:
        (maildir / "new" / name).rename(target)
    except OSError as error:
        log.warning("a returned letter stays where it is: %s", type(error).__name__)
        return False
    return True
