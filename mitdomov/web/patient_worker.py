"""Gunicorn's threaded worker, which gives a request a thread only once the request has arrived.

The threads of gunicorn's own wait for whatever a client has still to say, so that a handful of
clients that dribble, by malice or from a train, keep everybody else out. Here one loop gathers
what all of them say; who takes too long is cut off, and the oldest go first when there are too
many.
"""

import re
import socket
import struct
import time
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from typing import Any, Final

from gunicorn.workers.gthread import TConn, ThreadWorker

GATHER_SECONDS: Final = 30.0
"""Within these a request must have arrived, but for a body that is longer than any form."""
STALL_SECONDS: Final = 20
"""How long a thread waits for a client that reads nothing, or stops amidst an upload."""
_STOPPING_SECONDS: Final = 2.0
"""What has not arrived within these is not waited for when the program is to end."""
_LARGEST_BODY: Final = 1_000_000
"""A longer body is left to the view, which refuses it unread or is one that takes files."""
_LARGEST_HEAD: Final = 100_000
_MOST_CONNECTIONS: Final = 500
_MOST_BYTES: Final = 64_000_000
_PIECE: Final = 65_536
_LENGTH: Final = re.compile(
    rb"^content-length:[ \t]*([0-9]{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE
)
_CHUNKED: Final = re.compile(rb"^transfer-encoding:", re.IGNORECASE | re.MULTILINE)


class Conversation(TConn):  # type: ignore[misc]
    """A connection, what its client has said of a request so far, and until when it may go on."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.said = bytearray()
        self.is_long = False
        """The body is longer than any form; this request is the last of the connection."""
        self.is_ending = False

    def hand_over(self) -> None:
        """What was said goes to the parser, as if it had come just now."""
        self.is_long = body_length(self.said) > _LARGEST_BODY
        self.init()
        self.data_ready = True
        self.parser.unreader.unread(bytes(self.said))
        self.said.clear()

    def close(self, graceful: bool = False) -> None:  # noqa: FBT001, FBT002, ARG002
        """Never waits for the client: this runs in the loop that everybody shares."""
        try:
            self.sock.settimeout(0)
            self.sock.shutdown(socket.SHUT_WR)
            while self.sock.recv(_PIECE):
                pass  # unread bytes would make the kernel take the answer back
        except OSError:
            pass
        super().close()


# Gunicorn offers nothing to hang this on: its hooks (the first is `pre_request`) run after the
# parser and in the thread that waited for it, and its own wait ends with a client's first byte. So
# methods of the worker are overridden; the version is locked, and
# `tests/running/test_slow_clients.py` tells whether a newer one still calls them.
class PatientWorker(ThreadWorker):  # type: ignore[misc]
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.gathering: dict[Conversation, None] = {}
        """The oldest first."""
        self.gathered_bytes = 0

    def accept(self, listener: socket.socket) -> None:
        try:
            client, address = listener.accept()
        except OSError:
            return  # gone again, or taken by nobody: nothing to answer
        wait = struct.pack("ll", STALL_SECONDS, 0)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, wait)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, wait)
        self.nr_conns += 1
        self.enqueue_req(Conversation(self.cfg, client, address, listener.getsockname()))

    def enqueue_req(self, conn: Conversation) -> None:
        """Every request comes by here: the first of a connection and those that follow."""
        if conn.parser is not None:
            conn.said += conn.parser.unreader.take_buffered()
        if is_whole(conn.said):
            self._begin(conn)
            return
        conn.sock.settimeout(0)
        self._gather(conn)

    def _gather(self, conn: Conversation) -> None:
        conn.timeout = time.monotonic() + GATHER_SECONDS
        self.gathering[conn] = None
        self.gathered_bytes += len(conn.said)
        self.poller.register(conn.sock, EVENT_READ, partial(self._listen, conn))
        while len(self.gathering) > _MOST_CONNECTIONS or self.gathered_bytes > _MOST_BYTES:
            self._cut_off(next(iter(self.gathering)))

    def murder_pending(self) -> None:
        """Called by the loop every second."""
        super().murder_pending()
        late = time.monotonic()
        if not self.alive:
            late += GATHER_SECONDS - _STOPPING_SECONDS
        while self.gathering and next(iter(self.gathering)).timeout < late:
            self._cut_off(next(iter(self.gathering)))

    def _listen(self, conn: Conversation, _socket: socket.socket) -> None:
        try:
            piece = conn.sock.recv(_PIECE)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            piece = b""
        if not piece:
            self._cut_off(conn)
            return
        if conn.is_ending:
            return
        conn.said += piece
        self.gathered_bytes += len(piece)
        if is_whole(conn.said):
            self._forget(conn)
            self._begin(conn)

    def _begin(self, conn: Conversation) -> None:
        conn.hand_over()
        super().enqueue_req(conn)

    def _forget(self, conn: Conversation) -> None:
        self.poller.unregister(conn.sock)
        del self.gathering[conn]
        self.gathered_bytes -= len(conn.said)

    def _cut_off(self, conn: Conversation) -> None:
        self._forget(conn)
        self.nr_conns -= 1
        conn.close()

    def _keepalive_after(self, conn: Conversation, keepalive: bool) -> bool:  # noqa: FBT001
        return not conn.is_long and bool(super()._keepalive_after(conn, keepalive))

    def finish_request(self, conn: Conversation, fs: "Future[Any]") -> None:
        """A client that still sends what nobody wants gets the time to read the answer."""
        if not conn.is_long or self._failed(fs):
            super().finish_request(conn, fs)
            return
        conn.is_ending = True
        conn.sock.settimeout(0)
        with suppress(OSError):
            conn.sock.shutdown(socket.SHUT_WR)
        self._gather(conn)

    @staticmethod
    def _failed(fs: "Future[Any]") -> bool:
        return fs.cancelled() or fs.exception() is not None


def body_length(said: bytes | bytearray) -> int:
    end = said.find(b"\r\n\r\n")
    lengths = _LENGTH.findall(bytes(said[: end + 2])) if end >= 0 else []
    return int(lengths[0]) if lengths else 0


def is_whole(said: bytes | bytearray) -> bool:
    """Whether nothing of the request is missing, or the rest is for the parser to refuse."""
    end = said.find(b"\r\n\r\n")
    if end < 0:
        return len(said) > _LARGEST_HEAD
    if _CHUNKED.search(bytes(said[: end + 2])):
        return said.endswith(b"0\r\n\r\n") or len(said) > _LARGEST_BODY
    length = body_length(said)
    return length > _LARGEST_BODY or len(said) >= end + 4 + length
