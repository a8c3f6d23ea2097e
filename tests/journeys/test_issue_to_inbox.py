"""From an issue folder to the readers' inboxes: real parts, a real SMTP conversation."""

import json
import re
import time
import urllib.request
from collections import Counter
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path

import psutil
import pytest

from tests.journeys.running import Running, up
from tests.relay import Relay, running_relay

pytestmark = pytest.mark.journey

READERS = 500


def write_readers(directory: Path, count: int = READERS) -> Path:
    file = directory / "ctenari.csv"
    rows = [
        f"ctenar{number:03}@ctenari.example;Čtenářka Řehořová {number}" for number in range(count)
    ]
    file.write_bytes("\r\n".join(["e-mail;jméno", *rows]).encode("cp1250"))
    return file


def bring_in(running: Running, issue: Path, readers: Path) -> None:
    running.do("issue", "import", str(issue))
    running.do(
        "subscribers", "import", str(readers), "--list", "magazin", "--consent-source", "přihlášky"
    )


def terms_of(running: Running, dispatch: str) -> dict[str, int]:
    shown: dict[str, int] = json.loads(running.do("dispatch", "show", dispatch, "--json"))
    return shown


def post(url: str) -> int:
    request = urllib.request.Request(url, data=b"List-Unsubscribe=One-Click", method="POST")  # noqa: S310
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        status: int = answer.status
        return status


def unsubscribe_url(letter: EmailMessage) -> str:
    found = re.fullmatch(r"<(http[^>]+)>", str(letter["List-Unsubscribe"]))
    assert found is not None
    return found[1]


def test_an_issue_reaches_every_reader_once_and_skips_who_left(
    tmp_path: Path, small_issue_dir: Path
) -> None:
    with running_relay() as relay, up(tmp_path / "data", SMTP_URL=relay.url) as running:
        bring_in(running, small_issue_dir, write_readers(tmp_path))
        assert json.loads(running.do("issue", "check", "1/2030", "--json"))["blocking"] is False
        running.do("render", "1/2030", "--out", str(tmp_path / "out"), "--only", "email,text,web")

        first = running.do("send", "1/2030", "--list", "magazin", "--yes", "--wait").split()[-1]

        terms = terms_of(running, first)
        assert (terms["audience"], terms["accepted"]) == (READERS, READERS)
        assert copies_per_reader(relay) == {1: READERS}

        letter = relay.accepted[0].message
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert post(unsubscribe_url(letter)) == 200

        refused = running.run("send", "1/2030", "--list", "magazin", "--yes")
        assert (refused.returncode, "--again" in refused.stderr) == (1, True)
        resent = ("send", "1/2030", "--list", "magazin", "--yes", "--again", "--wait")
        second = running.do(*resent).split()[-1]
        assert terms_of(running, second)["audience"] == READERS - 1
        assert relay.received()[relay.accepted[0].recipient] == 1


def test_three_killed_workers_lose_nothing_and_repeat_nothing(
    tmp_path: Path, small_issue_dir: Path
) -> None:
    """Under the default policy a letter in doubt is held and named, never sent again by itself."""
    slow = running_relay(pause_seconds=0.01)
    with slow as relay, up(tmp_path / "data", SMTP_URL=relay.url) as running:
        bring_in(running, small_issue_dir, write_readers(tmp_path))
        dispatch = running.do("send", "1/2030", "--list", "magazin", "--yes").split()[-1]

        for share in (0.1, 0.4, 0.7):
            wait_for_letters(relay, round(READERS * share), running)
            for process in part_that_runs(running, "worker"):
                with suppress(psutil.NoSuchProcess):  # a child may end with its parent
                    process.kill()

        terms = wait_until_finished(running, dispatch)
        assert terms["accepted"] + terms["uncertain"] == terms["audience"] == READERS
        assert set(copies_per_reader(relay)) == {1}
        assert terms["accepted"] <= copies_per_reader(relay)[1] <= READERS
        assert terms["uncertain"] <= 3 * 2  # one letter per process of the worker and kill


def copies_per_reader(relay: Relay) -> Counter[int]:
    """How many readers got how many copies, by the relay's own list."""
    return Counter(
        copies
        for address, copies in relay.received().items()
        if address.endswith("ctenari.example")
    )


def part_that_runs(running: Running, name: str) -> list[psutil.Process]:
    """A part that was killed before may still be on its way back."""
    deadline = time.monotonic() + 300
    while not (found := running.part(name)):
        assert time.monotonic() < deadline, running.logs()
        time.sleep(0.05)
    return found


def wait_for_letters(relay: Relay, count: int, running: Running) -> None:
    deadline = time.monotonic() + 120
    while len(relay.accepted) < count:
        assert time.monotonic() < deadline, running.logs()
        time.sleep(0.01)


def wait_until_finished(running: Running, dispatch: str) -> dict[str, int]:
    deadline = time.monotonic() + 180
    while True:
        terms = terms_of(running, dispatch)
        if terms["queued"] + terms["sending"] == 0:
            return terms
        assert time.monotonic() < deadline, (terms, running.logs())
        time.sleep(0.5)
