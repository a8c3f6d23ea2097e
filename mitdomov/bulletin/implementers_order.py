"""Words in, the key that sorts them as Czech does out (ČSN 97 6030): ch after h, č after c.

Letters that differ by a sign alone (a á, e é ě, n ň …) are one until nothing else tells words
apart; č, ř, š and ž are letters of their own.
"""

import unicodedata
from typing import Final

_ALPHABET: Final = ("", *"abc", "č", *"defgh", "ch", *"ijklmnopqr", "ř", *"s", "š", *"tuvwxyz", "ž")
_RANKS: Final = {letter: rank for rank, letter in enumerate(_ALPHABET)}
_AFTER_LETTERS: Final = len(_ALPHABET)


def czech_key(words: str) -> tuple[tuple[int, ...], str]:
    """Spaces and marks come before letters, figures after them."""
    text = unicodedata.normalize("NFC", " ".join(words.casefold().split()))
    return tuple(_ranks(text)), text


def _ranks(text: str) -> list[int]:
    found = []
    at = 0
    while at < len(text):
        step = 2 if text[at : at + 2] == "ch" else 1
        found.append(_rank(text[at : at + step]))
        at += step
    return found


def _rank(letter: str) -> int:
    if letter in _RANKS:
        return _RANKS[letter]
    bare = unicodedata.normalize("NFD", letter)[0]
    if bare in _RANKS:
        return _RANKS[bare]
    return _AFTER_LETTERS + ord(letter) if letter.isdecimal() else 0
