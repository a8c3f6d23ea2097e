"""Strangers sign up addresses that are not theirs, by hundreds, against the running program; what
reached the victims is counted at the relay (rows G1 and G2 of the faults)."""

import hashlib
import http.client
import logging
import os
import re
import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlencode, urlsplit

import pytest
from sqlalchemy import func, select

from mitdomov.database.store import Store, open_store
from mitdomov.settings import read_settings
from mitdomov.subscribers.sign_up.budgets import LETTERS_PER_HOUR, MOST_PUT_OFF, PUT_OFF_PER_HOUR
from mitdomov.subscribers.sign_up.model import (
    SignUp,
    SignUpLane,
    SignUpMailbox,
    SignUpOnslaught,
    SignUpState,
)
from tests.journeys.running import Running, up
from tests.relay import Relay, running_relay
from tests.web.served import publish_small_issue

pytestmark = pytest.mark.journey

VICTIMS: Final = int(os.environ.get("BOMBED_VICTIMS", "1000"))
"""The attack of 2016 on which the row is modelled had nine thousand: see docs/reliability.md."""
HONEST: Final = 10
ALARMED: Final = "redakce@mitdomov.example"
MOST_GROWTH_BYTES: Final = 60_000_000
"""Of the web's memory and of the database, whatever the number of victims."""
_log: Final = logging.getLogger(__name__)
CALM: Final = 60
"""So many sign-ups an hour are taken before a puzzle is set."""
OLD_ENOUGH_SECONDS: Final = 2.1


@dataclass
class Bomber:
    """Sends forms from as many networks as it likes, through the proxy that the program trusts."""

    running: Running
    kept: threading.local = field(default_factory=threading.local)
    """One connection for each thread: a machine that bombs does not hang up."""

    def request(self, method: str, path: str, remote: str, data: str = "") -> tuple[int, str, str]:
        """Status, place to go on to, body."""
        headers = {"X-Forwarded-For": remote}
        if data:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            return self._request(method, path, data, headers)
        except (http.client.HTTPException, ConnectionError):
            self.kept.connection = None  # the server hangs up now and then, as it may
            return self._request(method, path, data, headers)

    def _request(
        self, method: str, path: str, data: str, headers: dict[str, str]
    ) -> tuple[int, str, str]:
        connection = getattr(self.kept, "connection", None)
        if connection is None:
            host = urlsplit(self.running.url).netloc
            connection = self.kept.connection = http.client.HTTPConnection(host, timeout=60)
        connection.request(method, path, data or None, headers)
        answer = connection.getresponse()
        body = answer.read().decode()
        return answer.status, answer.headers.get("Location", ""), body

    def form(self) -> str:
        """The token of a form that is old enough to be sent."""
        token = token_on(self.request("GET", "/odebirat/", "192.0.2.1")[2])
        time.sleep(OLD_ENOUGH_SECONDS)
        return token

    def send(self, address: str, remote: str, token: str, solution: str = "") -> tuple[int, str]:
        fields = {"adresa": address, "seznam": "magazin", "klic": token, "dukaz": solution}
        status, place, _ = self.request("POST", "/odebirat/", remote, urlencode(fields))
        return status, place

    def send_all(self, addresses: Sequence[str], first_network: int, token: str) -> Counter[str]:
        """What was answered how often; each from a network of its own."""
        with ThreadPoolExecutor(8) as pool:
            answers = pool.map(
                lambda numbered: self.send(
                    numbered[1], network(first_network + numbered[0]), token
                ),
                enumerate(addresses),
            )
            return Counter(f"{status} {place}".strip() for status, place in answers)


def network(number: int) -> str:
    """Of a subnet of its own."""
    return f"10.{number // 250}.{number % 250}.7"


def token_on(page: str) -> str:
    found = re.search(r'name="klic" value="([^"]+)"', page)
    assert found, page
    return found[1]


