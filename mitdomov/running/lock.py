"""Keeps two programs off one data directory: an advisory lock that dies with its process."""

import fcntl
import os
from pathlib import Path
from typing import IO


class AlreadyRunningError(Exception):
    """Another program holds the data directory; the message is a Czech sentence."""


def lock_data_dir(data_dir: Path) -> IO[str]:
    """Takes the lock for as long as the returned file stays open."""
    data_dir.mkdir(parents=True, exist_ok=True)
    file = (data_dir / "up.lock").open("a+", encoding="ascii")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        holder = file.read().strip()
        file.close()
        raise AlreadyRunningError(
            f"Nad složkou {data_dir} už program běží (proces {holder or 'neznámý'}). Ukončete jej, "
            "nebo zvolte jinou složku v MITDOMOV_DATA_DIR."
        ) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file
