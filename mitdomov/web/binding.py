"""HTML of a page in, the same HTML out, unbreakable where no Czech line may end.

What editors type into a listing and what templates say is set as carefully as an article is. Only
spaces and the hyphen of the particle -li change: quotes and dashes are as typed, since a page also
shows addresses and questions.
"""

import re
from collections.abc import Callable
from functools import reduce
from typing import Final

from markupsafe import Markup

from mitdomov.typography.bindings import (
    bind_abbreviations,
    bind_digits,
    bind_prepositions,
    bind_units,
)
from mitdomov.typography.marks import keep_li
from mitdomov.typography.shield import SHIELD, shielded

_STEPS: Final[tuple[Callable[[str], str], ...]] = (
    bind_prepositions,
    bind_digits,
    bind_units,
    bind_abbreviations,
    lambda text: shielded(keep_li, text) if "-li" in text else text,
)
_UNBOUND: Final = re.compile(
    rf"{SHIELD}|<!--.*?-->|<(script|style|svg|textarea|pre|code)\b.*?</\1>|<[^>]*>", re.DOTALL
)
"""Tags, and elements whose text is for copying or for programs."""
_LINE_END: Final = re.compile(r"(?<![\w.’'-])([AIKOSUVZaikosuvz])[ \t]*\n\s*(?=\S)")
"""A short word at the end of a line of the template."""


def bound(html: str) -> Markup:
    """`html` is ours, with what users typed escaped in it; a tag counts as a letter beside it."""
    pieces = iter([found.group() for found in _UNBOUND.finditer(html)])
    text = _LINE_END.sub(r"\1 ", _UNBOUND.sub(SHIELD, html))
    words = reduce(lambda so_far, step: step(so_far), _STEPS, text)
    return Markup(re.sub(SHIELD, lambda _: next(pieces), words))  # noqa: S704 - escaped before
