"""Judges a reader's name, which will stand in the greeting and the header of a letter."""

import re
import unicodedata
from typing import Final

MAX_CHARS: Final = 200
_UNSAFE_CATEGORIES: Final = {"Cc", "Cs", "Zl", "Zp"}
_UNSAFE: Final = re.compile("[\u202a-\u202e\u2066-\u2069⟦⟧]")
"""Controls that reverse the direction of text, and the marks of the slots in letters."""


class NameRefusedError(ValueError):
    """A name cannot be used; the message is a Czech sentence."""


def clean_name(name: str) -> str:
    """The name in NFC with single spaces, empty when there is none; raises `NameRefusedError`."""
    stripped = unicodedata.normalize("NFC", name.strip(" "))
    if len(stripped) > MAX_CHARS:
        raise NameRefusedError(f"Jméno má přes {MAX_CHARS} znaků; zkraťte je.")
    if _UNSAFE.search(stripped) or _UNSAFE_CATEGORIES & set(map(unicodedata.category, stripped)):
        raise NameRefusedError(
            "Jméno obsahuje řídicí znak, zalomení řádku nebo závorky ⟦ ⟧; přepište je ručně."
        )
    return " ".join(stripped.split())
