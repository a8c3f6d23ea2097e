"""`mitdomov doctor` tells when personal data are kept longer than the rules say."""

from datetime import timedelta
from pathlib import Path

from click.testing import CliRunner

from mitdomov.cli.doctor import doctor
from mitdomov.clock import now
from mitdomov.delivery.personal_data.retention_rules import RULES
from mitdomov.subscribers.retention import run_due
from tests.state import migrated_store


def line(directory: Path) -> str:
    environment = {"MITDOMOV_DATA_DIR": str(directory), "MITDOMOV_SECRET_KEY": "s" * 48}
    output = CliRunner().invoke(doctor, env=environment).output
    return next(each for each in output.splitlines() if "mazání údajů" in each)


def test_rules_that_ran_are_well_and_those_long_ago_are_not(tmp_path: Path) -> None:
    store = migrated_store(tmp_path)
    assert "ještě neproběhlo" in line(tmp_path)
    run_due(store, RULES, now() - timedelta(days=3))
    assert line(tmp_path).startswith("CHYBÍ")
    assert "network-addresses" in line(tmp_path)
    run_due(store, RULES, now())
    assert line(tmp_path).startswith("v pořádku")
