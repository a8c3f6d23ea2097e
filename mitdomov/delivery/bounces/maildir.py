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
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from errno import ELOOP, ENXIO
from heapq import nsmallest
from itertools import islice
from pathlib import Path
from typing import Final

from sqlalchemy.exc import OperationalError

from mitdomov.delivery.bounces.parts import MESSAGE_BYTES
from mitdomov.delivery.bounces.taken import Fate, Taken

_AT_ONCE: Final = 500
"""So many names are held in memory."""
_SECONDS: Final = 2.0
"""So long at most: the scheduler has other things to do, and comes back."""
_FOR_A_PERSON: Final = "F"
_DONE: Final = "S"

log = logging.getLogger(__name__)


def read_maildir(maildir: Path, take: Callable[[bytes], Taken]) -> tuple[Counter[Fate], bool]:
    """How many had which fate, and whether all had their turn.

    What cannot be opened or moved now stays for the next time. Raises `OSError` when it is none.
    """
    ends_at = time.monotonic() + _SECONDS
    fates: Counter[Fate] = Counter()
    stuck: Counter[str] = Counter()
    is_all = True
    for name in _oldest_first(maildir / "new"):
        if time.monotonic() > ends_at:
            is_all = False
            break
        try:
            fate = _read(maildir / "new" / name, take)
            _move(maildir, name, _FOR_A_PERSON if fate in (Fate.UNCLEAR, None) else _DONE)
        except OperationalError as error:
            log.warning("returned letters wait for the database: %s", error.orig)
            is_all = False
            break
        except OSError as error:
            stuck[error.strerror or type(error).__name__] += 1
        else:
            fates[fate or Fate.UNCLEAR] += 1
    for why, number in stuck.items():
        log.warning("returned letters: %d stay in new/: %s", number, why)
    return fates, is_all


def try_oldest(maildir: Path) -> None:
    """Raises `OSError` when what has been in `new/` the longest cannot be read."""
    for name in islice(_oldest_first(maildir / "new"), 1):
        with suppress(FileNotFoundError):  # it was just read by the scheduler
            _bytes_of(maildir / "new" / name)


def forget_read(maildir: Path, before: datetime) -> int:
    """How many messages were deleted from `cur/` that had come before the moment."""
    count = 0
    with os.scandir(maildir / "cur") as found:
        for each in found:
            if each.stat(follow_symlinks=False).st_mtime < before.timestamp():
                Path(each.path).unlink(missing_ok=True)
                count += 1
    return count


def _oldest_first(folder: Path) -> Iterator[str]:
    """As the names of a Maildir begin with the second they were made in; few in memory at once."""
    last = ""
    while True:
        with os.scandir(folder) as found:
            visible = (each.name for each in found if not each.name.startswith("."))
            names = nsmallest(_AT_ONCE, (name for name in visible if name > last))
        yield from names
        if len(names) < _AT_ONCE:
            return
        last = names[-1]


def _read(file: Path, take: Callable[[bytes], Taken]) -> Fate | None:
    """None for what is no message at all; trouble of the system is raised, as it may pass."""
    data = _bytes_of(file)
    if data is None:
        return None
    try:
        return take(data).fate
    except (OperationalError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - one message must not hold up all that come after
        log.error("a returned letter cannot be read: %s", type(error).__name__)  # noqa: TRY400 - a traceback may show what it says
        return None


def _bytes_of(file: Path) -> bytes | None:
    """None for symbolic links, pipes and the like."""
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in (ELOOP, ENXIO):
            return None
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return None
    with os.fdopen(descriptor, "rb") as opened:
        return opened.read(MESSAGE_BYTES)


def _move(maildir: Path, name: str, flag: str) -> None:
    (maildir / "new" / name).rename(maildir / "cur" / f"{name.partition(':')[0]}:2,{flag}")
