"""A document in; its first sentences out, cut across marks at the end of a sentence."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from mitdomov.document.tree import Document, Footnote, Inline, Inlines, Paragraph, Text, plain

_END: Final = re.compile(r"(?P<word>\w*)[.!?…]+[“”‘’\")]*(?=\s+[\"„‚(]?[^\W\d_a-z]|\s*$)")
_ABBREVIATIONS: Final = re.compile(
    r"\w|apod|atd|bc|cca|čl|doc|dr|event|ing|judr|kap|max|mgr|mil|min|mj|mld|mudr|např|nám|obr|odst|"
    r"phdr|písm|popř|prof|resp|rndr|sb|st|str|sv|tab|tis|tj|tzv|ul",
    re.IGNORECASE,
)
"""What a name or another capital may follow within a sentence."""


def opening(document: Document, sentences: int) -> tuple[Inlines, ...]:
    """The first `sentences` of the paragraphs that open `document`, paragraph by paragraph.

    Footnotes are left out; a text without full stops counts one sentence per paragraph.
    """
    taken: list[Inlines] = []
    for block in document.blocks:
        if sentences <= 0 or not isinstance(block, Paragraph):
            break
        ends = list(_sentence_ends(plain(block.content)))
        length = ends[:sentences][-1]
        taken.append(tuple(_cut(block.content, length)))
        sentences -= len(ends)
    return tuple(taken)


def _sentence_ends(text: str) -> Iterator[int]:
    """Where sentences end, as offsets; the end of the text is always the last one."""
    for match in _END.finditer(text):
        if match.end() < len(text.rstrip()) and not _ABBREVIATIONS.fullmatch(match["word"]):
            yield match.end()
    yield len(text)


def _cut(inlines: Inlines, length: int) -> Iterator[Inline]:
    for inline in inlines:
        if length <= 0:
            return
        if isinstance(inline, Text):
            yield Text(inline.text[:length])
        elif not isinstance(inline, Footnote):
            yield replace(inline, children=tuple(_cut(inline.children, length)))
        length -= len(plain((inline,)))
