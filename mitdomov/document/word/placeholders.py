"""A part in; the same without the words of fields that nobody filled in, and those words, out."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from mitdomov.document.word.finding import below
from mitdomov.document.word.styles import property_of

_HOLDERS: Final = frozenset({"w:p", "w:hyperlink", "w:sdtContent", "w:smartTag"})


def take_placeholders(root: Element) -> Iterator[str]:
    """Paragraphs and cells stay; so does a field without the mark (ECMA-376, 17.5.2.39)."""
    for control in root.iter("w:sdt"):
        content = control.find("w:sdtContent")
        if content is not None and property_of(below(control, "w:sdtPr"), "w:showingPlcHdr"):
            yield "".join(each.text or "" for each in content.iter("w:t"))
            for holder in content.iter():
                if holder.tag in _HOLDERS:
                    _empty(holder)


def _empty(holder: Element) -> None:
    for run in holder.findall("w:r"):
        holder.remove(run)
