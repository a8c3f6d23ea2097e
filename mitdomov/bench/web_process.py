"""A WSGI application in; the same served by gunicorn in a process of its own, as it is for real."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any, Final

from mitdomov import places

HOST: Final = "127.0.0.1"
_WORKER: Final = "mitdomov.web.patient_worker.PatientWorker"
_START_SECONDS: Final = 60.0
_STOP_SECONDS: Final = 10.0


class WebError(Exception):
    """The web answered something else than it should; the message is a Czech sentence."""


@dataclass(frozen=True, slots=True)
class Browser:
    """One connection to the web, kept open, with the headers of one person."""

    connection: HTTPConnection
    headers: Mapping[str, str] = field(default_factory=dict)

    def get(self, path: str) -> bytes:
        return self._asked("GET", path, b"", {})

    def post(self, path: str, value: object) -> Any:
        body = json.dumps(value).encode()
        return json.loads(self._asked("POST", path, body, {"Content-Type": "application/json"}))

    def _asked(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> bytes:
        self.connection.request(method, path, body or None, {**self.headers, **headers})
        answer = self.connection.getresponse()
        data = answer.read()
        if answer.status != 200:
            raise WebError(f"Web odpověděl na {path} kódem {answer.status}; měření neplatí.")
        return data


@contextmanager
def served(application: str, environment: Mapping[str, str]) -> Iterator[HTTPConnection]:
    """`application` as gunicorn names it, e.g. `mitdomov.web.wsgi:app`."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"{HOST}:{port}"]
    options = ["--worker-class", _WORKER, "--threads", "32", "--keep-alive", "75"]
    process = subprocess.Popen(  # noqa: S603 - the names are our own
        [*command, *options, "--log-level", "error", "--no-control-socket"],
        env={**os.environ, **environment},
        cwd=places.ROOT,
    )
    connection = HTTPConnection(HOST, port, timeout=60)
    try:
        _wait_for(connection, process)
        yield connection
    finally:
        connection.close()
        process.terminate()
        process.wait(_STOP_SECONDS)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(connection: HTTPConnection, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            Browser(connection).get("/zdravi")
        except (OSError, HTTPException):
            connection.close()
            time.sleep(0.1)
        else:
            return
    raise WebError("Web se nespustil; měření neplatí.")
