"""Parts of a document in; the tracked changes and comments in them out (ECMA-376, 17.13)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from mitdomov.document.word.report import Change, ChangeKind, Comment

_KINDS: Final = {
    "w:ins": ChangeKind.INSERTED,
    "w:moveTo": ChangeKind.INSERTED,
    "w:del": ChangeKind.DELETED,
    "w:moveFrom": ChangeKind.DELETED,
}
_TEXTS: Final = frozenset({"w:t", "w:delText"})
_SPACES: Final = {"w:tab": " ", "w:br": " ", "w:p": " "}
_ANCHORS: Final = frozenset({"w:commentRangeStart", "w:commentReference"})
_UNKNOWN: Final = "neznámý autor"


def changes_in(root: Element) -> tuple[Change, ...]:
    """In order; pieces of one change by one author, which Word often splits, are joined."""
    joined: list[Change] = []
    for change in _changes(root):
        if joined and (joined[-1].kind, joined[-1].author) == (change.kind, change.author):
            joined[-1] = Change(change.kind, change.author, joined[-1].text + change.text)
        else:
            joined.append(change)
    return tuple(
        Change(each.kind, each.author, text) for each in joined if (text := _tidy(each.text))
    )


def count_of_formats(root: Element) -> int:
    """How many tracked changes touch the look alone."""
    return sum(1 for tag in ("w:rPrChange", "w:pPrChange") for _ in root.iter(tag))


def comments_in(comments: Element | None, texts: Sequence[Element]) -> tuple[Comment, ...]:
    """Those that `texts` refer to; others were deleted and left behind in the file."""
    if comments is None:
        return ()
    named = {each.get("w:id", "") for root in texts for each in root.iter() if each.tag in _ANCHORS}
    about: dict[str, list[str]] = {}
    for root in texts:
        about |= _subjects(root)
    return tuple(
        Comment(
            each.get("w:author") or _UNKNOWN,
            _tidy(_text(each)),
            _tidy("".join(about.get(each.get("w:id", ""), ()))),
        )
        for each in comments.iter("w:comment")
        if each.get("w:id", "") in named
    )


def _changes(element: Element) -> Iterator[Change]:
    """A change within a change counts once; unmarked words part two changes."""
    for child in element:
        kind = _KINDS.get(child.tag)
        if kind is not None and (text := _text(child)):
            yield Change(kind, child.get("w:author") or _UNKNOWN, text)
        elif child.tag in _TEXTS and (child.text or "").strip():
            yield Change(ChangeKind.INSERTED, "", "")
        else:
            yield from _changes(child)


def _subjects(body: Element) -> dict[str, list[str]]:
    """The words that each comment hangs on."""
    about: dict[str, list[str]] = {}
    open_: set[str] = set()
    for element in body.iter():
        name = element.get("w:id", "")
        if element.tag == "w:commentRangeStart":
            open_.add(name)
        elif element.tag == "w:commentRangeEnd":
            open_.discard(name)
        elif text := _own_text(element):
            for each in open_:
                about.setdefault(each, []).append(text)
    return about


def _text(element: Element) -> str:
    return "".join(map(_own_text, element.iter()))


def _own_text(element: Element) -> str:
    return (element.text or "") if element.tag in _TEXTS else _SPACES.get(element.tag, "")


def _tidy(text: str) -> str:
    return " ".join(text.split())


def texts_of(elements: Iterable[Element]) -> Iterator[str]:
    """The words of whole parts, such as headers of pages."""
    for element in elements:
        if text := _tidy(_text(element)):
            yield text