def worked_out(token: str, bits: int = 16) -> str:
    """What a browser's script would find."""
    start = hashlib.sha256(f"{token}:".encode())
    for number in range(1 << 26):
        tried = start.copy()
        tried.update(str(number).encode())
        if int.from_bytes(tried.digest()[:4], "big") >> (32 - bits) == 0:
            return str(number)
    raise AssertionError(token)


def variant(number: int) -> str:
    """One mailbox, however it is written."""
    dot = number % 9 + 1
    return f"{'obetsikany'[:dot]}.{'obetsikany'[dot:]}+{number}@gmail.com"


@pytest.fixture(scope="module")
def published_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("published")
    publish_small_issue(directory)
    return directory


@dataclass
class Scene:
    running: Running
    relay: Relay
    store: Store

    @property
    def bomber(self) -> Bomber:
        return Bomber(self.running)

    def memory_bytes(self) -> int:
        """Of all processes of the web."""
        return sum(each.memory_info().rss for each in self.running.part("web"))

    def database_bytes(self) -> int:
        return sum(path.stat().st_size for path in self.running.data_dir.glob("mitdomov.sqlite*"))

    def strangers_letters(self) -> Counter[str]:
        """What the relay took for whom, without the letter to editors."""
        received = Counter(self.relay.received())
        received.pop(ALARMED, None)
        return received

    def waiting(self, *lanes: SignUpLane) -> int:
        with self.store.reading() as session:
            waits = SignUp.state == SignUpState.WAITING, SignUp.lane.in_(lanes or SignUpLane)
            return session.scalars(select(func.count(SignUp.id)).where(*waits)).one()

    def wait_until(self, is_so: Callable[[], bool], seconds: float = 300) -> None:
        deadline = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < deadline, self.running.logs()
            time.sleep(0.2)

    def a_day_passes(self) -> None:
        """For the letters that left."""
        with self.store.writing() as session:
            for box in session.scalars(select(SignUpMailbox)):
                if box.last_letter_at:
                    box.last_letter_at -= timedelta(hours=25)


@pytest.fixture
def scene(published_data: Path, tmp_path: Path) -> Iterator[Scene]:
    data = shutil.copytree(published_data, tmp_path / "data")
    with (
        running_relay() as relay,
        up(
            data,
            SMTP_URL=relay.url,
            SECRET_KEY="k" * 40,
            TRUSTED_PROXIES="1",
            NOTICE_TO=ALARMED,
        ) as running,
    ):
        store = open_store(read_settings(running.environment).database_url, data)
        yield Scene(running, relay, store)
        store.engine.dispose()


def test_one_victim_gets_one_letter_a_day_and_three_ever(scene: Scene) -> None:
    """500 forms in every spelling of one mailbox, each from another network, some solved."""
    bomber, relay = scene.bomber, scene.relay
    addresses = [variant(number) for number in range(500)]

    calm = bomber.send_all(addresses[:100], 0, bomber.form())
    assert calm["303 /odebirat/dopis/"] == CALM
    assert calm["429"] == 100 - CALM
    stripped = bomber.send_all(addresses[100:490], 100, bomber.form())
    assert set(stripped) == {"303 /odebirat/dopis/pozdeji/"}
    for number in range(490, 500):
        token = bomber.form()
        bomber.send(addresses[number], network(number), token, worked_out(token))

    scene.wait_until(lambda: scene.waiting() == 0 and letters_to_victim(relay) > 0)
    assert letters_to_victim(relay) == 1
    for day in range(2, 6):
        scene.a_day_passes()
        bomber.send_all(addresses[:20], 1000 * day, bomber.form())
        expected = min(day, 3)
        scene.wait_until(
            lambda expected=expected: (  # type: ignore[misc]
                scene.waiting() == 0 and letters_to_victim(relay) >= expected
            )
        )
        assert letters_to_victim(relay) == expected
    time.sleep(6)  # a sweep more
    assert letters_to_victim(relay) == scene.strangers_letters().total() == 3


