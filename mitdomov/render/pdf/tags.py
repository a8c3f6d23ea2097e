"""WeasyPrint's tags for assistive technology in; the same with languages, notes and contents out.

What PDF/UA-1 (ISO 14289-1) asks for in 7.2 and 7.9 and WeasyPrint leaves out: the language of
foreign words, and footnotes as Note with an ID. And what makes a tagged file read well aloud: see
`structure`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from threading import Lock
from typing import Any, Final

from mitdomov.render.pdf.structure import CALL, Structure

NOTE: Final = "note"
"""Class of a footnote in the templates."""
ROLE: Final = "data-role"
"""Attribute of the templates: what an element is, by a name of ISO 32000-1, 14.8.4."""
_HOLDERS: Final = frozenset({"/Div", "/NonStruct"})
"""Roles that say nothing where they hold nothing."""

_one_document_at_a_time = Lock()


@contextmanager
def fuller_tags() -> Iterator[None]:
    """While it lasts, WeasyPrint writes fuller tags, for one document at a time."""
    from pydyf import Dictionary, String
    from weasyprint.pdf import tags

    with _one_document_at_a_time:
        build = tags._build_box_tree  # noqa: SLF001
        numbers = count(1)
        structures: dict[int, Structure] = {}
        around: list[Any] = []
        """Nodes whose boxes are being told of: a box may hold an anonymous one of the same node."""

        def tagged(box: Any, parent: Any, pdf: Any, *others: Any) -> Iterator[Any]:
            structure = structures.setdefault(id(pdf), Structure(pdf, Dictionary))
            marked = others[1]
            node = box.element
            is_inner = node is not None and any(node is each for each in around)
            around.append(node)
            for element in build(box, parent, pdf, *others):
                if node is not None and box.element_tag == node.tag:
                    _speak(element, node, String)
                    _name_role(element, node, f"note-{next(numbers)}", String)
                    if element["S"] == "/Figure":
                        structure.stands_on_sheet(element)
                structure.gather(element, marked)
                if element["S"] in _HOLDERS and not element["K"]:
                    continue
                if node is not None:
                    _say_link(box, node, String)
                if is_inner or not _is_told(structure, element, box, marked):
                    yield element
            around.pop()

        tags._build_box_tree = tagged  # noqa: SLF001
        try:
            yield
        finally:
            tags._build_box_tree = build  # noqa: SLF001


def _is_told(structure: Structure, element: Any, box: Any, marked: dict[int, bytes]) -> bool:
    """Whether there is nothing to be said of the element any more at the place of its box."""
    node = box.element
    if node is None:
        return False
    if box.element_tag == CALL:
        structure.is_call(element, node)
        return False
    if box.element_tag != node.tag:
        return False
    if element["S"] == "/Note":
        return structure.stands_at_call(element, node)
    return structure.goes_on(element, node, marked)


def _speak(element: Any, node: Any, string: Any) -> None:
    if node.get("lang") and node.tag != "html":
        element["Lang"] = string(node.get("lang"))


def _say_link(box: Any, node: Any, string: Any) -> None:
    """By its words, where WeasyPrint gives the address or the name of a place."""
    words = node.get("title") or " ".join("".join(node.itertext()).split())
    if node.tag == "a" and box.link_annotation and words:
        box.link_annotation["Contents"] = string(words)


def _name_role(element: Any, node: Any, name: str, string: Any) -> None:
    if node.get("class") == NOTE:
        element["S"] = "/Note"
        element["ID"] = string(name)
    elif node.get(ROLE):
        element["S"] = f"/{node.get(ROLE)}"
