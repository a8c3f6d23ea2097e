"""The code of a field in; where a link made by it leads out (ECMA-376, 17.16.5.25)."""

import re
from typing import Final

_HYPERLINK: Final = re.compile(
    r'\s*HYPERLINK\b(?:\s+(?:"([^"]*)"|([^\s"\\][^\s"]*)))?', re.IGNORECASE
)
_PLACE: Final = re.compile(r'\\l\s+(?:"([^"]*)"|([^\s"\\]+))')


def address_of(code: str) -> str:
    """Empty for other fields and for links within the document."""
    found = _HYPERLINK.match(code)
    address = ((found[1] or found[2] or "") if found else "").replace("\\\\", "\\").strip()
    place = _place(code[found.end() :]) if found and address else ""
    return f"{address}#{place}" if place else address


def is_internal(code: str) -> bool:
    """A link to another place of the same document."""
    found = _HYPERLINK.match(code)
    return found is not None and not address_of(code) and bool(_place(code[found.end() :]))


def _place(switches: str) -> str:
    found = _PLACE.search(switches)
    return (found[1] or found[2]) if found else ""
