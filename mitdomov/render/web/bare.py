"""A typeset text in; the same as machines read it, without spaces that bind and joiners, out."""

from typing import Final

_BARE: Final = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2060": None, "\u00ad": None})


def bare(text: str) -> str:
    return " ".join(text.translate(_BARE).split())
