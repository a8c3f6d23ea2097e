"""A request and a number of readers in; how fast all of them were answered out.

One process and one thread ask for all of them, so that little is taken from the server beside it.
"""

import selectors
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import quantiles
from time import perf_counter
from typing import Final

from mitdomov.bench.web_process import WebError

_PATIENCE_SECONDS: Final = 30.0
_PIECE: Final = 262_144


@dataclass(frozen=True, slots=True)
class Served:
    """Requests that were answered, and how long each took, in seconds."""

    seconds: float
    waits: tuple[float, ...]

    @property
    def per_second(self) -> float:
        return len(self.waits) / self.seconds

    @property
    def p95_seconds(self) -> float:
        return quantiles(self.waits, n=20)[-1]


@dataclass(slots=True)
class _Reader:
    """One connection that asks again as soon as it is answered."""

    connection: socket.socket
    asked_at: float = 0.0
    answer: bytearray = field(default_factory=bytearray)
    due: int = 0
    """Bytes of the whole answer; 0 until its head has come."""

    def ask(self, request: bytes) -> None:
        self.answer.clear()
        self.due = 0
        self.asked_at = perf_counter()
        self.connection.sendall(request)

    def hear(self, status: bytes) -> bool:
        """Whether the answer is whole; raises `WebError` when it is another than `status`."""
        piece = self.connection.recv(_PIECE)
        if not piece:
            raise WebError("Web zavřel spojení uprostřed měření; měření neplatí.")
        self.answer += piece
        if not self.due:
            self.due = _length(self.answer, status)
        return bool(self.due) and len(self.answer) >= self.due


def crowd(
    place: tuple[str, int],
    path: str,
    *,
    readers: int,
    requests: int,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Served:
    """`readers` connections ask for `path` until `requests` were answered; raises `WebError`."""
    lines = [f"GET {path} HTTP/1.1", f"Host: {place[0]}:{place[1]}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    request = "\r\n".join((*lines, "", "")).encode()
    with selectors.DefaultSelector() as selector:
        connections = [socket.create_connection(place, _PATIENCE_SECONDS) for _ in range(readers)]
        try:
            for connection in connections:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                selector.register(connection, selectors.EVENT_READ, _Reader(connection))
            return _served(selector, request, requests, str(status).encode())
        finally:
            for connection in connections:
                connection.close()


def _served(
    selector: selectors.DefaultSelector, request: bytes, requests: int, status: bytes
) -> Served:
    waits: list[float] = []
    begun = perf_counter()
    for key in selector.get_map().values():
        key.data.ask(request)
    while len(waits) < requests:
        ready = selector.select(_PATIENCE_SECONDS)
        if not ready:
            raise WebError("Web neodpovídá; měření neplatí.")
        for key, _ in ready:
            reader: _Reader = key.data
            if reader.hear(status):
                waits.append(perf_counter() - reader.asked_at)
                reader.ask(request)
    return Served(perf_counter() - begun, tuple(waits))


def _length(answer: bytearray, status: bytes) -> int:
    """Of the whole answer, once its head has come."""
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return 0
    first, *lines = bytes(answer[:end]).lower().split(b"\r\n")
    if first.split(b" ", 2)[1] != status:
        raise WebError(f"Web odpověděl {first.decode('latin-1')}; měření neplatí.")
    for line in lines:
        name, _, value = line.partition(b":")
        if name == b"content-length":
            return end + 4 + int(value)
    return end + 4
