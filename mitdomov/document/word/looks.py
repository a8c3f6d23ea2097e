"""How runs and drawings look in Word in; notes of what is lost of it, or to be looked at, out."""

from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element

from mitdomov.document.word.drawings import Drawn
from mitdomov.document.word.finding import value
from mitdomov.document.word.notebook import Notebook
from mitdomov.document.word.styles import property_of

_CAPITALS: Final = ("w:caps", "w:smallCaps")
_NO_COLOURS: Final = frozenset({"", "auto", "000000"})


def note_looks(properties: Element | None, notebook: Notebook, *, is_link: bool) -> None:
    """Of a run; links are coloured and underlined by themselves."""
    if properties is None:
        return
    if property_of(properties, "w:strike") or property_of(properties, "w:dstrike"):
        notebook.lose("strike")
    if property_of(properties, "w:highlight"):
        notebook.lose("highlight")
    elif not is_link and value(properties, "w:color") not in _NO_COLOURS:
        notebook.lose("colour")
    if not is_link and property_of(properties, "w:u"):
        notebook.lose("underline")
    if any(property_of(properties, tag) for tag in _CAPITALS):
        notebook.lose("capitals")


def note_links(
    drawing: Element, links: Mapping[str, str], notebook: Notebook, *, around: str
) -> None:
    """Pictures of the magazine lead nowhere; `around` is the address of a link that holds them."""
    clicks = (links.get(each.get("r:id", ""), "") for each in drawing.iter("a:hlinkClick"))
    for href in filter(None, [around, *clicks]):
        notebook.lose("picture-link", href)


def note_drawn(drawn: Drawn, notebook: Notebook) -> None:
    if drawn.is_cropped:
        notebook.guess("cropped", " ".join(drawn.alt.split()))
    if drawn.is_turned:
        notebook.guess("turned", " ".join(drawn.alt.split()))
