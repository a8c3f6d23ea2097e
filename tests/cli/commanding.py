"""Words for tests of commands: what a good refusal looks like, and all that an instance keeps."""

import sqlite3
from pathlib import Path
from subprocess import CompletedProcess

REFUSED = 1
WRONG_USAGE = 2


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
