"""Every setting is explained in Czech, with its origin and without its secrets."""

import re
from pathlib import Path

from mitdomov import places
from mitdomov.settings import as_environment, described, read_settings
from mitdomov.settings.catalogue import CATALOGUE


def environment(directory: Path, **values: str) -> dict[str, str]:
    named = {f"MITDOMOV_{name}": value for name, value in values.items()}
    return {"MITDOMOV_DATA_DIR": str(directory), "PATH": "/bin", **named}


def test_every_documented_setting_is_explained() -> None:
    example = (places.ROOT / ".env.example").read_text(encoding="utf-8")
    assert list(CATALOGUE) == re.findall(r"^#?MITDOMOV_([A-Z_]+)=", example, re.MULTILINE)
    assert all(each.meaning.endswith(".") for each in CATALOGUE.values())


def test_secrets_are_never_shown(tmp_path: Path) -> None:
    secrets = {
        "SECRET_KEY": "k" * 40,
        "SMTP_URL": "smtp://jan:tajne@posta.example:25",
        "BROKER_URL": "redis://jan:tajne@fronta.example:6379/0",
    }
    settings = read_settings(environment(tmp_path, **secrets))
    shown = {each.name: each.value for each in described(settings)}
    assert "tajne" not in repr(shown)
    assert "kkkk" not in repr(shown)
    assert "posta.example:25" in shown["MITDOMOV_SMTP_URL"]
    assert shown["MITDOMOV_BROKER_URL"] == "redis://fronta.example:6379/0"
    assert "tajne" not in repr(settings)


def test_where_a_setting_came_from_is_known_in_every_process(tmp_path: Path) -> None:
    file = tmp_path / "mitdomov.toml"
    file.write_text('NOTICE_TO = "redakce@obec.example"\nLEASE_SECONDS = 5\n', encoding="utf-8")
    values = environment(tmp_path, CONFIG=str(file), LEASE_SECONDS="7")
    first = read_settings(values)
    second = read_settings(as_environment(first))
    for settings in (first, second):
        origins = {each.name.removeprefix("MITDOMOV_"): each.origin for each in described(settings)}
        assert origins["NOTICE_TO"] == "ze souboru"
        assert origins["LEASE_SECONDS"] == "z prostředí"
        assert origins["MAIL_FROM"] == "výchozí"
        assert origins["SECRET_KEY"].endswith("secret.key")
        values_shown = {each.name: each.value for each in described(settings)}
        assert values_shown["MITDOMOV_CONFIG"] == str(file)
