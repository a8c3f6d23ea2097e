"""Hosts of recordings as an administrator lists them in; each in its one spelling out."""

import re
from typing import Final
from urllib.parse import urlsplit

from mitdomov.settings.domains import ascii_domain
from mitdomov.settings.errors import SettingsError

_BETWEEN: Final = re.compile(r"[\s,;]+")


def read_player_hosts(text: str) -> tuple[str, ...]:
    """Host, and port where it is not 443, in ASCII; raises `SettingsError`."""
    return tuple(dict.fromkeys(_host(each) for each in _BETWEEN.split(text) if each))


def _host(text: str) -> str:
    try:
        return _spelt(text)
    except ValueError:
        raise SettingsError(
            "MITDOMOV_PLAYER_HOSTS má být seznam jmen serverů oddělených mezerou, bez https:// a "
            f"bez cesty, např. videa.obec.example. Je v něm „{text}“."
        ) from None


def _spelt(text: str) -> str:
    parts = urlsplit(f"https://{text}")
    if parts.netloc != text or "@" in text or not parts.hostname or ":" in parts.hostname:
        raise ValueError(text)
    host = ascii_domain(parts.hostname)
    return host if parts.port in (None, 443) else f"{host}:{parts.port}"
