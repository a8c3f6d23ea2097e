"""A mail server's alias hands returned letters over, and the terminal lists and undoes them."""

import json
import sqlite3
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select, update

from mitdomov.cli import instance
from mitdomov.clock import now
from mitdomov.database.store import Store, open_store
from mitdomov.delivery.bounces.return_path import return_path
from mitdomov.delivery.model import Delivery, DeliveryState
from tests.cli.commanding import complaint, database, run_here
from tests.delivery.bounces.returned import BOUNCES, letter
from tests.journeys.running import run

JANA = "jana@ctenari.example"


@pytest.fixture
def accepted(filled: dict[str, str]) -> dict[str, str]:
    """Dispatch 1 of which every letter was just accepted."""
    with store_of(filled).writing() as session:
        taken = {"state": DeliveryState.ACCEPTED, "updated_at": now()}
        session.execute(update(Delivery).values(taken))
    return filled | {"MITDOMOV_BOUNCE_ADDRESS": BOUNCES, "MITDOMOV_SECRET_KEY": "k" * 40}


def store_of(environment: dict[str, str]) -> Store:
    return open_store(f"sqlite:///{database(environment)}", database(environment).parent)


def mark(environment: dict[str, str]) -> str:
    with store_of(environment).reading() as session:
        number = session.scalars(select(Delivery.id).where(Delivery.address == JANA)).one()
    return return_path("k" * 40, BOUNCES, number)


def test_a_returned_letter_is_read_listed_and_taken_back(
    accepted: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "dopis.eml"
    file.write_bytes(letter("postfix-unknown-user", mark(accepted), JANA))

    read = run(accepted, "bounces", "read", str(file))
    assert (read.returncode, read.stdout) == (0, "1\xa0dopis: zapsáno.\n")
    again = run_here(accepted, "bounces", "read", str(file), str(file))
    assert again.stdout.replace("\xa0", " ") == "2 dopisy: zapsáno už dřív.\n"

    listed = run_here(accepted, "bounces", "list", "--dispatch", "1").stdout
    assert f"{JANA}  vráceno: schránka neexistuje (5.1.1); zakázáno zasílat" in listed
    (row,) = json.loads(run_here(accepted, "bounces", "list", "--json").stdout)
    assert (row["address"], row["cause"], row["taken_back"]) == (JANA, "no-mailbox", False)

    done = run_here(accepted, "bounces", "take-back", "1")
    assert (done.returncode, "příští rozesílka" in done.stdout) == (0, True)
    assert "žádný zákaz neplyne" in complaint(run_here(accepted, "bounces", "take-back", "1"))
    assert "tu není" in complaint(run_here(accepted, "bounces", "take-back", "9"))
    assert "vzato zpět" in run_here(accepted, "bounces", "list").stdout


def test_the_envelope_names_the_letter_when_no_header_does(accepted: dict[str, str]) -> None:
    text = letter("postfix-unknown-user", "vraceni@posta.example", JANA).decode()
    plain = run_here(accepted, "bounces", "read", "-", stdin=text)
    assert "bez pravé značky" in plain.stdout
    named = run_here(accepted, "bounces", "read", "--recipient", mark(accepted), "-", stdin=text)
    assert "zapsáno." in named.stdout


@pytest.mark.parametrize("text", ["", "x" * 3_000_000, "Auto-Submitted: auto-replied\n\nNejsem."])
def test_nothing_that_comes_is_returned_to_its_sender(text: str, accepted: dict[str, str]) -> None:
    """A mail server would answer a failure with a notice, and that with another."""
    assert run_here(accepted, "bounces", "read", "-", stdin=text).returncode == 0


def test_a_database_that_is_locked_makes_the_mail_server_wait(
    accepted: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance, "open_store", partial(open_store, busy_timeout_ms=50))
    text = letter("postfix-unknown-user", mark(accepted), JANA).decode()
    lock = sqlite3.connect(database(accepted))
    lock.execute("BEGIN IMMEDIATE")
    try:
        done = run_here(accepted, "bounces", "read", "-", stdin=text)
    finally:
        lock.close()
    assert done.returncode == 75
    assert JANA not in done.stderr


@pytest.mark.parametrize("broken", ["database", "settings", "directory"])
def test_an_instance_that_is_broken_makes_the_mail_server_wait(
    filled: dict[str, str], tmp_path: Path, broken: str
) -> None:
    if broken == "database":
        database(filled).write_bytes(b"x" * 8192)
    elif broken == "settings":
        filled["MITDOMOV_LEASE_SECONDS"] = "x"
    else:
        (tmp_path / "file").write_text("")
        filled["MITDOMOV_DATA_DIR"] = str(tmp_path / "file")
    done = run_here(filled, "bounces", "read", "-", stdin="x")
    assert done.returncode == 75
    assert done.stderr.startswith("Chyba: ")
    assert "Traceback" not in done.stderr


def test_an_empty_list_says_so(filled: dict[str, str]) -> None:
    assert "Žádný vrácený dopis." in run_here(filled, "bounces", "list").stderr
