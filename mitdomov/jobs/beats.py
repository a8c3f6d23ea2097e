"""A sign of life of each program, as a file's time: written as it works, read by who wonders.

No row, because a beat every few seconds must not take the database's write lock; and no proof,
because only the time since the last one tells anything.
"""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

SWEEP: Final = "sweep"
TURN: Final = "turn"
RETURNED: Final = "returned"


def beat(data_dir: Path, name: str) -> None:
    """Never fails: a full disk is told elsewhere."""
    with suppress(OSError):
        (data_dir / "beats").mkdir(exist_ok=True)
        (data_dir / "beats" / name).touch()


def last_beat(data_dir: Path, name: str) -> datetime | None:
    try:
        return datetime.fromtimestamp((data_dir / "beats" / name).stat().st_mtime, UTC)
    except OSError:
        return None
