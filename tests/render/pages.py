"""Rendered HTML in; a tree to ask questions of out, and a list of what no reader should meet."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser

from mitdomov import places
from mitdomov.magazine.folder.disk import read_files
from mitdomov.magazine.folder.reading import read_issue
from mitdomov.magazine.snapshot import Snapshot, freeze

PUBLIC_URL = "https://mitdomov.example"


def page(html: str) -> Element:
    """The tree of `html`, which must be well-formed by the HTML standard."""
    parser = HTMLParser(namespace_html_elements=False)
    tree: Element = parser.parse(html)
    assert parser.errors == [], parser.errors[:3]
    return tree


def elements(tree: Element, *tags: str) -> Iterator[Element]:
    return (each for each in tree.iter() if each.tag in tags)


def words(tree: Element) -> str:
    """All text in one line, as a reader meets it."""
    return " ".join("".join(tree.itertext()).split())


def by_class(tree: Element, name: str) -> list[Element]:
    return [each for each in tree.iter() if name in each.get("class", "").split()]


def heading_levels(tree: Element) -> list[int]:
    return [int(each.tag[1]) for each in elements(tree, "h1", "h2", "h3", "h4", "h5", "h6")]


def skipped_headings(tree: Element) -> list[tuple[int, int]]:
    """Pairs of neighbouring headings of which the second is more than one level deeper."""
    levels = heading_levels(tree)
    return [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]


@lru_cache(maxsize=1)
def sample_snapshot() -> Snapshot:
    """The sample issue that the program ships."""
    return freeze(read_issue(read_files(places.ISSUES / "1-2026")))
