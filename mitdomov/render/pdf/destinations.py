"""A laid out magazine in; names for its places out, so that others can link into the PDF.

Readers of PDF open `….pdf#nameddest=clanek-prvni-klice` at that article (ISO 32000-1, 12.3.2.3;
RFC 8118, 3). The names are ASCII and stay the same as long as slugs do:

- `clanek-<slug>`, `konec-<slug>`: where an article begins, and the page on which it ends
- `rubrika-<slug>`: a section; `obsah`, `tiraz`: contents and imprint
- `strana-<N>`: a page by its folio
- `zlom-<slug>-<block>-<letters>`: where a page begins inside an article, see `page_breaks.Break`
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pikepdf

from mitdomov.render.pdf.boxes import attribute, boxes_of, descendants
from mitdomov.render.pdf.page_breaks import Break, breaks_of

ARTICLE: Final = "clanek-"
END: Final = "konec-"
PAGE: Final = "strana-"
BREAK: Final = "zlom-"
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
    return found | {
        f"{BREAK}{slug}-{each.block}-{each.letters}": Place(each.page - 1, top_px)
        for slug, each, top_px in breaks_of(document, _slugs(found))
    }


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


def pages_by_name(pdf: pikepdf.Pdf) -> Mapping[str, int]:
    """The folio that each name leads to; none of a PDF made before there were names."""
    names: Any = pdf.Root.get("/Names")
    if names is None or "/Dests" not in names:
        return {}
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    return {
        str(name): numbers[value[0].objgen] for name, value in pikepdf.NameTree(names.Dests).items()
    }


def spans(pages: Mapping[str, int]) -> Mapping[str, Span]:
    """The pages of each article by its slug; `pages` are those of `pages_by_name`."""
    return {
        slug: Span(pages[f"{ARTICLE}{slug}"], pages[f"{END}{slug}"])
        for slug in _slugs(pages)
        if f"{END}{slug}" in pages
    }


def breaks(pages: Mapping[str, int]) -> Mapping[str, tuple[Break, ...]]:
    """By slug, where the second and each further page of an article begins, in their order."""
    found: dict[str, list[Break]] = {}
    for name, page in pages.items():
        slug, *place = name.removeprefix(BREAK).rsplit("-", 2)
        if name.startswith(BREAK) and len(place) == 2 and all(map(str.isdecimal, place)):
            found.setdefault(slug, []).append(Break(page, int(place[0]), int(place[1])))
    return {slug: tuple(sorted(of_slug, key=_order)) for slug, of_slug in found.items()}


def _order(found: Break) -> tuple[int, int]:
    return found.block, found.letters


def _slugs(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.removeprefix(ARTICLE) for name in names if name.startswith(ARTICLE))


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
