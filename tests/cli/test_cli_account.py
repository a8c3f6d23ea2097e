"""The administrator at the terminal lets people in and out when the web lets nobody in."""

import json
import re

import pytest

from mitdomov.accounts.links import find_link
from mitdomov.accounts.model import LinkPurpose
from mitdomov.clock import now
from mitdomov.database.store import open_store
from tests.cli.commanding import all_rows, complaint, database, run_here

EVA = "eva@redakce.example"


def accounts(environment: dict[str, str]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(
        run_here(environment, "account", "list", "--json").stdout
    )
    return found


def purpose_of(link: str, environment: dict[str, str]) -> LinkPurpose | None:
    """What a link on the terminal opens now."""
    store = open_store(f"sqlite:///{database(environment)}", database(environment).parent)
    with store.reading() as session:
        token = link.rpartition("/")[2]
        found = [find_link(session, purpose, token, now()) for purpose in LinkPurpose]
    store.engine.dispose()
    return next((each.purpose for each in found if each), None)


def link_in(said: str) -> str:
    found = re.search(r"^https?://\S+$", said, re.MULTILINE)
    assert found, said
    return found[0]


def test_there_is_a_link_for_the_first_administrator(environment: dict[str, str]) -> None:
    assert "mitdomov account first" in run_here(environment, "account", "list").stdout
    first = link_in(run_here(environment, "account", "first").stdout)
    assert "/prvni-spravce/" in first
    second = run_here(environment, "account", "first").stdout
    assert "24 hodin" in second.replace("\xa0", " ")
    assert purpose_of(first, environment) is None
    assert purpose_of(link_in(second), environment) is LinkPurpose.FIRST_ADMINISTRATOR


def active(environment: dict[str, str]) -> dict[object, object]:
    return {each["email"]: each["active"] for each in accounts(environment)}


def test_a_person_is_invited_and_later_let_in_again(environment: dict[str, str]) -> None:
    invite = ("account", "invite", " Eva@Redakce.example ")
    done = run_here(environment, *invite, "--name", "Eva Nová", "--role", "editor")
    assert purpose_of(link_in(done.stdout), environment) is LinkPurpose.INVITATION
    (eva,) = accounts(environment)
    assert (eva["email"], eva["name"], eva["roles"]) == (EVA, "Eva Nová", ["editor"])

    run_here(environment, *invite, "--role", "administrator")
    assert accounts(environment)[0]["roles"] == ["administrator", "editor"]

    refused = complaint(run_here(environment, "account", "revoke", EVA))
    assert "Toto je poslední správce" in refused
    run_here(environment, "account", "invite", "jan@redakce.example", "--role", "administrator")
    assert run_here(environment, "account", "revoke", EVA).returncode == 0
    assert active(environment) == {EVA: False, "jan@redakce.example": True}
    link = link_in(run_here(environment, *invite).stdout)
    assert purpose_of(link, environment) is LinkPurpose.INVITATION
    assert active(environment) == {EVA: True, "jan@redakce.example": True}


@pytest.mark.parametrize("command", ["revoke", "sign-out", "forget-second-factor"])
def test_nobody_is_mistaken_for_somebody(command: str, environment: dict[str, str]) -> None:
    run_here(environment, "account", "list")
    before = all_rows(environment)
    assert "tu není" in complaint(run_here(environment, "account", command, EVA))
    assert "e-mailová adresa" in complaint(run_here(environment, "account", command, "eva"))
    assert all_rows(environment) == before


def test_a_new_account_needs_a_role(environment: dict[str, str]) -> None:
    said = complaint(run_here(environment, "account", "invite", EVA))
    assert "aspoň jednu roli" in said
    assert accounts(environment) == []


def test_sessions_and_second_factors_end_at_the_terminal(environment: dict[str, str]) -> None:
    run_here(environment, "account", "invite", EVA, "--role", "editor")
    for command, words in (("sign-out", "skončila"), ("forget-second-factor", "jen heslem")):
        assert words in run_here(environment, "account", command, EVA).stdout
    log = "\n".join(row for row in all_rows(environment) if "audit_entry" in row)
    assert "terminál" in log
    assert "second-factor-removed" in log


def test_the_list_is_readable(environment: dict[str, str]) -> None:
    run_here(environment, "account", "invite", EVA, "--name", "Eva Nová", "--role", "editor")
    said = run_here(environment, "account", "list").stdout
    assert re.search(r"eva@redakce\.example +Eva Nová +redaktor +nikdy", said)
