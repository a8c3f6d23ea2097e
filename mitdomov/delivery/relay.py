"""Reads the SMTP setting, such as `smtp+starttls://user:password@host:587`, into its parts."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from urllib.parse import unquote, urlsplit

from mitdomov.settings import SettingsError


class Security(StrEnum):
    """By the scheme of the setting."""

    PLAIN = "smtp"
    STARTTLS = "smtp+starttls"
    TLS = "smtps"


_PORTS: Final = {Security.PLAIN: 25, Security.STARTTLS: 587, Security.TLS: 465}
"""RFC 5321, RFC 6409, RFC 8314."""


@dataclass(frozen=True, slots=True)
class Relay:
    """The mail server that takes our letters over."""

    security: Security
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)


def read_relay(smtp_url: str) -> Relay:
    """Raises `SettingsError`."""
    try:
        parts = urlsplit(smtp_url)
        security = Security(parts.scheme)
        port = parts.port or _PORTS[security]
    except ValueError:
        raise SettingsError(_advice()) from None
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not parts.hostname or not (user + password).isascii():  # smtplib signs in with ASCII only
        raise SettingsError(_advice())
    return Relay(security, parts.hostname, port, user, password)


def _advice() -> str:
    # The setting itself is not repeated: it may hold a password.
    return (
        "MITDOMOV_SMTP_URL má mít tvar smtp://jméno:heslo@server:25 (nebo smtp+starttls://, "
        "smtps://); jméno a heslo smějí být jen bez diakritiky, zvláštní znaky v nich zapište "
        "jako %XX."
    )
