"""Clients that dribble, stall or send without end hold up nobody but themselves."""

import http.client
import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Final
from urllib.error import URLError

import pytest

from mitdomov.running.programs import programs
from mitdomov.settings import read_settings
from mitdomov.web.patient_worker import is_whole
from tests.journeys.running import free_port
from tests.web.served import environment, publish_small_issue

CONNECTIONS: Final = 200
HOST: Final = b"Host: web.example\r\n"
FORM: Final = b"POST /prihlaseni HTTP/1.1\r\n" + HOST
STALLED: Final = {
    "nothing": b"",
    "half a request line": b"GET /cis",
    "half the headers": b"GET / HTTP/1.1\r\n" + HOST + b"X-Slow: ",
    "half the body": FORM + b"Content-Length: 900000\r\n\r\ncsrf_token=",
    "half a chunk": FORM + b"Transfer-Encoding: chunked\r\n\r\nff\r\ncsrf_token=",
    "one request and a half": b"GET / HTTP/1.1\r\n" + HOST + b"\r\nGET / HTTP/1.1\r\n",
}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The web alone, by the very command line with which `mitdomov up` starts it."""
    directory = tmp_path_factory.mktemp("web")
    publish_small_issue(directory)
    number, values = free_port(), environment(directory)
    command = next(
        each.command
        for each in programs(read_settings(values), "127.0.0.1", number)
        if each.name == "web"
    )
    with (directory / "web.log").open("wb") as log:
        process = subprocess.Popen(command, env=os.environ | values, stdout=log, stderr=log)
    try:
        wait_for(number)
        yield number
    finally:
        with clients(number, b"GET /"):
            process.terminate()
            assert process.wait(20) == 0, "who has still to say something held up the end"
    assert "Traceback" not in (directory / "web.log").read_text()


def wait_for(number: int) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            return ask(number)
        except (URLError, OSError):
            time.sleep(0.2)
    raise AssertionError("the web never answered")


def ask(number: int) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{number}/", timeout=20) as answer:
        answer.read()
        assert answer.status == 200


@contextmanager
def clients(number: int, said: bytes) -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        found = []
        for _ in range(CONNECTIONS):
            client = socket.create_connection(("127.0.0.1", number), timeout=20)
            found.append(stack.enter_context(client))
            client.sendall(said)
        yield found


def assert_it_answers_at_once(number: int) -> None:
    for _ in range(3):
        began = time.monotonic()
        ask(number)
        assert time.monotonic() - began < 10


@pytest.mark.parametrize("said", STALLED.values(), ids=STALLED)
def test_two_hundred_stalled_clients_hold_nobody_up(port: int, said: bytes) -> None:
    with clients(port, said):
        time.sleep(0.3)
        assert_it_answers_at_once(port)


def test_bodies_without_end_are_refused_and_hold_nobody_up(port: int) -> None:
    with clients(port, FORM + b"Content-Length: 900000000\r\n\r\ncsrf_token=") as endless:
        for each in endless:
            assert each.recv(20).startswith(b"HTTP/1.1 413")
        assert_it_answers_at_once(port)


def test_two_hundred_clients_that_dribble_hold_nobody_up(port: int) -> None:
    with clients(port, b"GET / HTTP/1.1\r\nX: ") as dribbling:
        for _ in range(3):
            for each in dribbling:
                each.sendall(b"x")
            assert_it_answers_at_once(port)


def test_clients_beyond_what_is_kept_push_out_the_oldest(port: int) -> None:
    with clients(port, b"GET /") as oldest, clients(port, b"GET /"), clients(port, b"GET /"):
        assert_it_answers_at_once(port)
        assert oldest[0].recv(100) == b""


def test_a_request_in_small_pieces_is_answered(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        for byte in FORM + b"Connection: close\r\nContent-Length: 3\r\n\r\na=b":
            client.sendall(bytes([byte]))
        assert client.makefile("rb").read().startswith(b"HTTP/1.1 400")


def test_one_connection_serves_many_requests(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    for _ in range(3):
        connection.request("GET", "/")
        answer = connection.getresponse()
        assert answer.status == 200
        answer.read()
        kept = connection.sock
        assert kept is not None
    two = b"GET / HTTP/1.1\r\n" + HOST + b"\r\n" + b"GET / HTTP/1.0\r\n" + HOST + b"\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(two)
        assert client.makefile("rb").read().count(b"200 OK") == 2


def test_whoever_sends_too_much_reads_why(port: int) -> None:
    """The answer comes before the body has, and is not lost with it."""
    size = 3_000_000
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(FORM + b"Content-Length: %d\r\n\r\n" % size)
        client.sendall(b"x" * size)
        said = client.makefile("rb").read()
    assert said.startswith(b"HTTP/1.1 413")
    assert "příliš velká".encode() in said


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        (b"", False),
        (b"GET / HTTP/1.1\r\nA: b\r\n", False),
        (b"GET / HTTP/1.1\r\nA: b\r\n\r\n", True),
        (b"x" * 100_001, True),
        (b"POST / HTTP/1.1\r\nContent-length:3\r\n\r\nab", False),
        (b"POST / HTTP/1.1\r\nContent-length:3\r\n\r\nabc", True),
        (b"POST / HTTP/1.1\r\nContent-Length: 1000001\r\n\r\n", True),
        (b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n", True),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n", False),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", True),
    ],
)
def test_a_request_is_whole_when_nothing_of_it_is_missing(said: bytes, whole: object) -> None:
    assert is_whole(said) == whole
