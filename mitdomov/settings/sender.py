"""The setting `Name <local@domain>` in; whom letters are from out (RFC 5322 section 3.4)."""

import re
from dataclasses import dataclass
from typing import Final

from mitdomov.settings.domains import ascii_domain
from mitdomov.settings.errors import SettingsError

_NAMED: Final = re.compile(r"(?P<name>[^<>@]*)<(?P<address>[^<>]*)>")
_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL: Final = re.compile(rf"{_ATOM}(\.{_ATOM})*")
_LOCAL_CHARS_MAX: Final = 64
"""RFC 5321 section 4.5.3.1.1."""


@dataclass(frozen=True, slots=True)
class Sender:
    name: str
    address: str
    """With its domain in ASCII."""

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]

    def __str__(self) -> str:
        """The setting that `read_sender` makes this of."""
        quoted = re.sub(r'(["\\])', r"\\\1", self.name)
        return f'"{quoted}" <{self.address}>' if self.name else self.address


def read_sender(text: str, setting: str = "MITDOMOV_MAIL_FROM") -> Sender:
    """One address, with or without a name; raises `SettingsError`."""
    named = _NAMED.fullmatch(text.strip())
    name, address = (named["name"], named["address"]) if named else ("", text)
    try:
        return Sender(_name(name), _address(address.strip()))
    except ValueError:
        raise SettingsError(
            f"{setting} má být jedna adresa, např. Mít domov <magazin@mitdomov.example>; před "
            f"zavináčem jen písmena bez diakritiky. Teď je tam „{text}“."
        ) from None


def _name(text: str) -> str:
    """Without the quotes that a header would want around a comma."""
    name = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return re.sub(r"\\(.)", r"\1", name[1:-1]) if re.fullmatch(r'".*"', name) else name


def _address(text: str) -> str:
    local, _, domain = text.rpartition("@")
    if not _LOCAL.fullmatch(local) or len(local) > _LOCAL_CHARS_MAX:
        raise ValueError(text)
    return f"{local}@{ascii_domain(domain)}"
