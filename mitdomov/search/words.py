"""Text in; its words out, as they stand there, in small letters, and without diacritics."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

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


class Word(NamedTuple):
    text: str
    start: int
    end: int


def clean(text: str) -> str:
    """As it is kept and shown: composed (NFC), in one line, without what nobody sees."""
    composed = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    return _GAP.sub(" ", composed).strip()


def words_in(text: str) -> Iterator[Word]:
    """Runs of letters and digits in a text that is `clean`."""
    for found in _WORD.finditer(text):
        yield Word(found[0], found.start(), found.end())


def small(word: str) -> str:
    """In small letters, with its diacritics."""
    return unicodedata.normalize("NFC", word.casefold())


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Without diacritics and in small letters, never empty: `Žďár` gives `zdar`."""
    decomposed = unicodedata.normalize("NFKD", word)
    decomposed = unicodedata.normalize("NFKD", decomposed.casefold())
    kept = "".join(char for char in decomposed if char.isalnum()).translate(_WITHOUT_MARKS)
    return kept or small(word)
