"""The name of a paragraph style in; what such a paragraph is for us out.

Names as Word writes them in Czech and English, LibreOffice in its files and Google Docs.
"""

import re
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """The values name the styles of the canonical text, see `conversion`."""

    BODY = "body"
    TITLE = "title"
    PEREX = "perex"
    SUBTITLE = "subtitle"
    HEADING_1 = "h-one"
    HEADING_2 = "h-two"
    HEADING_3 = "h-three"
    HEADING_4 = "h-four"
    QUOTE = "quote"
    PULL_QUOTE = "pull"
    CAPTION = "caption"
    CONTENTS = "contents"
    """A line of a generated table of contents."""
    BOX = "box"


HEADINGS: Final = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3, Role.HEADING_4)
_NAMES: Final = {
    "title": Role.TITLE,
    "název": Role.TITLE,
    "nadpis článku": Role.TITLE,
    "titulek článku": Role.TITLE,
    "hlavní název": Role.TITLE,
    "subtitle": Role.SUBTITLE,
    "podnadpis": Role.SUBTITLE,
    "podtitul": Role.SUBTITLE,
    "podtitulek": Role.SUBTITLE,
    "perex": Role.PEREX,
    "anotace": Role.PEREX,
    "lead": Role.PEREX,
    "abstract": Role.PEREX,
    "abstrakt": Role.PEREX,
    "quote": Role.QUOTE,
    "quotations": Role.QUOTE,
    "citát": Role.QUOTE,
    "citace": Role.QUOTE,
    "block quotation": Role.QUOTE,
    "block text": Role.QUOTE,
    "bloková citace": Role.QUOTE,
    "intense quote": Role.PULL_QUOTE,
    "výrazná citace": Role.PULL_QUOTE,
    "výrazný citát": Role.PULL_QUOTE,
    "pull quote": Role.PULL_QUOTE,
    "caption": Role.CAPTION,
    "titulek": Role.CAPTION,
    "popisek": Role.CAPTION,
    "illustration": Role.CAPTION,
    "figure": Role.CAPTION,
    "table": Role.CAPTION,
    "obrázek": Role.CAPTION,
    "tabulka": Role.CAPTION,
    "drawing": Role.CAPTION,
}
_HEADING: Final = re.compile(r"(?:heading|nadpis|überschrift)\s*([1-9])")
_CONTENTS: Final = re.compile(
    r"(?:toc|obsah|contents)\s*(?:heading|[1-9])|nadpis obsahu|toc heading"
)
_PLAIN: Final = frozenset(
    {
        *("normal", "normální", "normální (web)", "normal (web)", "body text", "text body"),
        *("základní text", "tělo textu", "first paragraph", "compact", "bez mezer", "no spacing"),
        *("standard", "výchozí", "default"),
    }
)


def role_of(name: str) -> Role | None:
    """None for a name that says nothing of its own; its base may still say something."""
    plain = " ".join(name.replace("_20_", " ").lower().split())
    if plain in _PLAIN:
        return Role.BODY
    if _CONTENTS.fullmatch(plain):
        return Role.CONTENTS
    if heading := _HEADING.fullmatch(plain):
        return heading_of(int(heading[1]))
    return _NAMES.get(plain)


def heading_of(level: int) -> Role:
    """Levels that we do not tell apart count as the lowest that we do."""
    return HEADINGS[min(level, len(HEADINGS)) - 1]
