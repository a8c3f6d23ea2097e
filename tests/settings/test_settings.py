"""Reading the settings: defaults, the file, and clear sentences for what is unusable."""

import re
from pathlib import Path

import pytest

from mitdomov import places
from mitdomov.settings import Sender, SettingsError, read_relay, read_sender, read_settings

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
        ("SMTP_URL", "smtp://posta.example/cesta"),
        ("SMTP_URL", "smtp://posta.example:0"),
        ("SMTP_URL", "smtp://po šta.example"),
        ("SMTP_URL", "smtp://[posta"),
        ("PUBLIC_URL", "mitdomov.example"),
        ("PUBLIC_URL", "https://"),
        ("PUBLIC_URL", "https://:80"),
        ("PUBLIC_URL", "http://a b"),
        ("PUBLIC_URL", "http://a\nb"),
        ("PUBLIC_URL", "http://a:osm"),
        ("PUBLIC_URL", "http://jan:heslo@a.example"),
        ("PUBLIC_URL", "https://mitdomov.example/cesta"),
        ("PUBLIC_URL", "https://mitdomov.example?x=1"),
        ("PUBLIC_URL", "https://mitdomov.example/#x"),
        ("MAIL_FROM", "redakce"),
        ("MAIL_FROM", "Mít domov"),
        ("MAIL_FROM", "žák@x.example"),
        ("MAIL_FROM", "a@b.example, c@d.example"),
        ("MAIL_FROM", "a@b.example, c <c@d.example>"),
        ("MAIL_FROM", "Jan <a@b.example> Novák"),
        ("MAIL_FROM", "a@"),
        ("MAIL_FROM", "a@-.example"),
        ("MAIL_FROM", "a..b@b.example"),
        ("MAIL_FROM", "a@b.example\nBcc: c@d.example"),
        ("NOTICE_TO", "redakce"),
        ("BOUNCE_ADDRESS", "vraceni"),
        ("BOUNCE_ADDRESS", "vraceni+x@obec.example"),
        ("BOUNCE_ADDRESS", f"{'v' * 25}@obec.example"),
        ("BOUNCE_MAILDIR", "/srv/vracene"),
        ("DATABASE_URL", "nesmysl"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "sqlite:////srv/a.sqlite?mode=ro"),
        ("BROKER_URL", "redis://localhost:osm"),
        ("DEMO", "možná"),
        ("SECRET_KEY", "krátký"),
        ("UNCERTAIN_POLICY", "maybe"),
        ("LEASE_SECONDS", "-1"),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_PROXIES", "10"),
        ("TRUSTED_PROXIES", "ano"),
        ("PLAYER_HOSTS", "https://videa.example"),
        ("PLAYER_HOSTS", "videa.example/w"),
        ("PLAYER_HOSTS", "videa.example *"),
        ("PLAYER_HOSTS", "jan@videa.example"),
        ("CONFIG", "/nowhere/mitdomov.toml"),
    ],
)
def test_an_unusable_setting_is_named(tmp_path: Path, name: str, value: str) -> None:
    environment = {"MITDOMOV_DATA_DIR": str(tmp_path), "MITDOMOV_SECRET_KEY": KEY}
    with pytest.raises(SettingsError, match=rf"MITDOMOV_{name}|{re.escape(value)}"):
        read_settings(environment | {f"MITDOMOV_{name}": value})


def test_another_database_than_sqlite_is_refused_without_its_password(tmp_path: Path) -> None:
    given = "postgresql://jan:tajne-heslo@databaze.example/mitdomov"
    with pytest.raises(SettingsError, match="zatím umí jen databázi SQLite") as refused:
        read_settings({"MITDOMOV_DATA_DIR": str(tmp_path), "MITDOMOV_DATABASE_URL": given})
    assert "tajne-heslo" not in str(refused.value)


def test_a_database_is_the_same_from_every_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker does not run in the folder where its settings were written."""
    monkeypatch.chdir(tmp_path)
    environment = {"MITDOMOV_DATA_DIR": "data", "MITDOMOV_DATABASE_URL": "sqlite:///a.sqlite"}
    assert read_settings(environment).database_url == f"sqlite:///{tmp_path / 'a.sqlite'}"


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("https://mítdomov.example/", "https://xn--mtdomov-7ya.example"),
        ("HTTPS://Mitdomov.Example:443", "https://mitdomov.example"),
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
    ],
)
def test_the_public_address_has_one_spelling(tmp_path: Path, given: str, read: str) -> None:
    """It stands in headers of letters, which are ASCII, and is a part of what was published."""
    settings = read_settings({"MITDOMOV_DATA_DIR": str(tmp_path), "MITDOMOV_PUBLIC_URL": given})
    assert settings.public_url == read


@pytest.mark.parametrize(
    ("given", "sender"),
    [
        ("Mít domov <magazin@dům.example>", Sender("Mít domov", "magazin@xn--dm-sua.example")),
        ("Mít domov, magazín <a@b.example>", Sender("Mít domov, magazín", "a@b.example")),
        ('"Mít domov, magazín" <a@b.example>', Sender("Mít domov, magazín", "a@b.example")),
        (r'"Mít \"domov\"" <a@b.example>', Sender('Mít "domov"', "a@b.example")),
        ("Mít\r\n domov <a@b.example>", Sender("Mít domov", "a@b.example")),
        (" a@b.example ", Sender("", "a@b.example")),
    ],
)
def test_a_sender_is_read_as_people_write_it(given: str, sender: Sender) -> None:
    assert read_sender(given) == sender
    assert read_sender(str(sender)) == sender


def test_a_relay_may_have_an_international_or_a_local_name() -> None:
    for host, read in (
        ("pošta.example", "xn--pota-h6a.example"),
        ("mail_relay", "mail_relay"),
        ("[::1]", "::1"),
    ):
        relay = read_relay(f"smtp://jan%40obec:a%2Fb@{host}:2525")
        assert (relay.host, relay.user, relay.password) == (read, "jan@obec", "a/b")
        assert read_relay(relay.url) == relay


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
    assert settings.sender.address == "b@b.example"


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
