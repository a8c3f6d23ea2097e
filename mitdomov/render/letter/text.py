"""Texts of a letter in; lines of plain text out, at most 72 columns (RFC 3676, section 4.2)."""

import textwrap
from typing import Final

WIDTH: Final = 72
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u2060"), "")
"""Soft hyphens and joiners, which old mail programs show as boxes."""


def wrap(text: str, indent: str = "", first: str | None = None) -> str:
    """`text` as lines; `first` opens the first one instead of `indent`. Addresses stay whole."""
    return textwrap.fill(
        text.translate(_INVISIBLE),
        WIDTH,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def unbreakable(text: str) -> str:
    """`text` on one line, for headings and labels that frame other lines."""
    return " ".join(text.translate(_INVISIBLE).split())


def heading(text: str) -> str:
    """`text` on one line, and a rule below it."""
    line = unbreakable(text)
    return f"{line}\n{'=' * min(len(line), WIDTH)}"
