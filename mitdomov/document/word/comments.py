"""The parts with comments in; the comments that the text refers to, each with its answers, out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from mitdomov.document.word.changes import UNKNOWN, own_text, text_of, tidy
from mitdomov.document.word.report import Comment

_ANCHORS: Final = frozenset({"w:commentRangeStart", "w:commentReference"})
_WORDLESS: Final = "(beze slov)"
_ON: Final = frozenset({"1", "true", "on"})


def comments_in(
    comments: Element | None, threads: Element | None, texts: Sequence[Element]
) -> tuple[Comment, ...]:
    """Others were deleted and left behind in the file. `threads` says what answers what
    ([MS-DOCX], 2.5.1.1), by the last paragraph of each."""
    if comments is None:
        return ()
    named = {each.get("w:id", "") for root in texts for each in root.iter() if each.tag in _ANCHORS}
    about: dict[str, list[str]] = {}
    for root in texts:
        about |= _subjects(root)
    notes = () if threads is None else threads.iter("w15:commentEx")
    told = {each.get("w15:paraId", ""): each for each in notes}
    read = {
        _thread(each): _comment(each, about, told.get(_thread(each)))
        for each in comments.iter("w:comment")
        if each.get("w:id", "") in named
    }
    return tuple(_threaded(read, {key: _above(told.get(key), read) for key in read}))


def _comment(element: Element, about: Mapping[str, Sequence[str]], told: Element | None) -> Comment:
    is_answer = told is not None and bool(told.get("w15:paraIdParent"))
    subject = "" if is_answer else "".join(about.get(element.get("w:id", ""), ()))
    return Comment(
        element.get("w:author") or UNKNOWN,
        tidy(text_of(element)) or _WORDLESS,
        tidy(subject),
        is_answer=is_answer,
        is_resolved=told is not None and told.get("w15:done") in _ON,
    )


def _thread(comment: Element) -> str:
    """What `threads` calls it; its number where it is not named there."""
    names = [each.get("w14:paraId", "") for each in comment.iter("w:p")]
    return (names[-1] if names else "") or f"number {comment.get('w:id', '')}"


def _above(told: Element | None, read: Mapping[str, Comment]) -> str:
    above = "" if told is None else told.get("w15:paraIdParent", "")
    return above if above in read else ""


def _threaded(read: Mapping[str, Comment], above: Mapping[str, str]) -> Iterator[Comment]:
    """In order, but for answers, which follow what they answer; Word answers no answers,
    LibreOffice does."""
    answers: dict[str, list[str]] = {}
    for key, parent in above.items():
        answers.setdefault(parent, []).append(key)
    waiting = answers.get("", [])[::-1]
    while waiting:
        key = waiting.pop()
        yield read[key]
        waiting.extend(reversed(answers.get(key, ())))


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
        elif text := own_text(element):
            for each in open_:
                about.setdefault(each, []).append(text)
    return about
