"""A laid out magazine in; names for its places out, so that others can link into the PDF.

Readers of PDF open `….pdf#nameddest=clanek-prvni-klice` at that article (ISO 32000-1, 12.3.2.3;
RFC 8118, 3). The names are ASCII and stay the same as long as slugs do:

- `clanek-<slug>`, `konec-<slug>`: where an article begins, and the page on which it ends
- `rubrika-<slug>`: a section; `obsah`, `tiraz`: contents and imprint
- `strana-<N>`: a page by its folio
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pikepdf

from mitdomov.render.pdf.boxes import attribute, boxes_of, descendants

ARTICLE: Final = "clanek-"
END: Final = "konec-"
PAGE: Final = "strana-"
_PT_IN_PX: Final = 0.75
_AIR_PT: Final = 12.0
"""So much stays in sight above what a link leads to."""


@dataclass(frozen=True, slots=True)
class Place:
    page: int
    """Index, from 0."""
    top_px: float = 0.0
    """From the upper edge of the sheet."""


@dataclass(frozen=True, slots=True)
class Span:
    """The pages of an article, by folio; both ends belong to it."""

    first: int
    last: int


def places_of(document: Any) -> Mapping[str, Place]:
    """By name; `document` is what WeasyPrint has laid out."""
    found: dict[str, Place] = {}
    for index, page in enumerate(document.pages):
        found[f"{PAGE}{index + 1}"] = Place(index)
        for name, box in _named(page):
            place = Place(index, float(box.position_y))
            if name.startswith(END):
                found[name] = place
            else:
                found.setdefault(name, place)
    return found


def name_places(pdf: pikepdf.Pdf, places: Mapping[str, Place]) -> None:
    """Keeps the names that are there already."""
    if "/Names" not in pdf.Root:
        pdf.Root.Names = pikepdf.Dictionary()
    if "/Dests" not in pdf.Root.Names:
        pdf.Root.Names.Dests = pikepdf.NameTree.new(pdf).obj
    tree = pikepdf.NameTree(pdf.Root.Names.Dests)
    for name, place in sorted(places.items()):
        page = pdf.pages[place.page]
        top = float(page.mediabox[3]) - place.top_px * _PT_IN_PX + _AIR_PT
        tree[name] = pikepdf.Array(
            [page.obj, pikepdf.Name.XYZ, 0, min(top, float(page.mediabox[3])), None]
        )


def spans(pdf: pikepdf.Pdf) -> Mapping[str, Span]:
    """The pages of each article by its slug; none of a PDF made before it had the names."""
    names: Any = pdf.Root.get("/Names")
    if names is None or "/Dests" not in names:
        return {}
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    tree = {str(name): value for name, value in pikepdf.NameTree(names.Dests).items()}
    pages = {
        name: numbers[value[0].objgen]
        for name, value in tree.items()
        if name.startswith((ARTICLE, END))
    }
    return _spans(pages, [name.removeprefix(ARTICLE) for name in pages if name.startswith(ARTICLE)])


def _spans(pages: Mapping[str, int], slugs: Collection[str]) -> Mapping[str, Span]:
    return {
        slug: Span(pages[f"{ARTICLE}{slug}"], pages[f"{END}{slug}"])
        for slug in slugs
        if f"{END}{slug}" in pages
    }


def _named(page: Any) -> Iterator[tuple[str, Any]]:
    for box in boxes_of(page):
        name = attribute(box, "id")
        if not name:
            continue
        if box.element_tag == "article":
            yield f"{ARTICLE}{name}", box
            yield f"{END}{name}", box
        elif box.element_tag == "section" and _has_begun(box):
            yield name, box


def _has_begun(section: Any) -> bool:
    """A department whose first article went to the next page begins there."""
    is_department = attribute(section, "class").startswith("department")
    return not is_department or any(box.element_tag == "article" for box in descendants(section))
