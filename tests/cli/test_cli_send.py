"""Sending asks first, never waits for nobody, and says what it waits for."""

import signal
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mitdomov.database.store import open_store
from mitdomov.delivery.dispatches.control import note_outage
from mitdomov.delivery.transports.transport import Unreachable
from mitdomov.settings import read_settings
from tests.broker import running_broker
from tests.cli.commanding import REFUSED, all_rows, complaint, run_here
from tests.journeys.running import MITDOMOV, run

SEND = ("send", "1/2030", "--list", "magazin")


@pytest.mark.parametrize(
    ("answer", "words"), [("", "nepřišla"), ("ne\n", "Nepotvrzeno"), ("jo\nn\n", "Nepotvrzeno")]
)
def test_without_a_yes_nothing_is_sent(answer: str, words: str, filled: dict[str, str]) -> None:
    before = all_rows(filled)
    done = (run_here if answer else run)(filled, *SEND, stdin=answer)
    assert done.returncode == REFUSED
    assert words in done.stderr
    assert done.stdout == ""
    assert all_rows(filled) == before


def test_an_empty_list_is_refused_before_the_long_work(filled: dict[str, str]) -> None:
    done = run_here(filled, "send", "1/2030", "--list", "novinky", "--yes", "--wait")
    assert "nemá nikoho" in complaint(done)
    assert "Vydávám" not in done.stderr


def test_what_a_list_was_sent_before_is_sent_again_only_on_demand(filled: dict[str, str]) -> None:
    before = all_rows(filled)
    said = complaint(run(filled, *SEND, "--yes"))
    assert "rozesílka 1 " in said
    assert "2 odběratelům" in said.replace("\xa0", " ")
    assert "--again" in said
    assert all_rows(filled) == before
    assert run(filled, *SEND, "--yes", "--again").stdout.split()[-1] == "2"


def test_waiting_for_nobody_ends_at_once_and_the_dispatch_is_kept(filled: dict[str, str]) -> None:
    done = run(filled, "send", "1-2030", "--list", "magazin", "--yes", "--again", "--wait")
    assert done.returncode == REFUSED
    assert "Fronta neběží" in done.stderr
    assert "mitdomov up" in done.stderr
    assert done.stdout.split()[-1] == "2"
    assert '"queued": 2' in run(filled, "dispatch", "show", "2", "--json").stdout


class Waiting:
    """`send --wait` with a broker and no worker."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [str(MITDOMOV), *SEND, "--yes", "--again", "--wait"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.heard = ""

    def hear(self, words: str) -> None:
        assert self.process.stderr is not None
        while words not in self.heard:
            line = self.process.stderr.readline()
            assert line, self.heard
            self.heard += line


@pytest.fixture
def waiting(filled: dict[str, str]) -> Iterator[Waiting]:
    with running_broker(read_settings(filled)):
        command = Waiting(filled)
        try:
            yield command
        finally:
            command.process.kill()
            command.process.communicate()


def test_waiting_tells_that_nobody_sends_and_of_an_outage(
    waiting: Waiting, filled: dict[str, str]
) -> None:
    waiting.hear("Zatím nikdo nerozesílá. Běží mitdomov up?")
    settings = read_settings(filled)
    with open_store(settings.database_url, Path(settings.data_dir)).writing() as session:
        cause = Unreachable("Poštovní server neodpovídá.", needs_person=False)
        note_outage(session, 2, cause, datetime.now(UTC))
    waiting.hear("Poštovní server neodpovídá.")
    time.sleep(0.5)
    waiting.process.send_signal(signal.SIGINT)
    output, rest = waiting.process.communicate()
    assert "Rozesílka 2 pokračuje na pozadí" in rest
    assert "mitdomov dispatch show 2" in rest
    assert output.split()[-1] == "2"
    assert waiting.process.returncode == REFUSED
    assert '"queued": 2' in run(filled, "dispatch", "show", "2", "--json").stdout
