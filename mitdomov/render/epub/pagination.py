"""The facts of the PDF in; where in the book each of its pages begins, out (EPUB 3.3, page-list).

Whoever reads the book finds what another cites by a page of the PDF. A page has one mark, where its
first text stands in the book; pages that the book does not have, or of which nobody knows where
they begin, have none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from mitdomov.document.tree import Footnote, Inline, Inlines, Text
from mitdomov.render.pdf.facts import PdfFacts
from mitdomov.render.pdf.page_breaks import Break, letters

COVER: Final = 1
"""The folio of the PDF's cover."""
CONTENTS: Final = "obsah"
IMPRINT: Final = "tiraz"
"""Names of places in the PDF."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page begins, as the page-list tells it."""

    page: int
    path: str
    """Of the book's file."""

    @property
    def id(self) -> str:
        return f"_strana-{self.page}"


@dataclass(frozen=True, slots=True)
class Pagination:
    """All marks; empty when there is no PDF, or one that tells nothing of its pages."""

    marks: tuple[Mark, ...] = ()
    """In the order in which the book is read."""
    openings: Mapping[str, int] = field(default_factory=dict, hash=False)
    """The page that begins where a file of the book does, by its path."""
    breaks: Mapping[str, tuple[Break, ...]] = field(default_factory=dict, hash=False)
    """The pages that begin inside of a file, by its path."""

    def opening(self, path: str) -> int | None:
        return self.openings.get(path)

    def within(self, path: str) -> "Within":
        return Within(self.breaks.get(path, ()))


@dataclass(frozen=True, slots=True)
class Within:
    """The pages that begin inside of one article."""

    breaks: tuple[Break, ...]

    def before(self, block: int) -> tuple[int, ...]:
        """The pages that begin where this block does; `block` counts from 0."""
        return tuple(each.page for each in self.breaks if each.block == block and not each.letters)

    def pieces(self, block: int, content: Inlines) -> Iterator[tuple[int | None, Inlines]]:
        """The content of a paragraph, cut where a page begins; each piece with its page."""
        page, told = None, 0
        for each in self.breaks:
            if each.block == block and each.letters:
                before, content = cut(content, each.letters - told)
                yield page, before
                page, told = each.page, told + sum(map(_letters_in, before))
        yield page, content


def paginate(pages: Sequence[tuple[str, str]], pdf: PdfFacts | None) -> Pagination:
    """`pages` are the files of the book in the order of reading: each one's path, and the slug of
    its article or the name of its place in the PDF, or nothing."""
    if pdf is None or not pdf.spans:
        return Pagination()
    told: set[int] = set()
    marks: list[Mark] = []
    openings: dict[str, int] = {}
    breaks: dict[str, tuple[Break, ...]] = {}
    for path, name in pages:
        opening = _opening(name, pdf)
        if opening is not None and opening not in told:
            openings[path] = opening
        found = tuple(each for each in pdf.breaks.get(name, ()) if each.page not in told)
        breaks[path] = found
        new = [*([openings[path]] if path in openings else []), *(each.page for each in found)]
        told.update(new)
        marks += (Mark(page, path) for page in new)
    return Pagination(tuple(marks), openings, breaks)


def _opening(name: str, pdf: PdfFacts) -> int | None:
    if name in pdf.spans:
        return pdf.spans[name].first
    return COVER if name == str(COVER) else pdf.places.get(name)


def cut(content: Inlines, count: int) -> tuple[Inlines, Inlines]:
    """The words that hold the first `count` letters and digits, and those after them.

    A word, what is emphasised, a link and a note stay whole, in the first part.
    """
    for place, inline in enumerate(content):
        if isinstance(inline, Footnote) or _letters_in(inline) < count:
            count -= _letters_in(inline)
            continue
        end = _word_end(inline.text, count) if isinstance(inline, Text) else 0
        if isinstance(inline, Text) and end < len(inline.text):
            before, after = Text(inline.text[:end]), Text(inline.text[end:])
            return (*content[:place], before), (after, *content[place + 1 :])
        if not isinstance(inline, Text) or inline.text[-1:].isspace():
            return content[: place + 1], content[place + 1 :]
        count = 0
    return content, ()


def _word_end(text: str, count: int) -> int:
    """Where the word ends that holds the `count`-th letter, with the space behind it."""
    told = 0
    for place, letter in enumerate(text):
        if told >= count and letter.isspace():
            return place + 1
        told += letter.isalnum()
    return len(text)


def _letters_in(inline: Inline) -> int:
    """Those on the page itself: a note stands at its foot."""
    match inline:
        case Text(text):
            return letters(text)
        case Footnote():
            return 0
        case _:
            return sum(map(_letters_in, inline.children))
