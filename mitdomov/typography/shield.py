"""A text goes in; addresses, codes and the like leave it as shields while a step works on it."""

import re
from collections.abc import Callable

SHIELD = "\ufffc"
"""Stands for one untouchable piece: neither letter nor space, as Unicode means U+FFFC."""

UNTOUCHABLE = re.compile(
    rf"""
      {SHIELD}
    # code
    | `[^`\n]+`
    # web address
    | (?:https?://|www\.)[^\s<>„“”"]*[\w/]
    # e-mail address
    | (?<![\w.+-])[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,9}}
    # domain, file name
    | (?<![\w.-])[\w-]{{1,80}}(?:\.[\w-]{{1,63}}){{0,9}}\.[a-z][a-z0-9]{{1,5}}(?!\w)
      (?:/[^\s<>„“”"]*[\w/])?
    # ISO 8601
    | \b\d{{4}}-(?:\d\d-\d\d(?:T[\d:.,+Z-]*[\dZ])?|0\d)\b
    | \b(?:ISSN|ISBN):?\s[\dX-]+
    """,
    re.VERBOSE,
)


def shielded(step: Callable[[str], str], text: str) -> str:
    """`step` applied to `text`, each untouchable piece of which it sees as one `SHIELD`."""
    pieces = iter(UNTOUCHABLE.findall(text))
    return re.sub(SHIELD, lambda _: next(pieces), step(UNTOUCHABLE.sub(SHIELD, text)))
