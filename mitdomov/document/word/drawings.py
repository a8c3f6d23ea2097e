"""A drawing of WordprocessingML in; the pictures and text boxes in it out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from mitdomov.document.word.finding import anywhere

DRAWINGS: Final = frozenset({"w:drawing", "w:pict", "w:object", "mc:AlternateContent"})
_SIDES: Final = ("top", "bottom", "left", "right")
_KINDS: Final = {"chart": "chart", "diagram": "diagram", "chartex": "chart"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """`picture` is the id of a relationship; what holds no picture is lost as `loss` says."""

    picture: str = ""
    alt: str = ""
    is_decorative: bool = False
    loss: str = ""
    is_cropped: bool = False
    """Word shows but a part of it; the file has it whole."""
    is_turned: bool = False
    """Word turns it round or over; the file has it as it was taken."""


def drawn(element: Element) -> tuple[Drawn, ...]:
    """Pictures and losses of one drawing; text boxes are `boxes` of it."""
    if element.tag == "w:object":
        return (Drawn(loss=_kind_of_object(element)),)
    if element.tag == "mc:AlternateContent":
        return drawn_either(element)
    pictures = tuple(_pictures(element)) + tuple(_ornamental_words(element))
    if pictures or next(boxes(element), None) is not None:
        return pictures
    return (Drawn(loss=_kind(element), alt=_alt(anywhere(element, "wp:docPr"))),)


def drawn_either(element: Element) -> tuple[Drawn, ...]:
    """The newest way of drawing that gives a picture; charts have one in the fallback only."""
    found: tuple[Drawn, ...] = ()
    for way in element:
        found = tuple(each for drawing in way if drawing.tag in DRAWINGS for each in drawn(drawing))
        if any(each.picture for each in found) or next(boxes(way), None) is not None:
            return found
    return found[:1]


def boxes(element: Element) -> Iterator[Element]:
    """The contents of text boxes; of an alternative only the first that has some."""
    if element.tag == "mc:AlternateContent":
        ways = (list(boxes(way)) for way in element)
        yield from next(filter(None, ways), [])
    elif element.tag == "w:txbxContent":
        yield element
    else:
        for child in element:
            yield from boxes(child)


def words_in_diagram(data: Element) -> Iterator[str]:
    """Of each point of its data model (ECMA-376, 21.4.2)."""
    for point in data.iter("dgm:pt"):
        words = " ".join("".join(each.text or "" for each in point.iter("a:t")).split())
        if words:
            yield words


def _pictures(element: Element) -> Iterator[Drawn]:
    properties = anywhere(element, "wp:docPr")
    alt = _alt(properties)
    decorative = anywhere(element, "adec:decorative")
    is_decorative = decorative is not None and decorative.get("val") in {"1", "true"}
    has_many = sum(each.tag == "pic:pic" for each in _outside_boxes(element)) > 1
    is_cropped = is_turned = False
    for each in _outside_boxes(element):
        if each.tag == "pic:pic":
            alt = (_alt(anywhere(each, "pic:cNvPr")) if has_many else "") or _alt(properties)
            is_cropped = any(map(_is_cropping, each.iter("a:srcRect")))
            is_turned = any(map(_is_turning, each.iter("a:xfrm")))
        elif each.tag == "a:blip":
            name = each.get("r:embed") or each.get("r:link") or ""
            yield Drawn(name, alt, is_decorative, "", is_cropped, is_turned)
        elif each.tag == "v:imagedata":
            shape = anywhere(element, "v:shape")
            words = (shape.get("alt", "") if shape is not None else "") or each.get("o:title", "")
            is_cut = any(each.get(f"crop{side}") for side in _SIDES)
            yield Drawn(each.get("r:id", ""), words, is_cropped=is_cut)


def _ornamental_words(element: Element) -> Iterator[Drawn]:
    """WordArt as it was drawn before Word 2010."""
    for path in element.iter("v:textpath"):
        if words := path.get("string"):
            yield Drawn(loss="word-art", alt=words)


def _is_cropping(cut: Element) -> bool:
    """Negative sides add a margin (ECMA-376, 20.1.8.55)."""
    sides = (cut.get(side, "0") for side in "ltrb")
    return any(side not in {"0", "0%"} and not side.startswith("-") for side in sides)


def _is_turning(frame: Element) -> bool:
    turn = frame.get("rot", "0")
    return turn not in {"0", "21600000"} or frame.get("flipH") == "1" or frame.get("flipV") == "1"


def _kind_of_object(element: Element) -> str:
    data = anywhere(element, "o:OLEObject")
    program = "" if data is None else data.get("ProgID", "")
    return "drawn-equation" if program.startswith("Equation") else "object"


def _outside_boxes(element: Element) -> Iterator[Element]:
    """What stands in a text box is read when the box is."""
    for child in element:
        if child.tag != "w:txbxContent":
            yield child
            yield from _outside_boxes(child)


def _alt(properties: Element | None) -> str:
    if properties is None:
        return ""
    return properties.get("descr") or properties.get("title") or ""


def _kind(element: Element) -> str:
    data = anywhere(element, "a:graphicData")
    uri = "" if data is None else data.get("uri", "")
    return _KINDS.get(uri.rsplit("/", 1)[-1], "shape")
