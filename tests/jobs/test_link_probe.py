"""Addresses of an issue are opened on request: public ones alone, and whatever their servers do."""

import errno
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from mitdomov.editorial.link_checks import Answer, Checked
from mitdomov.jobs import link_probe
from mitdomov.jobs.link_checking import probe_all
from mitdomov.jobs.link_probe import is_public, probe


class _Server(BaseHTTPRequestHandler):
    """`/404` answers 404, `/301/x` leads to /x."""

    hits: ClassVar[list[tuple[str, str]]] = []

    def do_HEAD(self) -> None:
        if self.path.startswith("/no-head"):
            self._answer(405)
        elif self.path.startswith("/30"):
            _, code, target = self.path.split("/", 2)
            self._answer(int(code), target if "//" in target else f"/{target}")
        elif self.path == "/loop":
            self._answer(302, "/loop")
        elif self.path == "/drip":
            self._drip()
        elif self.path == "/mumble":
            self.wfile.write(b"hm\r\n\r\n")
        else:
            self._answer(int(self.path.strip("/")) if self.path.strip("/").isdigit() else 200)

    def do_GET(self) -> None:
        self._answer(200 if self.path.startswith("/no-head") else int(self.path.strip("/")))

    def _answer(self, code: int, location: str = "") -> None:
        self.hits.append((self.command, self.path))
        self.send_response(code)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _drip(self) -> None:
        try:
            for _ in range(600):
                self.wfile.write(b"H")
                time.sleep(0.1)
        except OSError:
            pass

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def server() -> Iterator[str]:
    _Server.hits = []
    running = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


def anywhere(_address: str, _port: int) -> bool:
    return True


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/200", Answer.ALIVE),
        ("/", Answer.ALIVE),
        ("/příliš žluťoučký?kůň=ano", Answer.ALIVE),
        ("/no-head", Answer.ALIVE),
        ("/404", Answer.DEAD),
        ("/410", Answer.DEAD),
        ("/403", Answer.UNCLEAR),
        ("/429", Answer.UNCLEAR),
        ("/503", Answer.UNCLEAR),
        ("/301/200", Answer.MOVED),
        ("/302/200", Answer.ALIVE),
        ("/301/404", Answer.DEAD),
        ("/loop", Answer.DEAD),
        ("/mumble", Answer.UNCLEAR),
    ],
)
def test_what_a_server_says(server: str, path: str, answer: Answer) -> None:
    found = probe(f"{server}{path}", anywhere)
    assert (found.answer, found.url) == (answer, f"{server}{path}")
    assert bool(found.sentence) == (answer is not Answer.ALIVE)


def test_a_server_that_drips_is_cut_off(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_probe, "DEADLINE_SECONDS", 0.5)
    started = time.monotonic()
    assert probe(f"{server}/drip", anywhere).answer is not Answer.ALIVE
    assert time.monotonic() - started < 30


def test_a_server_that_is_not_there_is_dead() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        assert probe(address, anywhere).answer is Answer.DEAD


@pytest.mark.parametrize(
    ("where", "error", "answer"),
    [
        ("getaddrinfo", socket.gaierror(socket.EAI_AGAIN, "again"), Answer.UNCLEAR),
        ("getaddrinfo", socket.gaierror(socket.EAI_FAIL, "fail"), Answer.UNCLEAR),
        ("getaddrinfo", socket.gaierror(socket.EAI_NONAME, "unknown"), Answer.DEAD),
        ("create_connection", OSError(errno.ENETUNREACH, "no network"), Answer.UNCLEAR),
        ("create_connection", OSError(errno.EADDRNOTAVAIL, "no IPv6"), Answer.UNCLEAR),
        ("create_connection", PermissionError(errno.EPERM, "firewall"), Answer.UNCLEAR),
        ("create_connection", OSError(errno.ECONNREFUSED, "refused"), Answer.DEAD),
    ],
)
def test_a_network_of_ours_that_is_down_makes_no_link_dead(
    where: str, error: OSError, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(socket, where, fail)
    found = probe("http://127.0.0.1/", anywhere)
    assert found.answer is answer
    assert found.sentence.startswith("nešlo ověřit") == (answer is Answer.UNCLEAR)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1"),  # noqa: S104
        *("::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "ff02::1"),
    ],
)
def test_no_address_inside_is_public(address: str) -> None:
    assert not is_public(address, 443)


def test_public_addresses_are_asked_on_the_ports_of_the_web() -> None:
    assert is_public("93.184.215.14", 80)
    assert is_public("2606:2800:21f:cb07:6820:80da:af6b:8b2c", 443)
    assert not is_public("93.184.215.14", 22)
    assert not is_public("93.184.215.14", 8080)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0x7f.1", "2130706433", "0"])
def test_nothing_inside_is_ever_asked(server: str, host: str) -> None:
    port = server.rpartition(":")[2]
    assert probe(f"http://{host}:{port}/200").answer is Answer.DEAD
    assert _Server.hits == []


def test_a_redirect_leads_inside_no_more_than_a_link(server: str) -> None:
    port = int(server.rpartition(":")[2])
    first = []

    def once(_address: str, _port: int) -> bool:
        first.append(_port)
        return len(first) == 1

    found = probe(f"{server}/302/http://localhost:{port}/200", once)
    assert found.answer is Answer.DEAD
    assert "vnitřní" in found.sentence
    assert [path for _, path in _Server.hits] == [f"/302/http://localhost:{port}/200"]


def test_a_name_with_one_address_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a name that answers differently the second time gains nothing."""
    asked = []

    def resolve(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        asked.append(host)
        found = ("93.184.215.14", "127.0.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in found]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert "vnitřní" in probe("http://rebind.example/").sentence
    assert asked == ["rebind.example"]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "http://user@127.0.0.1/",
        "http:///x",
        "http://[::1",
        "http://a..b/",
        "http://127.0.0.1:99999/",
        "https://\x00/",
        f"http://{'a' * 70}.example/",
    ],
)
def test_what_is_no_address_of_the_web_is_never_opened(url: str) -> None:
    assert probe(url, anywhere).answer is not Answer.ALIVE


def test_one_server_is_asked_slowly_several_at_once() -> None:
    running: list[str] = []
    most: list[int] = []
    four = threading.Barrier(4)

    def ask(url: str) -> Checked:
        running.append(url)
        most.append(len(running))
        if len(most) <= 4:
            four.wait(60)
        hosts = [each.split("/")[2] for each in running]
        assert len(set(hosts)) == len(hosts)
        time.sleep(0.02)
        running.remove(url)
        return Checked(url, Answer.ALIVE, "")

    addresses = [f"http://h{host}.example/{page}" for host in range(8) for page in range(3)]
    started = time.monotonic()
    found = {each.url for each in probe_all(addresses, ask, spacing_seconds=0.05)}
    assert found == set(addresses)
    assert max(most) == 4
    assert time.monotonic() - started > 2 * (0.05 * 2)
