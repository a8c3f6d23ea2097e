"""Words for tests of commands: what a good refusal looks like, and all that an instance keeps."""

import os
import sqlite3
import sys
from pathlib import Path
from subprocess import CompletedProcess
from unittest.mock import patch

from click.testing import CliRunner

from mitdomov.cli import ending, mitdomov

REFUSED = 1
WRONG_USAGE = 2


def run_here(
    environment: dict[str, str], *arguments: str, stdin: str = ""
) -> CompletedProcess[str]:
    """As `journeys.running.run`, without a process of its own: ten times cheaper.

    For cases of a behaviour that another test sees through a real process.
    """
    line = ["mitdomov", *arguments]
    elsewhere = {name: None for name in os.environ if name.startswith("MITDOMOV_")}
    isolation = CliRunner().isolation(input=stdin, env={**elsewhere, **environment})
    with isolation as (output, errors, _), patch.object(sys, "argv", line):
        try:
            code = ending.run(mitdomov)
        except SystemExit as ended:
            code = int(ended.code or 0)
    return CompletedProcess(line, code, output.getvalue().decode(), errors.getvalue().decode())


def complaint(done: CompletedProcess[str], code: int = REFUSED) -> str:
    """The one sentence with which a command ended; anything else it said fails the test."""
    assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    said = [line for line in done.stderr.splitlines() if line.startswith(("Chyba: ", "CHYBA  "))]
    assert len(said) == 1, done.stderr
    return said[0]


def database(environment: dict[str, str]) -> Path:
    return Path(environment["MITDOMOV_DATA_DIR"]) / "mitdomov.sqlite"


def all_rows(environment: dict[str, str]) -> list[str]:
    """Everything in the database, as statements."""
    connection = sqlite3.connect(database(environment))
    try:
        return list(connection.iterdump())
    finally:
        connection.close()
