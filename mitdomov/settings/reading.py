"""Reads the settings of an instance, once, from the environment or from one TOML file."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from mitdomov.settings.bounces import read_bounce_address, read_bounce_maildir
from mitdomov.settings.database_address import read_database_url
from mitdomov.settings.errors import SettingsError
from mitdomov.settings.kept_address import kept_public_url
from mitdomov.settings.model import Settings, UncertainPolicy
from mitdomov.settings.player_hosts import read_player_hosts
from mitdomov.settings.relay import MAILBOX_URL, read_relay
from mitdomov.settings.secret_key import secret_key
from mitdomov.settings.sender import read_sender
from mitdomov.settings.sources import PREFIX, read_origins, read_values
from mitdomov.settings.web_address import read_public_url

_TRUE: Final = ("1", "true", "yes", "ano", "on")
_FALSE: Final = ("", "0", "false", "no", "ne", "off")
_MOST_PROXIES: Final = 9
_BROKER_STARTS: Final = ("redis://", "rediss://", "redis+socket://")


def read_settings(
    environment: Mapping[str, str] | None = None, *, listening_on: str = ""
) -> Settings:
    """Settings from `environment` (default: the process's own); raises `SettingsError`.

    `listening_on` is the web's own address: the public one when no source names another.
    """
    environment = os.environ if environment is None else environment
    values = read_values(environment)
    data_dir = Path(values.get("DATA_DIR") or "var").resolve()
    is_demo = _truth(values, "DEMO")
    smtp_url = values.get("SMTP_URL") or MAILBOX_URL
    relay = None if smtp_url == MAILBOX_URL else read_relay(smtp_url)
    notice_to = values.get("NOTICE_TO", "")
    return Settings(
        data_dir=data_dir,
        database_url=read_database_url(
            values.get("DATABASE_URL") or f"sqlite:///{data_dir / 'mitdomov.sqlite'}"
        ),
        broker_url=_broker_url(values),
        relay=relay,
        public_url=read_public_url(
            values.get("PUBLIC_URL")
            or listening_on
            or kept_public_url(data_dir)
            or "http://127.0.0.1:8000"
        ),
        sender=read_sender(values.get("MAIL_FROM") or "Mít domov <magazin@mitdomov.example>"),
        notice_to=read_sender(notice_to, "MITDOMOV_NOTICE_TO").address if notice_to else "",
        bounce_address=read_bounce_address(values.get("BOUNCE_ADDRESS", "")),
        bounce_maildir=read_bounce_maildir(
            values.get("BOUNCE_MAILDIR", ""), has_address=bool(values.get("BOUNCE_ADDRESS"))
        ),
        uncertain_policy=_uncertain_policy(values),
        lease_seconds=_whole_number(values, "LEASE_SECONDS", 120),
        checks_links=_truth(values, "LINK_CHECK"),
        trusted_proxies=_trusted_proxies(values),
        player_hosts=read_player_hosts(values.get("PLAYER_HOSTS", "")),
        is_demo=is_demo,
        origins=read_origins(environment),
        # Last, because it may write: a mistake elsewhere leaves the disk as it was.
        secret_key=secret_key(
            values.get("SECRET_KEY", ""), data_dir, may_make=is_demo or relay is None
        ),
    )


def _broker_url(values: Mapping[str, str]) -> str:
    url = values.get("BROKER_URL", "")
    try:
        is_usable = not url or (url.startswith(_BROKER_STARTS) and urlsplit(url).port != 0)
    except ValueError:
        is_usable = False
    if not is_usable:
        raise SettingsError(
            "MITDOMOV_BROKER_URL má mít tvar redis://server:6379/0 (nebo rediss://, "
            "redis+socket://); bez něj běží vestavěná fronta."
        )
    return url


def _uncertain_policy(values: Mapping[str, str]) -> UncertainPolicy:
    try:
        return UncertainPolicy(values.get("UNCERTAIN_POLICY") or UncertainPolicy.HOLD)
    except ValueError:
        raise SettingsError("MITDOMOV_UNCERTAIN_POLICY má být hold nebo resend-once.") from None


def _whole_number(values: Mapping[str, str], name: str, default: int) -> int:
    text = values.get(name, "")
    if not text:
        return default
    if not text.isdecimal() or int(text) < 1:
        raise SettingsError(f"{PREFIX}{name} má být kladné celé číslo, ne „{text}“.")
    return int(text)


def _trusted_proxies(values: Mapping[str, str]) -> int:
    text = values.get("TRUSTED_PROXIES") or "0"
    if not (text.isdecimal() and int(text) <= _MOST_PROXIES):
        raise SettingsError(
            f"{PREFIX}TRUSTED_PROXIES má být počet proxy před webem od 0 do {_MOST_PROXIES}, ne "
            f"„{text}“."
        )
    return int(text)


def _truth(values: Mapping[str, str], name: str) -> bool:
    text = values.get(name, "").strip().lower()
    if text not in (*_TRUE, *_FALSE):
        raise SettingsError(f"{PREFIX}{name} má být 1, nebo 0, ne „{text}“.")
    return text in _TRUE
