"""WeasyPrint's structure elements, one for each box, in; those of the text itself out.

A reader of PDF hears a paragraph, not its lines; one paragraph, though it goes on in the next
column or on the next page; and a note behind the paragraph that refers to it (ISO 32000-1, 14.7).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

CALL: Final = "span::footnote-call"
_GOES_ON: Final = frozenset({"p", "section", "article"})
"""Elements of the templates whose parts in further columns and pages belong to the first one."""
_TEXT: Final = frozenset(
    {"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/LBody", "/Lbl", "/Caption", "/TH", "/TD"}
    | {"/Note", "/Reference", "/Span", "/NonStruct"}
)
"""Roles whose kids may be marked content."""
_WITHOUT_MEANING: Final = frozenset({"/Span", "/NonStruct"})
_PT_IN_PX: Final = 0.75
_PLAIN: Final = frozenset({"Type", "S", "K", "Pg", "P"})
_PARAGRAPH: Final = frozenset({"/P", "/Span", "/NonStruct"})
"""Roles of a paragraph and of what stands in it."""


@dataclass(slots=True)
class Structure:
    """The tree of one document while WeasyPrint builds it, page by page.

    `pdf` is what is written; `dictionary` and `array` make its objects.
    """

    pdf: Any
    dictionary: Callable[[dict[str, Any]], Any]
    _begun: dict[int, Any] = field(default_factory=dict)
    """By identity of a node of the template, its first element."""
    _calls: dict[int, Any] = field(default_factory=dict)
    """By identity of a note's node, the element of the mark that refers to it."""

    def gather(self, element: Any, marked: dict[int, bytes]) -> None:
        """Takes what lines and marks without a meaning hold into the element around them.

        `marked` says for the page which element each marked content belongs to.
        """
        if element["S"] not in _TEXT:
            return
        kids: list[Any] = []
        for kid in element["K"]:
            line = self._at(kid)
            if line is None or not _is_line(line) or line["Pg"] != element["Pg"]:
                kids.append(kid)
                continue
            kids.extend(line["K"])
            marked.update(dict.fromkeys(line["K"], element.reference))
        element["K"][:] = kids

    def goes_on(self, element: Any, node: Any, marked: dict[int, bytes]) -> bool:
        """Whether the element was the next part of one that is there already, which then has it."""
        if node.tag not in _GOES_ON:
            return False
        first = self._begun.setdefault(id(node), element)
        if first is element:
            return False
        for kid in element["K"]:
            inner = self._at(kid)
            if inner is not None:
                inner["P"] = first.reference
                first["K"].append(kid)
                continue
            marked[kid] = first.reference
            first["K"].append(kid if first["Pg"] == element["Pg"] else self._on(element["Pg"], kid))
        return True

    def stands_on_sheet(self, figure: Any) -> None:
        """Its box in points from the lower edge of the sheet; WeasyPrint counts pixels from above
        (ISO 32000-1, 14.8.5.4.3)."""
        box = figure["A"]["BBox"]
        height = float(self.pdf.objects[int(figure["Pg"].split()[0])]["MediaBox"][3])
        left, top, right, bottom = (float(each) * _PT_IN_PX for each in box)
        box[:] = [left, height - bottom, right, height - top]

    def is_call(self, element: Any, node: Any) -> None:
        """The element is the mark of the note whose node this is."""
        element["S"] = "/Reference"
        self._calls[id(node)] = element

    def stands_at_call(self, note: Any, node: Any) -> bool:
        """Whether the note was put behind the paragraph that refers to it."""
        holder = self._calls.get(id(node))
        if holder is None:
            return False
        while (around := self._parent(holder))["S"] in _PARAGRAPH:
            holder = around
        note["P"] = around.reference
        around["K"].insert(around["K"].index(holder.reference) + 1, note.reference)
        return True

    def _at(self, kid: Any) -> Any:
        """The element that a reference leads to; None for marked content."""
        if isinstance(kid, int):
            return None
        found = self.pdf.objects[int(kid.split()[0])]
        return found if found.get("Type") == "/StructElem" else None

    def _parent(self, element: Any) -> Any:
        return self.pdf.objects[int(element["P"].split()[0])]

    def _on(self, page: Any, content: int) -> Any:
        return self.dictionary({"Type": "/MCR", "Pg": page, "MCID": content})


def _is_line(element: Any) -> bool:
    return (
        element["S"] in _WITHOUT_MEANING
        and _PLAIN.issuperset(element)
        and all(isinstance(kid, int) for kid in element["K"])
    )
