"""Blocks as the author typed them in; blocks as he meant them out, each guess noted."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from mitdomov.document.normal_inlines import normal_inlines
from mitdomov.document.tree import (
    Bold,
    Footnote,
    Heading,
    Inlines,
    ItemList,
    Paragraph,
    Text,
    plain,
)
from mitdomov.document.word.blocks import Caption, Found, Title
from mitdomov.document.word.notebook import Notebook

MAX_HEADING_CHARS: Final = 90
_BULLET: Final = re.compile(r"[•·▪●◦‣►▸➢›✓○■□*–—-]\s+(?=\S)")
_BULLETED: Final = "bulleted"
_NUMBERED: Final = "numbered"
_NUMBER: Final = re.compile(r"([0-9]{1,2})[.)]\s+(?=\S)")
_CAPTION: Final = re.compile(
    r"(obr(\.|ázek|\s)|foto(grafie)?\s*[:0-9]|graf\s*[0-9]|zdroj\s*:)", re.IGNORECASE
)
_ENDS_NO_HEADING: Final = (".", ",", ";", ":", "?", "…", "“")


def with_guesses(found: Sequence[Found], notebook: Notebook) -> list[Found]:
    blocks = list(_with_lists(found, notebook))
    if not any(isinstance(each, Heading) for each in blocks):
        blocks = list(_with_headings(blocks, notebook))
    return blocks


def is_all_bold(content: Inlines) -> bool:
    """Notes and spaces beside bold words do not count."""
    run = normal_inlines(content)
    return bool(run) and all(isinstance(each, Bold | Footnote) for each in run) and bool(plain(run))


def looks_like_caption(content: Inlines) -> bool:
    return _CAPTION.match(plain(content).strip()) is not None


def _with_headings(blocks: Sequence[Found], notebook: Notebook) -> Iterator[Found]:
    """A short line in bold above common text is a heading, where there are no others."""
    has_more_titles = sum(isinstance(each, Title) and not each.is_title for each in blocks) > 1
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if index and not has_more_titles and _is_heading(block, following):
            assert isinstance(block, Paragraph)  # noqa: S101 (as `_is_heading` says)
            notebook.guess("heading", _words(block.content))
            yield Heading(2, block.content)
        else:
            yield block


def _is_heading(block: Found, following: "Found | None") -> bool:
    if not isinstance(block, Paragraph) or not isinstance(following, Paragraph | ItemList):
        return False
    if isinstance(following, Paragraph) and is_all_bold(following.content):
        return False
    words = _words(block.content)
    return (
        is_all_bold(block.content)
        and len(words) <= MAX_HEADING_CHARS
        and not words.endswith(_ENDS_NO_HEADING)
        and not looks_like_caption(block.content)
    )


def _with_lists(found: Iterable[Found], notebook: Notebook) -> Iterator[Found]:
    """Dashes and numbers typed by hand, at least two lines of them, are a list."""
    for kind, group in groupby(found, _typed_list):
        blocks = list(group)
        if kind and len(blocks) > 1 and (typed := _as_list(kind, blocks)):
            notebook.guess("list", _words(_content(blocks[0])))
            yield typed
        else:
            if kind == _BULLETED:
                notebook.guess("lone-bullet", _words(_content(blocks[0])))
            yield from blocks


def _typed_list(block: Found) -> str:
    if not isinstance(block, Paragraph):
        return ""
    words = plain(normal_inlines(block.content))
    if _BULLET.match(words):
        return _BULLETED
    return _NUMBERED if _NUMBER.match(words) else ""


def _as_list(kind: str, blocks: Sequence[Found]) -> ItemList | None:
    """Nothing when the numbers do not follow one another."""
    is_ordered = kind == _NUMBERED
    contents = [normal_inlines(_content(block)) for block in blocks]
    mark = _NUMBER if is_ordered else _BULLET
    found = [mark.match(plain(content)) for content in contents]
    start = int(found[0][1]) if is_ordered and found[0] else 1
    numbers = [int(each[1]) for each in found if each] if is_ordered else []
    if is_ordered and numbers != list(range(start, start + len(blocks))):
        return None
    items = tuple(
        (Paragraph(_without_start(content, each.end() if each else 0)),)
        for content, each in zip(contents, found, strict=True)
    )
    return ItemList(items, is_ordered, start)


def _without_start(content: Inlines, count: int) -> Inlines:
    """`content` without its first `count` characters, through the marks around them."""
    if not content or not count:
        return content
    first, *rest = content
    if isinstance(first, Text):
        kept = first.text[count:]
        left = count - (len(first.text) - len(kept))
        return (Text(kept), *_without_start(tuple(rest), left))
    if isinstance(first, Footnote):
        return (first, *_without_start(tuple(rest), count))
    size = len(plain(first.children))
    inner = replace(first, children=_without_start(first.children, count))
    return (inner, *_without_start(tuple(rest), max(count - size, 0)))


def _content(block: Found) -> Inlines:
    return block.content if isinstance(block, Paragraph | Caption) else ()


def _words(content: Inlines) -> str:
    return " ".join(plain(content).split())
