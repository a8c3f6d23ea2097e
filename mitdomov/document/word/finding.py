"""An element of a part in; what stands below it by name out. Names are as `markup` gives them."""

from xml.etree.ElementTree import Element


def below(element: Element | None, *tags: str) -> Element | None:
    """The first child of the first name, its first child of the next name, and so on."""
    for tag in tags:
        element = None if element is None else element.find(tag)
    return element


def anywhere(element: Element, tag: str) -> Element | None:
    return next(element.iter(tag), None)


def value(element: Element | None, *tags: str) -> str:
    """The attribute `w:val` of what `below` finds; empty when there is none."""
    found = below(element, *tags)
    return "" if found is None else found.get("w:val", "")
