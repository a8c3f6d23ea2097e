"""Reads the settings of an instance, once, from the environment or from one TOML file."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from mitdomov.settings.errors import SettingsError
from mitdomov.settings.model import MAILBOX_URL, Settings, UncertainPolicy
from mitdomov.settings.secret_key import secret_key
from mitdomov.settings.sources import PREFIX, read_values

_SMTP_SCHEMES: Final = ("smtp", "smtp+starttls", "smtps")
_BROKER_STARTS: Final = ("redis://", "rediss://", "redis+socket://")


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from `environment` (default: the process's own); raises `SettingsError`."""
    values = read_values(os.environ if environment is None else environment)
    data_dir = Path(values.get("DATA_DIR") or "var").resolve()
    is_demo = _truth(values, "DEMO")
    smtp_url = _smtp_url(values)
    return Settings(
        data_dir=data_dir,
        database_url=values.get("DATABASE_URL") or f"sqlite:///{data_dir / 'mitdomov.sqlite'}",
        broker_url=_broker_url(values),
        smtp_url=smtp_url,
        public_url=_public_url(values),
        mail_from=values.get("MAIL_FROM") or "Mít domov <magazin@mitdomov.example>",
        notice_to=values.get("NOTICE_TO", ""),
        uncertain_policy=_uncertain_policy(values),
        lease_seconds=_whole_number(values, "LEASE_SECONDS", 120),
        is_demo=is_demo,
        # Last, because it may write: a mistake elsewhere leaves the disk as it was.
        secret_key=secret_key(
            values.get("SECRET_KEY", ""), data_dir, may_make=is_demo or smtp_url == MAILBOX_URL
        ),
    )


def _broker_url(values: Mapping[str, str]) -> str:
    url = values.get("BROKER_URL", "")
    if url and not url.startswith(_BROKER_STARTS):
        raise SettingsError(
            "MITDOMOV_BROKER_URL musí začínat redis://, rediss:// nebo redis+socket://; bez něj "
            "běží vestavěná fronta."
        )
    return url


def _public_url(values: Mapping[str, str]) -> str:
    url = values.get("PUBLIC_URL") or "http://127.0.0.1:8000"
    if urlsplit(url).scheme not in {"http", "https"}:
        raise SettingsError(
            "MITDOMOV_PUBLIC_URL má být adresa webu, např. https://mitdomov.example."
        )
    return url.rstrip("/")


def _smtp_url(values: Mapping[str, str]) -> str:
    url = values.get("SMTP_URL") or MAILBOX_URL
    if url != MAILBOX_URL and urlsplit(url).scheme not in _SMTP_SCHEMES:
        raise SettingsError(
            "MITDOMOV_SMTP_URL musí začínat smtp://, smtp+starttls:// nebo smtps://; "
            "bez něj dopisy zůstávají ve vestavěné schránce."
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


def _truth(values: Mapping[str, str], name: str) -> bool:
    return values.get(name, "").strip().lower() in {"1", "true", "yes", "ano"}
