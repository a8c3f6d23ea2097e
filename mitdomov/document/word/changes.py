"""Parts of a document in; the tracked changes in them, and their words, out (ECMA-376, 17.13)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final
from xml.etree.ElementTree import Element

from mitdomov.document.word.report import Change, ChangeKind

_KINDS: Final = {
    "w:ins": ChangeKind.INSERTED,
    "w:moveTo": ChangeKind.MOVED,
    "w:del": ChangeKind.DELETED,
}
_LEFT: Final = "w:moveFrom"
"""The old place of what is told at its new one."""
_TEXTS: Final = frozenset({"w:t", "w:delText"})
_SPACES: Final = {"w:tab": " ", "w:br": " ", "w:p": " "}
_END: Final = Change(ChangeKind.INSERTED, "", "")
"""Of a paragraph."""
UNKNOWN: Final = "neznámý autor"


def changes_in(root: Element) -> tuple[Change, ...]:
    """In order; pieces of one change by one author, which Word often splits, are joined."""
    joined: list[Change] = []
    for change in _changes(root):
        if change is _END:
            joined[-1:] = map(_spaced, joined[-1:])
        elif joined and (joined[-1].kind, joined[-1].author) == (change.kind, change.author):
            joined[-1] = Change(change.kind, change.author, joined[-1].text + change.text)
        else:
            joined.append(change)
    return tuple(
        Change(each.kind, each.author, text) for each in joined if (text := tidy(each.text))
    )


def _spaced(change: Change) -> Change:
    """Words of two paragraphs do not touch."""
    return replace(change, text=f"{change.text.rstrip()} ")


def count_of_formats(root: Element) -> int:
    """How many tracked changes touch the look alone."""
    return sum(1 for tag in ("w:rPrChange", "w:pPrChange") for _ in root.iter(tag))


def _changes(element: Element) -> Iterator[Change]:
    """A change within a change counts once; unmarked words part two changes."""
    for child in element:
        kind = _KINDS.get(child.tag)
        if kind is not None and (text := text_of(child)):
            yield Change(kind, child.get("w:author") or UNKNOWN, text)
        elif child.tag == _LEFT:
            yield Change(ChangeKind.MOVED, "", "")
        elif child.tag in _TEXTS and (child.text or "").strip():
            yield Change(ChangeKind.INSERTED, "", "")
        else:
            yield from _changes(child)
        if child.tag == "w:p":
            yield _END


def text_of(element: Element) -> str:
    return "".join(map(own_text, element.iter()))


def own_text(element: Element) -> str:
    return (element.text or "") if element.tag in _TEXTS else _SPACES.get(element.tag, "")


def tidy(text: str) -> str:
    return " ".join(text.split())


def texts_of(elements: Iterable[Element]) -> Iterator[str]:
    """The words of whole parts, such as headers of pages."""
    for element in elements:
        if text := tidy(text_of(element)):
            yield text
