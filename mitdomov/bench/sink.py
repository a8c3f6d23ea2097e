"""Letters in over SMTP (RFC 5321), nothing out but 250: a mail server that only counts.

Run as a program it prints its port and serves loopback until its standard input is closed. NOOP
is answered with the number of letters taken so far.
"""

import socket
import sys
import threading
from typing import Final

_CONTENT_END: Final = b"\r\n.\r\n"
_CHUNK_BYTES: Final = 1 << 18


class _Conversation:
    def __init__(self, connection: socket.socket, counter: "_Counter") -> None:
        self._connection = connection
        self._counter = counter
        self._unread = bytearray()

    def hold(self) -> None:
        self._say(b"220 sink")
        while command := self._until(b"\r\n"):
            match bytes(command[:4]).upper():
                case b"DATA":
                    self._say(b"354 go on")
                    if self._until(_CONTENT_END):
                        self._counter.add()
                        self._say(b"250 taken")
                case b"NOOP":
                    self._say(b"250 %d" % self._counter.letters)
                case b"QUIT":
                    self._say(b"221 bye")
                    return
                case _:
                    self._say(b"250 ok")

    def _say(self, line: bytes) -> None:
        self._connection.sendall(line + b"\r\n")

    def _until(self, end: bytes) -> bytes:
        """Up to `end` and with it; empty when the other side has gone."""
        seen = 0
        while (at := self._unread.find(end, seen)) < 0:
            seen = max(0, len(self._unread) - len(end))
            received = self._connection.recv(_CHUNK_BYTES)
            if not received:
                return b""
            self._unread += received
        stop = at + len(end)
        found = bytes(self._unread[:stop])
        del self._unread[:stop]
        return found


class _Counter:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.letters = 0

    def add(self) -> None:
        with self._lock:
            self.letters += 1


def serve(listener: socket.socket) -> None:
    """Until the process ends."""
    counter = _Counter()
    while True:
        connection, _ = listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=_converse, args=(connection, counter), daemon=True).start()


def _converse(connection: socket.socket, counter: _Counter) -> None:
    with connection:
        _Conversation(connection, counter).hold()


def main() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve, args=(listener,), daemon=True).start()
    print(listener.getsockname()[1], flush=True)  # noqa: T201 - that is how its parent learns it
    sys.stdin.read()


if __name__ == "__main__":
    main()
