"""Without the desk, commands tell who is behind each number and let a person settle doubt."""

import json
import sqlite3

import pytest

from tests.cli.commanding import WRONG_USAGE, all_rows, complaint, database
from tests.journeys.running import run

JANA, KAREL = "jana@ctenari.example", "karel@ctenari.example"
NAMES = ("dispatch", "show", "1", "--names")


@pytest.fixture
def doubted(filled: dict[str, str]) -> dict[str, str]:
    """An instance whose dispatch 1 is finished: Jana's letter in doubt, Karel's refused."""
    with sqlite3.connect(database(filled)) as connection:
        connection.execute("UPDATE dispatch SET state = 'finished'")
        change = "UPDATE delivery SET state = ?, code = ?, reason = ? WHERE address = ?"
        connection.execute(change, ("uncertain", None, "Nelze říci.", JANA))
        connection.execute(change, ("refused", 550, "Server odmítl příjemce.", KAREL))
    return filled


def answer(environment: dict[str, str], *arguments: str) -> str:
    done = run(environment, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_all_dispatches_are_listed(doubted: dict[str, str]) -> None:
    (row,) = json.loads(answer(doubted, "dispatch", "list", "--json"))
    assert (row["id"], row["number"], row["list"]) == (1, "1/2030", "magazin")
    assert (row["state"], row["audience"], row["uncertain"]) == ("finished", 2, 1)
    told = answer(doubted, "dispatch", "list")
    assert all(words in told for words in ("1/2030", "dokončená", "nejisté 1"))


def test_each_number_tells_its_names_and_why(doubted: dict[str, str]) -> None:
    told = answer(doubted, *NAMES, "refused")
    assert KAREL in told
    assert "550 Server odmítl příjemce." in told
    assert JANA not in told
    (row,) = json.loads(answer(doubted, *NAMES, "uncertain", "--json"))
    assert (row["address"], row["reason"], row["code"]) == (JANA, "Nelze říci.", None)
    assert json.loads(answer(doubted, *NAMES, "accepted", "--json")) == []


def test_doubt_is_settled_and_refused_letters_are_tried_again(doubted: dict[str, str]) -> None:
    assert "1 dopis" in answer(doubted, "dispatch", "settle", "1", "--as-sent", JANA).replace(
        "\xa0", " "
    )
    answer(doubted, "dispatch", "retry", "1", "--all")
    terms = json.loads(answer(doubted, "dispatch", "show", "1", "--json"))
    assert (terms["accepted"], terms["queued"]) == (1, 1)


def test_letters_in_doubt_are_queued_again(doubted: dict[str, str]) -> None:
    answer(doubted, "dispatch", "settle", "1", "--resend", "--all")
    assert JANA in answer(doubted, *NAMES, "queued")
    assert "takové zásilky nemá" in complaint(
        run(doubted, "dispatch", "settle", "1", "--resend", "--all")
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("--resend",),
        ("--resend", "--as-sent", "--all"),
        ("--all",),
        ("--resend", "--all", JANA),
    ],
)
def test_an_unclear_decision_changes_nothing(
    arguments: tuple[str, ...], doubted: dict[str, str]
) -> None:
    before = all_rows(doubted)
    complaint(run(doubted, "dispatch", "settle", "1", *arguments), WRONG_USAGE)
    assert all_rows(doubted) == before


def test_a_wrong_address_is_named_and_nothing_changes(doubted: dict[str, str]) -> None:
    before = all_rows(doubted)
    assert KAREL in complaint(run(doubted, "dispatch", "settle", "1", "--resend", JANA, KAREL))
    assert all_rows(doubted) == before
