"""Settings that one process read are the same in those that it starts, and in a second terminal."""

from dataclasses import fields
from pathlib import Path

import pytest

from mitdomov.settings import (
    Settings,
    SettingsError,
    as_environment,
    keep_public_url,
    read_settings,
)

FULL = {
    "DATABASE_URL": "sqlite:////srv/mitdomov.sqlite",
    "BROKER_URL": "redis://jan:heslo@fronta.example:6379/1",
    "SMTP_URL": "smtp+starttls://jan%40obec:h%3Aes%2Flo@pošta.example",
    "PUBLIC_URL": "https://mítdomov.example",
    "MAIL_FROM": r'"Mít \"domov\", magazín" <magazin@dům.example>',
    "NOTICE_TO": "redakce@dům.example",
    "BOUNCE_ADDRESS": "Vraceni@dům.example",
    "BOUNCE_MAILDIR": "/srv/vracene",
    "SECRET_KEY": "k" * 40,
    "UNCERTAIN_POLICY": "resend-once",
    "LEASE_SECONDS": "7",
    "LINK_CHECK": "1",
    "TRUSTED_PROXIES": "2",
    "PLAYER_HOSTS": "videa.example, záznamy.example:8443",
    "DEMO": "1",
}


def read(directory: Path, listening_on: str = "", **values: str) -> Settings:
    named = {f"MITDOMOV_{name}": value for name, value in values.items()}
    environment = {"MITDOMOV_DATA_DIR": str(directory)} | named
    return read_settings(environment, listening_on=listening_on)


@pytest.mark.parametrize("values", [{}, FULL])
def test_a_process_that_is_started_reads_the_same(tmp_path: Path, values: dict[str, str]) -> None:
    settings = read(tmp_path, **values)
    assert read_settings(as_environment(settings)) == settings


def test_no_setting_is_left_out(tmp_path: Path) -> None:
    """A setting that nobody hands over would be its default in the other process."""
    full, bare = read(tmp_path / "a", **FULL), read(tmp_path / "b")
    for each in fields(full):
        assert getattr(full, each.name) != getattr(bare, each.name), each.name


def test_what_is_handed_over_wins_over_the_file(tmp_path: Path) -> None:
    """The file may change while the program runs; its parts still agree."""
    file = tmp_path / "mitdomov.toml"
    file.write_text('NOTICE_TO = "jina@mitdomov.example"\nDEMO = true\n', encoding="utf-8")
    settings = read(tmp_path)
    environment = {"MITDOMOV_CONFIG": str(file)} | as_environment(settings)
    assert read_settings(environment) == settings


def test_the_own_address_counts_where_no_other_is_named(tmp_path: Path) -> None:
    own = "http://127.0.0.1:9000"
    assert read(tmp_path, listening_on=own).public_url == own
    named = read(tmp_path, listening_on=own, PUBLIC_URL="https://mitdomov.example")
    assert named.public_url == "https://mitdomov.example"


def test_a_second_terminal_knows_the_address_of_the_first(tmp_path: Path) -> None:
    for address in ("http://127.0.0.1:9000", "http://127.0.0.1:9001"):
        keep_public_url(read(tmp_path, listening_on=address))
        assert read(tmp_path).public_url == address
    assert read(tmp_path, PUBLIC_URL="https://a.example").public_url == "https://a.example"


def test_a_damaged_address_is_named_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "public-url").write_bytes(b"\xff")
    with pytest.raises(SettingsError, match="public-url"):
        read(tmp_path)
