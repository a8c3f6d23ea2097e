"""The SMTP setting, such as `smtp+starttls://user:password@host:587`, in; its parts out."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv6Address
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from mitdomov.settings.domains import ascii_domain
from mitdomov.settings.errors import SettingsError

MAILBOX_URL: Final = "mailbox:"
"""The SMTP setting that means the built-in mailbox: letters are kept for viewing, none is sent."""


class Security(StrEnum):
    """By the scheme of the setting."""

    PLAIN = "smtp"
    STARTTLS = "smtp+starttls"
    TLS = "smtps"


_PORTS: Final = {Security.PLAIN: 25, Security.STARTTLS: 587, Security.TLS: 465}
"""RFC 5321, RFC 6409, RFC 8314."""
_LOCAL_NAME: Final = re.compile(r"[a-z0-9._-]+")
"""Names inside a private network are not always domains: `mail_relay`."""


@dataclass(frozen=True, slots=True)
class Relay:
    """The mail server that takes our letters over."""

    security: Security
    host: str
    """A name in ASCII or an IP address, without brackets."""
    port: int
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def place(self) -> str:
        """To be shown: without the password."""
        return f"{_bracketed(self.host)}:{self.port}"

    @property
    def url(self) -> str:
        """The setting that `read_relay` makes this of."""
        login = f"{quote(self.user, safe='')}:{quote(self.password, safe='')}@"
        return f"{self.security}://{login if self.user else ''}{self.place}"


def read_relay(smtp_url: str) -> Relay:
    """Raises `SettingsError`."""
    try:
        return _read(smtp_url.strip())
    except ValueError:
        raise SettingsError(
            # The setting itself is not repeated: it may hold a password.
            "MITDOMOV_SMTP_URL má mít tvar smtp://jméno:heslo@server:25 (nebo smtp+starttls://, "
            "smtps://); jméno a heslo smějí být jen bez diakritiky, zvláštní znaky v nich zapište "
            "jako %XX. Bez tohoto nastavení dopisy zůstávají ve vestavěné schránce."
        ) from None


def _read(text: str) -> Relay:
    parts = urlsplit(text)
    security = Security(parts.scheme)
    port = _PORTS[security] if parts.port is None else parts.port
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    is_login = (user + password).isascii() and (user or not password)  # all that smtplib can do
    if not port or not is_login or parts.path.strip("/") or "?" in text or "#" in text:
        raise ValueError
    return Relay(security, _host(parts.hostname or ""), port, user, password)


def _host(host: str) -> str:
    if ":" in host:
        return str(IPv6Address(host))
    return host if _LOCAL_NAME.fullmatch(host) else ascii_domain(host)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
