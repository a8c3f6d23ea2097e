"""Blocks in; the title, the perex and the blocks below them, headings counted from h2, out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, cast

from mitdomov.document.normal_inlines import normal_inlines, normal_text
from mitdomov.document.tree import Bold, Footnote, Heading, Inlines, Italic, Paragraph, Text, plain
from mitdomov.document.word.blocks import Found, Lead, Title
from mitdomov.document.word.notebook import Notebook

MAX_TITLE_CHARS: Final = 150
_PEREX_CHARS: Final = range(40, 800)
_NEAR_THE_TOP: Final = 4
"""A lead further down than this is no lead."""
_LABEL: Final = re.compile(r"^(?:perex|anotace|abstrakt)\s*[:–—-]\s*(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    title: str
    perex: str
    rest: tuple[Found, ...]


def read_head(found: Sequence[Found], fallback: str, notebook: Notebook) -> Head:
    """`fallback` is the title when no line could be one."""
    title, below = _title(list(found), notebook)
    perex, rest = _perex(below, notebook)
    if not title:
        title = fallback
        notebook.guess("title-fallback", fallback)
    return Head(title, perex, tuple(_renumbered(rest)))


def _title(found: list[Found], notebook: Notebook) -> tuple[str, list[Found]]:
    marked = [
        index for index, each in enumerate(found) if isinstance(each, Title) and each.is_title
    ]
    firsts = [index for index, each in enumerate(found) if isinstance(each, Title)]
    for index in [*marked, *firsts[:1]][:1]:
        each = found[index]
        if index < _NEAR_THE_TOP and isinstance(each, Title) and (words := _words(each.content)):
            _note_lost_notes(each.content, notebook)
            return words, found[:index] + found[index + 1 :]
    return _guessed_title(found, notebook)


def _guessed_title(found: list[Found], notebook: Notebook) -> tuple[str, list[Found]]:
    for index, each in enumerate(found[:1]):
        if not isinstance(each, Paragraph | Heading):
            break
        words = _words(each.content)
        if words and len(words) <= MAX_TITLE_CHARS and not words.endswith((".", ":", ",")):
            notebook.guess("title", words)
            _note_lost_notes(each.content, notebook)
            return words, found[:index] + found[index + 1 :]
    return "", found


def _perex(found: list[Found], notebook: Notebook) -> tuple[str, list[Found]]:
    leads = [(index, each) for index, each in enumerate(found[:_NEAR_THE_TOP]) if _is_lead(each)]
    for index, each in sorted(leads, key=lambda lead: not _is_certain(lead[1])):
        assert isinstance(each, Lead | Paragraph)  # noqa: S101 (as `_is_lead` says)
        _note_lost_notes(each.content, notebook)
        words = _LABEL.sub("", _words(each.content))
        if not (isinstance(each, Lead) and each.is_certain):
            notebook.guess("perex", words)
        return words, found[:index] + found[index + 1 :]
    first = found[0] if found else None
    if len(found) > 1 and isinstance(first, Paragraph) and _stands_out(first.content):
        words = _words(first.content)
        notebook.guess("perex", words)
        return words, found[1:]
    return "", found


def _is_lead(each: Found) -> bool:
    if isinstance(each, Lead):
        return bool(_words(each.content))
    return isinstance(each, Paragraph) and _LABEL.match(_words(each.content)) is not None


def _is_certain(lead: Found) -> bool:
    """Rather than a subtitle, when there are both."""
    return not isinstance(lead, Lead) or lead.is_certain


def _stands_out(content: Inlines) -> bool:
    run = normal_inlines(content)
    return len(run) == 1 and isinstance(run[0], Bold | Italic) and len(plain(run)) in _PEREX_CHARS


def _renumbered(found: list[Found]) -> list[Found]:
    """The highest level that is used becomes h2, the next h3."""
    used = sorted({level for each in found if (level := _level(each))})
    ranks = {level: min(rank, 4) for rank, level in enumerate(used, start=2)}
    return [_settled(each, ranks) for each in found]


def _settled(each: Found, ranks: dict[int, int]) -> Found:
    if isinstance(each, Heading | Title):
        rank = cast("Literal[2, 3, 4]", ranks[_level(each)])
        return Heading(rank, _without_bold(each.content))
    return Paragraph(each.content) if isinstance(each, Lead) else each


def _level(each: Found) -> int:
    if isinstance(each, Title):
        return 1
    return each.level if isinstance(each, Heading) else 0


def _without_bold(content: Inlines) -> Inlines:
    """Headings are bold by themselves."""
    return tuple(
        inner
        for each in content
        for inner in (_without_bold(each.children) if isinstance(each, Bold) else (each,))
    )


def _note_lost_notes(content: Inlines, notebook: Notebook) -> None:
    """Titles and perexes are bare words."""
    for inline in content:
        if isinstance(inline, Footnote):
            notebook.lose("head-note", _words(inline.children))
        elif not isinstance(inline, Text):
            _note_lost_notes(inline.children, notebook)


def _words(content: Inlines) -> str:
    return normal_text(plain(content))
