"""A title in, the slug by which addresses name it out: lower-case letters, digits, hyphens."""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

_OTHER: Final = re.compile(r"[^a-z0-9]+")
_MOST_CHARS: Final = 60
_UNTITLED: Final = "bez-nazvu"


def slug_of_title(title: str, taken: Collection[str] = ()) -> str:
    """Cut at a word; a number is added while the slug is `taken`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = _OTHER.sub("-", plain).strip("-")
    slug = _cut(words) or _UNTITLED
    number = 1
    found = slug
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found


def _cut(words: str) -> str:
    if len(words) <= _MOST_CHARS:
        return words
    return words[: _MOST_CHARS + 1].rpartition("-")[0] or words[:_MOST_CHARS]
