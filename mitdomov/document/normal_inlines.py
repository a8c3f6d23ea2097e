"""Normal form inside a block: from any inlines to the one tuple that says the same (Unicode NFC).

The inlines are laid out as a row of leaves (text or note), each with the path of marks above it,
and the tree is grown again from that row. So empty marks vanish, equal marks side by side become
one and a mark inside a mark of its own kind (bold in bold) is dropped, all by the same step.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile
from typing import Final, TypeAlias

from mitdomov.document.tree import (
    Bold,
    Footnote,
    Inline,
    Inlines,
    Italic,
    Language,
    Link,
    Subscript,
    Superscript,
    Text,
)
from mitdomov.document.unseen import UNSEEN

Mark: TypeAlias = Bold | Italic | Link | Language | Subscript | Superscript
"""In a path, a mark stands without its children."""

_LINE_ENDS: Final = "\t\n\v\f\r\x85\u2028\u2029"
_NONCHARACTERS: Final = (
    *range(0xFDD0, 0xFDF0),
    *(plane | end for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)),
)
_UNWANTED: Final = (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), *_NONCHARACTERS)
_SLOT_BRACKETS: Final = {ord("⟦"): "[", ord("⟧"): "]"}
"""Double brackets are kept for the slots of letters."""
_CLEAN: Final[dict[int, str]] = (
    UNSEEN
    | dict.fromkeys(_UNWANTED, "")
    | dict.fromkeys(map(ord, _LINE_ENDS), " ")
    | _SLOT_BRACKETS
)
_SPACES: Final = re.compile(" {2,}")
_RUN: Final = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class _Leaf:
    content: str | Footnote
    path: tuple[Mark, ...]

    @property
    def is_space(self) -> bool:
        return isinstance(self.content, str) and self.content.isspace()


def normal_inlines(inlines: Iterable[Inline]) -> Inlines:
    """Without spaces at either end: there, and at the edge of a mark, they carry no meaning."""
    return _grown(_spaced(list(_leaves(inlines, (), is_in_note=False))), 0)


def normal_text(text: str) -> str:
    """One line in NFC: no controls, no `unseen`, no doubled spaces, none at either end."""
    return unicodedata.normalize("NFC", "".join(_words_and_spaces(text))).strip()


def _leaves(
    inlines: Iterable[Inline], path: tuple[Mark, ...], *, is_in_note: bool
) -> Iterator[_Leaf]:
    for inline in inlines:
        if isinstance(inline, Text):
            for part in _words_and_spaces(inline.text):
                yield _Leaf(part, path)
        elif not isinstance(inline, Footnote):
            yield from _leaves(inline.children, _deeper(path, inline), is_in_note=is_in_note)
        elif is_in_note:
            bracketed = (Text(" ("), *inline.children, Text(")"))
            yield from _leaves(bracketed, path, is_in_note=True)
        elif note := _note(inline):
            yield _Leaf(note, _above_link(path))


def _note(footnote: Footnote) -> Footnote | None:
    """A note has no notes of its own: those stand in it in brackets."""
    children = _grown(_spaced(list(_leaves(footnote.children, (), is_in_note=True))), 0)
    return Footnote(children) if children else None


def _deeper(path: tuple[Mark, ...], mark: Mark) -> tuple[Mark, ...]:
    if any(type(above) is type(mark) for above in path):
        return path
    return (*path, replace(mark, children=()))


def _above_link(path: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """A note's anchor is itself a link, and links do not nest."""
    return tuple(mark for mark in path if not isinstance(mark, Link))


def _words_and_spaces(text: str) -> list[str]:
    """Runs of spaces and of other characters, in turn; plain spaces are not doubled."""
    return _RUN.findall(_single_spaces(text.translate(_CLEAN)))


def _single_spaces(text: str) -> str:
    return _SPACES.sub(" ", text)


def _spaced(leaves: Sequence[_Leaf]) -> Iterator[_Leaf]:
    """The leaves with each gap between words moved out of the marks that it only touches."""
    groups = [(gap, list(group)) for gap, group in groupby(leaves, lambda leaf: leaf.is_space)]
    for index, (is_gap, group) in enumerate(groups):
        if not is_gap:
            yield from group
        elif 0 < index < len(groups) - 1:
            around = (groups[index - 1][1][-1], *group, groups[index + 1][1][0])
            yield _gap(group, _shared([leaf.path for leaf in around]))


def _shared(paths: Iterable[tuple[Mark, ...]]) -> tuple[Mark, ...]:
    """What all `paths` begin with."""
    levels = zip(*paths, strict=False)
    return tuple(marks[0] for marks in takewhile(lambda marks: len(set(marks)) == 1, levels))


def _gap(group: Iterable[_Leaf], path: tuple[Mark, ...]) -> _Leaf:
    return _Leaf(_single_spaces("".join(str(leaf.content) for leaf in group)), path)


def _grown(leaves: Iterable[_Leaf], depth: int) -> Inlines:
    """The inlines whose leaves these are; `depth` marks of each path are already above."""
    return tuple(
        inline
        for mark, group in groupby(leaves, _mark_at(depth))
        for inline in (
            _unmarked(group) if mark is None else [replace(mark, children=_grown(group, depth + 1))]
        )
    )


def _mark_at(depth: int) -> Callable[[_Leaf], Mark | None]:
    return lambda leaf: leaf.path[depth] if len(leaf.path) > depth else None


def _unmarked(leaves: Iterable[_Leaf]) -> Iterator[Inline]:
    for is_note, group in groupby((leaf.content for leaf in leaves), _is_note):
        if is_note:
            yield from (note for note in group if isinstance(note, Footnote))
        else:
            yield Text(unicodedata.normalize("NFC", "".join(map(str, group))))


def _is_note(content: str | Footnote) -> bool:
    return isinstance(content, Footnote)
