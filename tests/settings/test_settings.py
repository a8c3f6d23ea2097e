"""Reading the settings: defaults, the file, and clear sentences for what is unusable."""

import re
from pathlib import Path

import pytest

from mitdomov import places
from mitdomov.settings import SettingsError, read_settings

KEY = "k" * 48


def test_a_demo_needs_no_settings_and_keeps_its_own_secret(tmp_path: Path) -> None:
    """Links in yesterday's letters still work after a restart."""
    environment = {"MITDOMOV_DATA_DIR": str(tmp_path), "MITDOMOV_DEMO": "1"}
    first, second = read_settings(environment), read_settings(environment)
    assert first.secret_key == second.secret_key
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0
    assert first.keeps_letters
    assert first.uses_embedded_broker


def test_a_secret_is_required_before_letters_leave(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="MITDOMOV_SECRET_KEY"):
        read_settings(
            {"MITDOMOV_DATA_DIR": str(tmp_path), "MITDOMOV_SMTP_URL": "smtp://127.0.0.1:2525"}
        )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP_URL", "http://posta.example"),
        ("SECRET_KEY", "krátký"),
        ("UNCERTAIN_POLICY", "maybe"),
        ("LEASE_SECONDS", "-1"),
        ("CONFIG", "/nowhere/mitdomov.toml"),
    ],
)
def test_an_unusable_setting_is_named(tmp_path: Path, name: str, value: str) -> None:
    environment = {"MITDOMOV_DATA_DIR": str(tmp_path), "MITDOMOV_SECRET_KEY": KEY}
    with pytest.raises(SettingsError, match=rf"MITDOMOV_{name}|{re.escape(value)}"):
        read_settings(environment | {f"MITDOMOV_{name}": value})


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "mitdomov.toml"
    file.write_text(
        f'MITDOMOV_SECRET_KEY = "{KEY}"\nMITDOMOV_PUBLIC_URL = "https://a.example/"\n'
        'MITDOMOV_MAIL_FROM = "Mít domov <a@a.example>"\n',
        encoding="utf-8",
    )
    settings = read_settings(
        {
            "MITDOMOV_CONFIG": str(file),
            "MITDOMOV_DATA_DIR": str(tmp_path),
            "MITDOMOV_MAIL_FROM": "Mít domov <b@b.example>",
        }
    )
    assert settings.public_url == "https://a.example"
    assert settings.mail_from == "Mít domov <b@b.example>"


def test_the_secret_is_not_shown_by_accident(tmp_path: Path) -> None:
    settings = read_settings({"MITDOMOV_DATA_DIR": str(tmp_path), "MITDOMOV_SECRET_KEY": KEY})
    assert KEY not in repr(settings)


def test_a_long_data_directory_still_has_a_usable_socket(tmp_path: Path) -> None:
    """A unix socket's path is limited; the data directory's is not."""
    deep = tmp_path / ("složka" * 20)
    settings = read_settings({"MITDOMOV_DATA_DIR": str(deep)})
    assert len(str(settings.broker_socket).encode()) < 104


def test_every_setting_is_documented() -> None:
    files = sorted((places.ROOT / "mitdomov" / "settings").glob("*.py"))
    code = "\n".join(each.read_text(encoding="utf-8") for each in files)
    read = set(re.findall(r'values(?:\.get\(|, )"([A-Z_]+)"|named\.get\("([A-Z_]+)"', code))
    names = {name for pair in read for name in pair if name}
    documented = set(
        re.findall(
            r"^#?MITDOMOV_([A-Z_]+)=",
            (places.ROOT / ".env.example").read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    )
    assert len(names) > 8
    assert names == documented
