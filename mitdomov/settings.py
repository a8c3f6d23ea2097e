"""The settings of an instance, read once from the environment or from one TOML file.

Every name is documented in `.env.example`. The file named by `MITDOMOV_CONFIG` may hold the same
names; the environment wins over the file.
"""

import hashlib
import os
import re
import secrets
import tempfile
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

PREFIX: Final = "MITDOMOV_"
MAILBOX_URL: Final = "mailbox:"
"""The SMTP setting that means the built-in mailbox: letters are kept for viewing, none is sent."""
_SMTP_SCHEMES: Final = ("smtp", "smtp+starttls", "smtps")
_BROKER_STARTS: Final = ("redis://", "rediss://", "redis+socket://")
_SECRET_MIN_CHARS: Final = 32
_SOCKET_PATH_LIMIT_BYTES: Final = 100


class SettingsError(ValueError):
    """A setting is missing or unusable; the message is a Czech sentence that says what to do."""


class UncertainPolicy(StrEnum):
    """What happens to a letter of which nobody can say whether it left."""

    HOLD = "hold"
    RESEND_ONCE = "resend-once"


@dataclass(frozen=True, slots=True)
class Settings:
    data_dir: Path
    database_url: str
    broker_url: str
    """Empty means the embedded broker on a unix socket in the data directory."""
    smtp_url: str
    public_url: str
    """Without a trailing slash."""
    mail_from: str
    notice_to: str
    """Who is told that a dispatch finished or was paused; empty means nobody."""
    secret_key: str = field(repr=False)
    uncertain_policy: UncertainPolicy = UncertainPolicy.HOLD
    lease_seconds: int = 120
    """How long a worker may hold a letter before it counts as dead."""
    is_demo: bool = False

    @property
    def uses_embedded_broker(self) -> bool:
        return not self.broker_url

    @property
    def keeps_letters(self) -> bool:
        """Whether letters end in the built-in mailbox."""
        return self.smtp_url == MAILBOX_URL

    @property
    def broker_socket(self) -> Path:
        """In the data directory, or in the system's temporary one where the path would be too long.

        A unix socket's path holds at most 104 bytes on macOS, 108 on Linux (sockaddr_un).
        """
        socket = self.data_dir / "broker.sock"
        if len(os.fsencode(socket)) < _SOCKET_PATH_LIMIT_BYTES:
            return socket
        digest = hashlib.sha256(os.fsencode(self.data_dir)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"mitdomov-{digest}.sock"

    @property
    def effective_broker_url(self) -> str:
        return self.broker_url or f"redis+socket://{self.broker_socket}"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from `environment` (default: the process's own); raises `SettingsError`."""
    values = _values(os.environ if environment is None else environment)
    data_dir = Path(values.get("DATA_DIR") or "var").resolve()
    is_demo = _truth(values, "DEMO")
    return Settings(
        data_dir=data_dir,
        database_url=values.get("DATABASE_URL") or f"sqlite:///{data_dir / 'mitdomov.sqlite'}",
        broker_url=_broker_url(values),
        smtp_url=_smtp_url(values),
        public_url=_public_url(values),
        mail_from=values.get("MAIL_FROM") or "Mít domov <magazin@mitdomov.example>",
        notice_to=values.get("NOTICE_TO", ""),
        secret_key=_secret_key(values, data_dir, may_make=is_demo or not values.get("SMTP_URL")),
        uncertain_policy=_uncertain_policy(values),
        lease_seconds=_whole_number(values, "LEASE_SECONDS", 120),
        is_demo=is_demo,
    )


def _values(environment: Mapping[str, str]) -> dict[str, str]:
    named = {
        name.removeprefix(PREFIX): value
        for name, value in environment.items()
        if name.startswith(PREFIX)
    }
    return _file_values(named.get("CONFIG", "")) | named


def _file_values(path: str) -> dict[str, str]:
    if not path:
        return {}
    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(
            f"Soubor s nastavením {path} nejde přečíst; zkontrolujte MITDOMOV_CONFIG a práva."
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"Soubor s nastavením {path} uložte v kódování UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        place = f", řádek {line[1]}" if line else ""
        raise SettingsError(
            f"V souboru s nastavením {path}{place}: zápis TOML není správný; zkontrolujte "
            "uvozovky a rovnítka."
        ) from error
    return {name.removeprefix(PREFIX): str(value) for name, value in table.items()}


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


def _secret_key(values: Mapping[str, str], data_dir: Path, *, may_make: bool) -> str:
    """The key that signs links in letters; made and kept by itself while no letter leaves."""
    given = values.get("SECRET_KEY", "")
    kept = data_dir / "secret.key"
    if given and len(given) < _SECRET_MIN_CHARS:
        raise SettingsError(f"MITDOMOV_SECRET_KEY musí mít aspoň {_SECRET_MIN_CHARS} znaků.")
    if given:
        return given
    if not may_make and not kept.exists():
        raise SettingsError(
            "Chybí MITDOMOV_SECRET_KEY, klíč k podpisům odkazů v dopisech. Vytvořte jej příkazem "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(48))' a uložte do prostředí."
        )
    return _kept_secret(kept)


def _kept_secret(path: Path) -> str:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(48))
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise SettingsError(
            f"Ve složce s daty {path.parent} nejde číst nebo zapisovat. Zkontrolujte práva a místo "
            "na disku, nebo zvolte jinou v MITDOMOV_DATA_DIR."
        ) from error


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
