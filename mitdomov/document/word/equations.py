"""A formula of Office Math in; its line of characters, some raised or lowered, out.

Norm: ECMA-376, 22.1. What a line cannot show, such as a bar over a fraction, is written as people
type it: `(a + b)/2`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple, TypeAlias
from xml.etree.ElementTree import Element

from mitdomov.document.word.finding import below

UP: Final = "superscript"
DOWN: Final = "subscript"
_LEFT_OUT: Final = frozenset({"w:del", "w:moveFrom"})
_ALONE: Final = re.compile(r"\w*|\([^()]*\)|\w+[.,]\w+")
"""What needs no brackets around it."""


class Sign(NamedTuple):
    text: str
    raised: str = ""
    """As `w:vertAlign` names it."""


_Signs: TypeAlias = "list[Sign]"


def signs_of(formula: Element) -> "_Signs":
    return [sign for sign in _signs([formula]) if sign.text]


def text_of(signs: Iterable[Sign]) -> str:
    return "".join(sign.text for sign in signs)


def _signs(elements: Iterable[Element]) -> Iterator[Sign]:
    for element in elements:
        if element.tag == "m:t":
            yield Sign(element.text or "")
        elif element.tag in _SHAPES:
            yield from _SHAPES[element.tag](element)
        elif element.tag not in _LEFT_OUT and not element.tag.endswith("Pr"):
            yield from _signs(element)


def _part(element: Element, name: str) -> "_Signs":
    return list(_signs(element.findall(name)))


def _grouped(signs: "_Signs") -> Iterator[Sign]:
    is_alone = _ALONE.fullmatch(text_of(signs).strip())
    yield from signs if is_alone else (Sign("("), *signs, Sign(")"))


def _shifted(signs: "_Signs", where: str) -> Iterator[Sign]:
    """What stands above or below already is not moved again but marked as people type it."""
    if any(sign.raised for sign in signs):
        yield from (Sign("^" if where == UP else "_"), Sign("("), *signs, Sign(")"))
    else:
        yield from (Sign(sign.text, where) for sign in signs)


def _property(element: Element, name: str, otherwise: str) -> str:
    found = below(element, f"{element.tag}Pr", name)
    return otherwise if found is None else found.get("m:val", "")


def _fraction(element: Element) -> Iterator[Sign]:
    yield from _grouped(_part(element, "m:num"))
    yield Sign("/")
    yield from _grouped(_part(element, "m:den"))


def _scripts(element: Element) -> Iterator[Sign]:
    """Also those before the base, which come first in the file."""
    for child in element:
        if child.tag in {"m:sub", "m:lim"}:
            yield from _shifted(list(_signs(child)), UP if element.tag == "m:limUpp" else DOWN)
        elif child.tag == "m:sup":
            yield from _shifted(list(_signs(child)), UP)
        elif child.tag == "m:e":
            yield from _signs(child)


def _root(element: Element) -> Iterator[Sign]:
    yield from _shifted(_part(element, "m:deg"), UP)
    yield Sign("√")
    yield from _grouped(_part(element, "m:e"))


def _sum(element: Element) -> Iterator[Sign]:
    yield Sign(_property(element, "m:chr", "∫"))
    yield from _shifted(_part(element, "m:sub"), DOWN)
    yield from _shifted(_part(element, "m:sup"), UP)
    yield Sign(" ")
    yield from _part(element, "m:e")


def _brackets(element: Element) -> Iterator[Sign]:
    yield Sign(_property(element, "m:begChr", "("))
    yield from _between(element.findall("m:e"), _property(element, "m:sepChr", "|"))
    yield Sign(_property(element, "m:endChr", ")"))


def _function(element: Element) -> Iterator[Sign]:
    yield from _part(element, "m:fName")
    yield Sign(" ")
    yield from _part(element, "m:e")


def _accent(element: Element) -> Iterator[Sign]:
    yield from _part(element, "m:e")
    yield Sign(_property(element, "m:chr", "\u0302"))


def _matrix(element: Element) -> Iterator[Sign]:
    for index, row in enumerate(element.findall("m:mr")):
        yield Sign("; " if index else "")
        yield from _between(row.findall("m:e"), ", ")


def _lines(element: Element) -> Iterator[Sign]:
    yield from _between(element.findall("m:e"), "; ")


def _between(elements: list[Element], separator: str) -> Iterator[Sign]:
    for index, each in enumerate(elements):
        yield Sign(separator if index else "")
        yield from _signs(each)


_Shape: TypeAlias = Callable[[Element], Iterator[Sign]]
_SCRIPTED: Final = ("m:sSup", "m:sSub", "m:sSubSup", "m:sPre", "m:limLow", "m:limUpp")
_SHAPES: Final[dict[str, _Shape]] = {
    "m:f": _fraction,
    "m:rad": _root,
    "m:nary": _sum,
    "m:d": _brackets,
    "m:func": _function,
    "m:acc": _accent,
    "m:m": _matrix,
    "m:eqArr": _lines,
    **dict.fromkeys(_SCRIPTED, _scripts),
}