def letters_to_victim(relay: Relay) -> int:
    """Also that none of them says anything that was typed."""
    for each in relay.accepted:
        body = each.message.get_body(("plain",))
        assert body is not None
        assert "gmail.com" not in body.get_content()
    return sum(1 for each in relay.accepted if each.recipient.endswith("@gmail.com"))


def test_many_victims_get_no_more_letters_an_hour_than_there_are_for_all(scene: Scene) -> None:
    """Honest readers still get in meanwhile; the bomber's computers solve puzzles as well."""
    bomber = scene.bomber
    victims = [f"obet{number:04}@obec.example" for number in range(VICTIMS)]

    bomber.send_all(victims[:CALM], 0, bomber.form())
    status, _, page = bomber.request("GET", "/odebirat/", "198.51.100.1")
    assert (status, 'data-puzzle="16"' in page) == (200, True)
    with scene.store.reading() as session:
        assert session.scalar(select(SignUpOnslaught)) is None  # nobody has met it yet
    memory, size, began = scene.memory_bytes(), scene.database_bytes(), time.monotonic()
    stripped = bomber.send_all(victims[CALM:], CALM, bomber.form())
    seconds = time.monotonic() - began
    queued = stripped["303 /odebirat/dopis/pozdeji/"]
    # Some letters may leave while the forms come, and make room for as many.
    assert MOST_PUT_OFF <= queued <= MOST_PUT_OFF + PUT_OFF_PER_HOUR
    assert stripped["503"] == VICTIMS - CALM - queued
    grown = scene.memory_bytes() - memory
    assert grown < MOST_GROWTH_BYTES
    assert scene.database_bytes() - size < MOST_GROWTH_BYTES
    _log.info(
        "%s forms in %.0f s, memory grew by %.1f MB, the database by %.1f MB",
        VICTIMS - CALM,
        seconds,
        grown / 1e6,
        (scene.database_bytes() - size) / 1e6,
    )

    taken = solve(bomber, "ctenar", solutions(bomber, HONEST), 5000)
    assert taken == Counter({(303, "/odebirat/dopis/"): HONEST}), "honest readers get in"
    worked = solutions(bomber, 90)
    taken = solve(bomber, "farma", worked, 6000)
    assert set(taken) == {(303, "/odebirat/dopis/"), (503, "")}
    # Of the letters left for this hour, of which the queue may have had some already.
    soon = taken[303, "/odebirat/dopis/"] + HONEST
    assert LETTERS_PER_HOUR - CALM - PUT_OFF_PER_HOUR <= soon <= LETTERS_PER_HOUR - CALM
    assert set(solve(bomber, "znovu", worked[:1], 7000)) == {(503, "")}

    scene.wait_until(lambda: scene.strangers_letters().total() >= LETTERS_PER_HOUR, 180)
    time.sleep(11)  # two sweeps more
    received = scene.strangers_letters()
    assert received.total() == LETTERS_PER_HOUR
    assert set(received.values()) == {1}
    assert {f"ctenar{n}@obec.example" for n in range(HONEST)} <= set(received)
    assert scene.waiting(SignUpLane.PUT_OFF) >= MOST_PUT_OFF - PUT_OFF_PER_HOUR
    (alarm,) = (each for each in scene.relay.accepted if each.recipient == ALARMED)
    assert alarm.message["Subject"] == "Přihlašování k odběru je pod náporem"


def solutions(bomber: Bomber, count: int) -> list[tuple[str, str]]:
    """Tokens of forms that are old enough, each with its solution."""
    tokens = [token_on(bomber.request("GET", "/odebirat/", "192.0.2.1")[2]) for _ in range(count)]
    found = [(token, worked_out(token)) for token in tokens]
    time.sleep(OLD_ENOUGH_SECONDS)
    return found


def solve(
    bomber: Bomber, name: str, worked: Sequence[tuple[str, str]], first_network: int
) -> Counter[tuple[int, str]]:
    """What computers are answered that do as the form asks, one from each network."""
    return Counter(
        bomber.send(f"{name}{n}@obec.example", network(first_network + n), *solution)
        for n, solution in enumerate(worked)
    )
