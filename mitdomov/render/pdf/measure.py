"""A document that WeasyPrint has laid out in; the size of each article out."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from mitdomov.render.pdf.boxes import attribute, boxes_of, descendants
from mitdomov.render.pdf.fit import PAGE_PX, Measure

OPENING: Final = "opener"
PICTURE: Final = "hero-picture"
"""Classes of the templates."""
TOP_PX: Final = 22 / 25.4 * 96
"""Margin above the type area."""


def measured(document: Any, slugs: Collection[str]) -> Mapping[str, Measure]:
    """By slug of an article."""
    fragments: dict[str, list[Any]] = {slug: [] for slug in slugs}
    for page in document.pages:
        for box in boxes_of(page):
            slug = attribute(box, "id")
            if slug in fragments and box.element_tag == "article":
                fragments[slug].append(box)
    return {slug: _measure(boxes) for slug, boxes in fragments.items()}


def blank_below(page: Any) -> tuple[float, float]:
    """Between which heights in px from the sheet's top a page is empty below its text."""
    root, *others = page._page_box.children  # noqa: SLF001
    bottoms = [box.position_y + box.height for box in descendants(root) if _is_shown(box)]
    notes = [box.position_y for box in others if type(box).__name__ == "FootnoteAreaBox"]
    return max(bottoms, default=TOP_PX), min([TOP_PX + PAGE_PX, *notes])


def _measure(fragments: list[Any]) -> Measure:
    return Measure(
        length_px=_length(fragments),
        opening_px=_height(fragments[0], OPENING),
        picture_px=_height(fragments[0], PICTURE),
    )


def _length(fragments: list[Any]) -> float:
    if len(fragments) == 1:
        return float(fragments[0].height)
    first = PAGE_PX - (fragments[0].position_y - TOP_PX)
    return float(first + (len(fragments) - 2) * PAGE_PX + fragments[-1].height)


def _height(article: Any, class_: str) -> float:
    for box in descendants(article):
        if attribute(box, "class") == class_:
            return float(box.margin_height())
    return 0.0


def _is_shown(box: Any) -> bool:
    return type(box).__name__ in {"TextBox", "BlockReplacedBox", "InlineReplacedBox"}
