"""A first layout in; out comes how articles must change so that none ends on a nearly empty page.

An article that runs over by a few lines gets a smaller opening picture; if that is not enough, the
next article may start below its end.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

LINE_PX: Final = 14 * 96 / 72
PAGE_PX: Final = (297 - 22 - 24) / 25.4 * 96
"""Height of the type area."""
SMALLEST_PICTURE: Final = 0.6
"""An opening picture keeps at least this share of the page's width; its caption moves beside it."""
FULL_ENOUGH: Final = 0.52
"""A page filled by more than this share may stay as it is."""


@dataclass(frozen=True, slots=True)
class Fit:
    picture_share: float = 1.0
    """Width of the opening picture by the width of the page."""
    is_followed: bool = False
    """Whether the next article may start on this article's last page."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What the first layout says of one article that starts a page."""

    tail_px: float
    """How far its text reaches down its last page; 0 when it has only one page."""
    picture_px: float
    """Height of its opening picture; 0 when it has none."""


def fits(document: Any, slugs: Sequence[str]) -> Mapping[str, Fit]:
    """By slug, for those articles only that change; `document` is WeasyPrint's, laid out."""
    found = {slug: _fit(measure) for slug, measure in _measured(document, slugs).items()}
    return {slug: fit for slug, fit in found.items() if fit != Fit()}


def _fit(measure: Measure) -> Fit:
    if measure.tail_px == 0 or measure.tail_px > FULL_ENOUGH * PAGE_PX:
        return Fit()
    lines = ceil(measure.tail_px / LINE_PX) + 1
    share = 1 - lines * LINE_PX / measure.picture_px if measure.picture_px else 0
    if share >= SMALLEST_PICTURE:
        return Fit(picture_share=round(share, 3))
    return Fit(is_followed=True)


def _measured(document: Any, slugs: Sequence[str]) -> Mapping[str, Measure]:
    """WeasyPrint gives the boxes of a page by a private name only."""
    fragments: dict[str, list[Any]] = {slug: [] for slug in slugs}
    pictures: dict[str, float] = {}
    for page in document.pages:
        for box in _descendants(page._page_box):  # noqa: SLF001
            if box.element is None or box.element.get("id") not in fragments:
                continue
            slug = box.element.get("id")
            if box.element_tag == "article":
                fragments[slug].append(box)
                pictures.setdefault(slug, _picture_height(box))
    return {
        slug: Measure(boxes[-1].height if len(boxes) > 1 else 0, pictures[slug])
        for slug, boxes in fragments.items()
        if boxes
    }


def _picture_height(article: Any) -> float:
    heights = [
        box.height
        for box in _descendants(article)
        if box.element is not None and box.element.get("class") == "hero-picture"
    ]
    return float(heights[0]) if heights else 0.0


def _descendants(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from _descendants(child)
