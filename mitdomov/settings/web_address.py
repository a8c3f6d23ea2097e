"""The address of the public web as an administrator writes it in; its one spelling out."""

import re
from ipaddress import IPv6Address
from typing import Final
from urllib.parse import SplitResult, urlsplit

from mitdomov.settings.domains import ascii_domain
from mitdomov.settings.errors import SettingsError

_PORTS: Final = {"http": 80, "https": 443}
_UNSEEN: Final = re.compile(r"[\s\x00-\x1f\x7f\\]")


def read_public_url(text: str, setting: str = "MITDOMOV_PUBLIC_URL") -> str:
    """Scheme, host and port, all in ASCII, without a trailing slash; raises `SettingsError`."""
    try:
        return _spelt(text.strip())
    except ValueError:
        raise SettingsError(
            f"{setting} má být adresa celého webu bez cesty, např. https://mitdomov.example. "
            f"Teď je tam „{text}“."
        ) from None


def _spelt(text: str) -> str:
    parts = urlsplit(text)
    has_more = parts.path.strip("/") or "?" in text or "#" in text or "@" in parts.netloc
    if parts.scheme not in _PORTS or has_more or _UNSEEN.search(text):
        raise ValueError(text)
    port = parts.port
    is_usual = port is None or port == _PORTS[parts.scheme]
    return f"{parts.scheme}://{_host(parts)}" + ("" if is_usual else f":{port}")


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    return f"[{IPv6Address(host)}]" if ":" in host else ascii_domain(host)
