"""WeasyPrint's tags for assistive technology in; the same with languages and notes out.

What PDF/UA-1 (ISO 14289-1) asks for in 7.2 and 7.9 and WeasyPrint leaves out: the language of
foreign words, and footnotes as Note with an ID.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from threading import Lock
from typing import Any, Final

NOTE: Final = "note"
"""Class of a footnote in the templates."""


_one_document_at_a_time = Lock()


@contextmanager
def fuller_tags() -> Iterator[None]:
    """While it lasts, WeasyPrint writes fuller tags, for one document at a time."""
    from pydyf import String
    from weasyprint.pdf import tags

    with _one_document_at_a_time:
        build = tags._build_box_tree  # noqa: SLF001
        numbers = count(1)

        def tagged(box: Any, *others: Any) -> Iterator[Any]:
            for element in build(box, *others):
                node = box.element
                if node is not None and box.element_tag == node.tag:
                    _speak(element, node, String)
                    _name_role(element, node, f"note-{next(numbers)}", String)
                yield element

        tags._build_box_tree = tagged  # noqa: SLF001
        try:
            yield
        finally:
            tags._build_box_tree = build  # noqa: SLF001


def _speak(element: Any, node: Any, string: Any) -> None:
    if node.get("lang") and node.tag != "html":
        element["Lang"] = string(node.get("lang"))


def _name_role(element: Any, node: Any, name: str, string: Any) -> None:
    if node.get("class") == NOTE:
        element["S"] = "/Note"
        element["ID"] = string(name)
