"""Names in; the keys by which a Czech list sorts them out (ČSN 97 6030).

Letters first by the alphabet (a b c č d e f g h ch i … r ř s š … z ž), digits after letters, a
space before anything; then á after a and ů after ú; small letters before large at last.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final, TypeAlias

Key: TypeAlias = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], str]
"""Letters, their accents, their case; the text itself decides between what differs in nothing
else, so that the order is total."""

_ALPHABET: Final = (
    *("a", "b", "c", "č", "d", "e", "f", "g", "h", "ch", "i", "j", "k", "l", "m", "n", "o"),
    *("p", "q", "r", "ř", "s", "š", "t", "u", "v", "w", "x", "y", "z", "ž"),
    *"0123456789",
)
_PLACES: Final = {letter: place for place, letter in enumerate(_ALPHABET, 1)}
_GAP: Final = 0
_FOREIGN: Final = len(_ALPHABET) + 1
"""Letters of other scripts come last, in the order of Unicode."""
_ACCENTS: Final = ("", "\u0301", "\u030c", "\u030a")
"""None, acute, caron, ring; others after them."""
_OTHER_ACCENT: Final = len(_ACCENTS)
_LETTERS: Final = re.compile(r"ch|c\u030c|r\u030c|s\u030c|z\u030c|[^\W_]|[\s\-–—]+", re.IGNORECASE)
_PLAIN: Final = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe"})


@lru_cache(maxsize=4096)
def czech_key(text: str) -> Key:
    """For `sorted(names, key=czech_key)`; what is neither letter, digit nor gap counts last."""
    primary: list[int] = []
    secondary: list[int] = []
    tertiary: list[int] = []
    # The carets of č ř š ž are letters of their own; every other accent waits for the second turn.
    decomposed = unicodedata.normalize("NFD", text.strip())
    place = 0
    while found := _LETTERS.search(decomposed, place):
        letter, place = found[0], found.end()
        marks = _marks_after(decomposed, place)
        primary.append(_primary(letter))
        secondary.append(_secondary(marks))
        tertiary.append(int(letter != letter.lower()))
    return tuple(primary), tuple(secondary), tuple(tertiary), text


def by_surname(name: str) -> tuple[Key, Key]:
    """For `sorted(people, key=by_surname)`: the last name first; a title after a comma counts for
    nothing (*Jana Nováková, Ph.D.*)."""
    words = name.partition(",")[0].split()
    return czech_key(words[-1] if words else ""), czech_key(name)


def _primary(letter: str) -> int:
    if letter.strip("-–— \t\n\r\f\v\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}") == "":
        return _GAP
    small = unicodedata.normalize("NFC", letter.casefold()).translate(_PLAIN)
    return _PLACES.get(small) or _PLACES.get(small[:1]) or _FOREIGN + ord(small[:1])


def _secondary(marks: str) -> int:
    if marks in _ACCENTS:
        return _ACCENTS.index(marks)
    return _OTHER_ACCENT + ord(marks[0])


def _marks_after(text: str, place: int) -> str:
    end = place
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return text[place:end]
