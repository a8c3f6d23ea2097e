"""Where a person goes after signing in: the wish of a request in, a path of this site out."""

import re
from typing import Final
from urllib.parse import urlsplit

_PATH: Final = re.compile(r"/(?![/\\])[!-\[\]-~]*")
"""Printable ASCII without a backslash, which browsers read as a slash; not `//`, a host."""
_LONGEST: Final = 2000


def destination(wish: str, otherwise: str) -> str:
    """`wish` when it is a path on this site, which no browser can take for another host."""
    if len(wish) > _LONGEST or not _PATH.fullmatch(wish):
        return otherwise
    parts = urlsplit(wish)
    return otherwise if parts.scheme or parts.netloc else wish
