"""The ways in which a preview shows an issue or article: what each is called, how wide it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mitdomov.web.desk.previews.frames import Look


class Medium(StrEnum):
    LETTER = "letter"
    WEB = "web"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class View:
    name: str
    """In the address, `?podoba=`."""
    words: str
    medium: Medium
    width: str
    """A class of the style sheet; empty for as wide as there is room."""
    look: Look = Look.DAY
    """Of a letter."""


_LETTER: Final = (
    View("dopis", "Na počítači", Medium.LETTER, "wide-letter"),
    View("dopis-telefon", "V telefonu", Medium.LETTER, "phone"),
    View("dopis-tma", "Tmavý", Medium.LETTER, "wide-letter", Look.NIGHT),
    View("dopis-bez-obrazku", "Bez obrázků", Medium.LETTER, "wide-letter", Look.BARE),
    View("dopis-text", "Prostý text", Medium.LETTER, "wide-letter", Look.TEXT),
)
_WEB: Final = (
    View("web", "Na počítači", Medium.WEB, ""),
    View("web-telefon", "V telefonu", Medium.WEB, "phone"),
)
_PDF: Final = (View("pdf", "Stránky", Medium.PDF, ""),)
GROUPS: Final[Mapping[str, Sequence[View]]] = {"Dopis": _LETTER, "Web": _WEB, "PDF": _PDF}
_BY_NAME: Final = {view.name: view for group in GROUPS.values() for view in group}


def view_named(name: str, otherwise: str) -> View:
    """Whatever the address asks for."""
    return _BY_NAME.get(name, _BY_NAME[otherwise])
