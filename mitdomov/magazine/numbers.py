"""The number of an issue in, such as `1/2026`; its slug for addresses out, `1-2026`, and back."""

import re
from typing import Final

_NUMBER: Final = re.compile(r"[1-9][0-9]?/[0-9]{4}")
_SLUG: Final = re.compile(r"([1-9][0-9]?)-([0-9]{4})")


def is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def slug_of(number: str) -> str:
    return number.replace("/", "-")


def number_of(slug: str) -> str | None:
    """None when `slug` is no issue's."""
    found = _SLUG.fullmatch(slug)
    return f"{found[1]}/{found[2]}" if found else None
