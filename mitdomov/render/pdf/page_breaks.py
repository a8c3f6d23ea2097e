"""A laid out magazine in; where in the text of each article each of its pages begins, out.

A page begins with a block, or in the middle of a paragraph. How far in is told in letters and
digits, which neither hyphenation nor spaces change.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from mitdomov.render.pdf.boxes import attribute, descendants
from mitdomov.render.pdf.tags import NOTE

_PARTS: Final = frozenset({"columns", "wide"})
"""Classes of the template's boxes that hold the blocks of an article."""


@dataclass(frozen=True, slots=True)
class Break:
    page: int
    """By folio: the page that begins here."""
    block: int
    """Index of the block of the article's body, from 0."""
    letters: int
    """So many letters of that paragraph stand on the pages before; 0 where the block begins."""


def letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def breaks_of(document: Any, slugs: Collection[str]) -> Iterator[tuple[str, Break, float]]:
    """Slug, break and its distance in px from the sheet's top, for the second page of an article
    and on; nothing for a page on which no block begins and whose text cannot be told for sure.

    `document` is what WeasyPrint has laid out.
    """
    articles: dict[str, _Article] = {}
    for folio, page in enumerate(document.pages, 1):
        root = page._page_box.children[0]  # noqa: SLF001 - margins and notes are its siblings
        for box in descendants(root):
            slug = attribute(box, "id")
            if box.element_tag == "article" and slug in slugs:
                if slug not in articles:
                    articles[slug] = _Article(box.element)
                articles[slug].add(folio, box)
    for slug, article in articles.items():
        yield from ((slug, found, top_px) for found, top_px in article.breaks())


class _Article:
    """Its blocks, with what of each stands on which page."""

    def __init__(self, element: Any) -> None:
        self._blocks = [*_blocks(element)]
        self._places = {
            id(part): place
            for place, block in enumerate(self._blocks)
            for part in _without_notes(block)
        }
        self._letters: dict[int, Counter[int]] = {}
        """By folio, how many of each block, which is there even without any."""
        self._tops: dict[tuple[int, int], float] = {}

    def add(self, folio: int, article: Any) -> None:
        told = self._letters.setdefault(folio, Counter())
        for box in descendants(article):
            place = self._places.get(id(box.element))
            if place is None or "::" in box.element_tag:
                continue
            self._tops.setdefault((folio, place), float(box.position_y))
            told[place] += letters(box.text) if type(box).__name__ == "TextBox" else 0

    def breaks(self) -> Iterator[tuple[Break, float]]:
        before: Counter[int] = Counter()
        for number, (folio, told) in enumerate(sorted(self._letters.items())):
            places = (
                place for place in sorted(told) if place not in before or self._is_sure(place)
            )
            if number > 0 and (place := next(places, None)) is not None:
                yield Break(folio, place, before[place]), self._tops[folio, place]
            before.update(told)

    def _is_sure(self, place: int) -> bool:
        """Whether it is a paragraph of which every letter was found on some page."""
        block = self._blocks[place]
        found = sum(told[place] for told in self._letters.values())
        return block.tag == "p" and found == sum(
            _own_letters(part) for part in _without_notes(block)
        )


def _blocks(article: Any) -> Iterator[Any]:
    for box in article.iter("div"):
        if not _PARTS.isdisjoint((box.get("class") or "").split()):
            yield from box


def _without_notes(element: Any) -> Iterator[Any]:
    """The element and everything in it but the footnotes."""
    yield element
    for child in element:
        if child.get("class") != NOTE:
            yield from _without_notes(child)


def _own_letters(element: Any) -> int:
    """Of the text that stands in the element itself, between its children."""
    return letters(element.text or "") + sum(letters(child.tail or "") for child in element)
