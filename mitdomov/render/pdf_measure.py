"""A document that WeasyPrint has laid out in; the size of each article out."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from mitdomov.render.pdf_fit import PAGE_PX, Measure

OPENING: Final = "opener"
PICTURE: Final = "hero-picture"
"""Classes of the templates."""
TOP_PX: Final = 22 / 25.4 * 96
"""Margin above the type area."""


def measured(
    document: Any,
    leading: Collection[str],
    slugs: Collection[str],
) -> Mapping[str, Measure]:
    """By slug; `leading` are the articles that may start a page. Reads boxes by a private name."""
    fragments: dict[str, list[Any]] = {slug: [] for slug in slugs}
    for page in document.pages:
        for box in _descendants(page._page_box):  # noqa: SLF001
            slug = _attribute(box, "id")
            if slug in fragments and box.element_tag == "article":
                fragments[slug].append(box)
    return {slug: _measure(boxes, slug in leading) for slug, boxes in fragments.items()}


def _measure(fragments: list[Any], may_start_page: bool) -> Measure:  # noqa: FBT001
    return Measure(
        length_px=_length(fragments),
        opening_px=_height(fragments[0], OPENING),
        picture_px=_height(fragments[0], PICTURE),
        may_start_page=may_start_page,
    )


def _length(fragments: list[Any]) -> float:
    if len(fragments) == 1:
        return float(fragments[0].height)
    first = PAGE_PX - (fragments[0].position_y - TOP_PX)
    return float(first + (len(fragments) - 2) * PAGE_PX + fragments[-1].height)


def _height(article: Any, class_: str) -> float:
    for box in _descendants(article):
        if _attribute(box, "class") == class_:
            return float(box.margin_height())
    return 0.0


def _attribute(box: Any, name: str) -> str:
    return "" if box.element is None else box.element.get(name) or ""


def _descendants(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from _descendants(child)
