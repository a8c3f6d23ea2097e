"""A page in; the same page without indentation, which only its templates need, out."""

import re
from typing import Final

_INDENTATION: Final = re.compile(r"[ \t\r]*\n[ \t\r\n]*")
_PREFORMATTED: Final = re.compile(r"<(?:pre|textarea)\b", re.IGNORECASE)


def compact(html: str) -> str:
    """One line end stays of each run of white space that has any: to HTML they are the same.

    A page with text whose white space shows is left alone.
    """
    return html if _PREFORMATTED.search(html) else _INDENTATION.sub("\n", html)
