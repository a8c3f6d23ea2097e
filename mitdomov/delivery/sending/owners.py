"""Names the process that holds a claim, and tells from such a name whether it has died."""

import socket
from functools import cache
from typing import Final

import psutil

_START_TOLERANCE_SECONDS: Final = 5.0
"""The system derives the start from its clock, which may be corrected meanwhile."""


@cache
def _host() -> str:
    return socket.gethostname()


def this_process() -> str:
    process = psutil.Process()
    return f"{_host()}/{process.pid}/{process.create_time():.0f}"


def is_of_this_machine(owner: str) -> bool:
    return owner.rsplit("/", 2)[0] == _host()


def has_died(owner: str) -> bool:
    """True only for a process of this machine that is gone; of others only the lease tells."""
    if not is_of_this_machine(owner):
        return False
    _, pid, started = owner.rsplit("/", 2)
    try:
        process = psutil.Process(int(pid))
        is_same = abs(process.create_time() - float(started)) < _START_TOLERANCE_SECONDS
        return not is_same or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
