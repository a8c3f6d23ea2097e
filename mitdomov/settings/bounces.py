"""The settings of returned letters in; the address they come to and the Maildir they lie in out."""

from pathlib import Path
from typing import Final

from mitdomov.settings.errors import SettingsError
from mitdomov.settings.sender import read_sender

_NAME: Final = "MITDOMOV_BOUNCE_ADDRESS"
_LOCAL_CHARS_MAX: Final = 24
"""So much of the 64 characters (RFC 5321 section 4.5.3.1.1) the mark of a letter leaves."""


def read_bounce_address(text: str) -> str:
    """In lower case, because servers on the way may fold it; raises `SettingsError`."""
    if not text:
        return ""
    address = read_sender(text, _NAME).address.lower()
    local = address.partition("@")[0]
    if "+" in local or len(local) > _LOCAL_CHARS_MAX:
        raise SettingsError(
            f"{_NAME} má mít před zavináčem nejvýše {_LOCAL_CHARS_MAX} znaků a žádné plus: za něj "
            f"přidá program značku zásilky. Teď je tam „{text}“."
        )
    return address


def read_bounce_maildir(text: str, *, has_address: bool) -> Path | None:
    """Raises `SettingsError`."""
    if not text:
        return None
    if not has_address:
        raise SettingsError(
            "K MITDOMOV_BOUNCE_MAILDIR patří i MITDOMOV_BOUNCE_ADDRESS: bez značky v adrese nejde "
            "poznat, který dopis se vrátil."
        )
    return Path(text).resolve()
