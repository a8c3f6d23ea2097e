"""The built styles and fonts in; those that every edition carries, named by their content, out."""

from functools import lru_cache
from typing import Final, NamedTuple

from mitdomov import places
from mitdomov.render.web.naming import named_by_content, with_names

STYLE: Final = "style.css"
"""For every page."""
ISSUE_STYLE: Final = "issue.css"
"""What the page of the issue needs besides."""
_SMALL: Final = (
    "fonts/SourceSerif4-Regular.cs.woff2",
    "fonts/SourceSerif4Display-Semibold.cs.woff2",
    "fonts/SourceSans3VF-Upright.cs.woff2",
    "fonts/SourceSerif4-It.cs.woff2",
)
"""With what Czech is written with."""
PRELOADED: Final = _SMALL[:3]
"""Asked for with the page, so that no line moves when they come; italics only where any are."""
_WHOLE: Final = (
    "fonts/SourceSerif4-Regular.woff2",
    "fonts/SourceSerif4-It.woff2",
    "fonts/SourceSerif4Display-Semibold.woff2",
    "fonts/SourceSans3-Regular.woff2",
    "fonts/SourceSans3-Semibold.woff2",
)
"""For other letters; browsers fetch one only when such a letter occurs."""
FONTS: Final = (*_SMALL, *_WHOLE)


class Companion(NamedTuple):
    name: str
    """Its path in the folder of the edition."""
    data: bytes


@lru_cache(maxsize=1)
def companions() -> dict[str, Companion]:
    """By the plain names above; style sheets ask for fonts by the names that these have here."""
    fonts = {path: _companion(path, (places.ASSETS / path).read_bytes()) for path in FONTS}
    names = {path: font.name for path, font in fonts.items()}
    sheets = {
        path: _companion(path, with_names((places.EDITION_STYLES / path).read_bytes(), names))
        for path in (STYLE, ISSUE_STYLE)
    }
    return sheets | fonts


def _companion(path: str, data: bytes) -> Companion:
    return Companion(named_by_content(path, data), data)
