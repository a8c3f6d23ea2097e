"""Text in; its words out, as they stand there, in small letters, and without diacritics."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_INVISIBLE: Final = dict.fromkeys(
    map(ord, "\N{SOFT HYPHEN}\N{WORD JOINER}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}")
)
_GAP: Final = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
"""No-break spaces stay: an extract is read as well as the text that it is from."""
_WORD: Final = re.compile(r"[^\W_]+")
_WITHOUT_MARKS: Final = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
"""Letters that Unicode does not decompose."""
_NEVER_FOLDED: Final = frozenset(("být",))
"""*Byt* is what the magazine is about, *být* stands in every text."""


def clean(text: str) -> str:
    """As it is kept and shown: composed (NFC), in one line, without what nobody sees."""
    composed = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    return _GAP.sub(" ", composed).strip()


def words_in(text: str) -> list[str]:
    """Runs of letters and digits in a text that is `clean`."""
    return _WORD.findall(text)


def spans_in(text: str) -> list[tuple[int, int]]:
    """Where each of `words_in` begins and ends."""
    return [found.span() for found in _WORD.finditer(text)]


def small(word: str) -> str:
    """In small letters, with its diacritics."""
    return unicodedata.normalize("NFC", word.casefold())


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Without diacritics and in small letters, never empty: `Žďár` gives `zdar`."""
    if small(word) in _NEVER_FOLDED:
        return small(word)
    decomposed = unicodedata.normalize("NFKD", word)
    decomposed = unicodedata.normalize("NFKD", decomposed.casefold())
    kept = "".join(char for char in decomposed if char.isalnum()).translate(_WITHOUT_MARKS)
    return kept or small(word)
