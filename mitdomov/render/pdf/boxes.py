"""A page that WeasyPrint has laid out in; its boxes out.

Reads them by a private name: no public one exists.
"""

from collections.abc import Iterator
from typing import Any


def boxes_of(page: Any) -> Iterator[Any]:
    """The page itself and everything on it, in the order of the text."""
    return descendants(page._page_box)  # noqa: SLF001


def descendants(box: Any) -> Iterator[Any]:
    """The box itself first."""
    yield box
    for child in getattr(box, "children", ()):
        yield from descendants(child)


def attribute(box: Any, name: str) -> str:
    """Of the element that the box shows; empty when it has none."""
    return "" if box.element is None else box.element.get(name) or ""
