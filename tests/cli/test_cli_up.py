"""`mitdomov up` refuses to start where it cannot, in one sentence, and touches nothing."""

import socket
from pathlib import Path

import pytest

from mitdomov.running.lock import lock_data_dir
from tests.cli.commanding import complaint, run_here
from tests.journeys.running import free_port, run


def test_a_taken_port_is_named_with_another(environment: dict[str, str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = complaint(run(environment, "up", "--port", str(port)))
    assert f"Port {port}" in said
    assert "už používá jiný program" in said
    assert "--port" in said


def test_a_second_program_on_the_same_data_is_refused(environment: dict[str, str]) -> None:
    with lock_data_dir(Path(environment["MITDOMOV_DATA_DIR"])):
        assert "už program běží" in complaint(run(environment, "up"))


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"SMTP_URL": "smtp://"}, "MITDOMOV_SMTP_URL"),
        ({"SMTP_URL": "pop3://posta.example"}, "MITDOMOV_SMTP_URL"),
        ({"BROKER_URL": "nesmysl"}, "MITDOMOV_BROKER_URL"),
        ({"PUBLIC_URL": "mitdomov"}, "MITDOMOV_PUBLIC_URL"),
        ({"DATABASE_URL": "nesmysl"}, "MITDOMOV_DATABASE_URL"),
        ({"SECRET_KEY": "krátký"}, "MITDOMOV_SECRET_KEY"),
        ({"LEASE_SECONDS": "dvě"}, "MITDOMOV_LEASE_SECONDS"),
        ({"CONFIG": "/neni/zde.toml"}, "/neni/zde.toml"),
    ],
)
def test_a_wrong_setting_is_named(
    settings: dict[str, str], words: str, environment: dict[str, str]
) -> None:
    wrong = {f"MITDOMOV_{name}": value for name, value in settings.items()}
    start = run if "SECRET_KEY" in settings else run_here
    assert words in complaint(start(environment | wrong, "up", "--port", str(free_port())))


def test_the_demo_is_not_opened_to_others(environment: dict[str, str]) -> None:
    said = complaint(run(environment, "up", "--demo", "--host", "0.0.0.0"), code=2)  # noqa: S104
    assert "přihlašuje tlačítkem" in said
    assert not Path(environment["MITDOMOV_DATA_DIR"]).exists()


def test_an_address_of_another_machine_is_refused(environment: dict[str, str]) -> None:
    said = complaint(run(environment, "up", "--host", "192.0.2.1"))
    assert "192.0.2.1" in said
    assert "takovou adresu tento počítač nemá" in said
