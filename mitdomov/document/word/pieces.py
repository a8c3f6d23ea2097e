"""Pieces of a paragraph, each of one format, in; the runs and hyperlinks of canonical text out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape

from mitdomov.document.word.languages import is_foreign
from mitdomov.document.word.notebook import Notebook

_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Format:
    link: str = ""
    is_bold: bool = False
    is_italic: bool = False
    raised: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """`xml` is ready to stand in a run, or beside runs when it is a marker; `text` its words."""

    format: Format
    xml: str
    text: str = ""
    is_marker: bool = False


def marker(name: str, format_: Format | None = None) -> Piece:
    """A place that survives mammoth: a bookmark, which becomes an empty anchor."""
    return Piece(format_ or Format(), f'<w:bookmarkStart w:name="{name}"/>', is_marker=True)


def joined(
    pieces: Iterable[Piece], plain: frozenset[str], notebook: Notebook, links: list[str]
) -> str:
    """Pieces as runs and hyperlinks, each as long as it can be; `links` takes their addresses.

    Languages of `plain` are not marked; which others are is noted.
    """
    parts = []
    for link, group in groupby(pieces, lambda piece: piece.format.link):
        runs = "".join(_runs(group, plain, notebook))
        if link:
            links.append(link)
            runs = f'<w:hyperlink r:id="l{len(links) - 1}">{runs}</w:hyperlink>'
        parts.append(runs)
    return "".join(parts)


def _runs(pieces: Iterable[Piece], plain: frozenset[str], notebook: Notebook) -> Iterator[str]:
    for (format_, is_marker), group in groupby(pieces, lambda each: (each.format, each.is_marker)):
        members = list(group)
        xml = "".join(each.xml for each in members)
        if is_marker:
            yield xml
            continue
        text = "".join(each.text for each in members)
        yield f"<w:r>{_properties(_believed(format_, text, plain, notebook))}{xml}</w:r>"


def _believed(format_: Format, text: str, plain: frozenset[str], notebook: Notebook) -> Format:
    if not is_foreign(text, format_.language, plain):
        return replace(format_, language="")
    notebook.guess(f"language-{format_.language}", " ".join(text.split()))
    return format_


def _properties(format_: Format) -> str:
    inner = "".join(
        [
            f'<w:rStyle w:val="lang-{format_.language}"/>' if format_.language else "",
            "<w:b/>" if format_.is_bold else "",
            "<w:i/>" if format_.is_italic else "",
            f'<w:vertAlign w:val="{format_.raised}"/>'
            if format_.raised in {"superscript", "subscript"}
            else "",
        ]
    )
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def text_piece(text: str, format_: Format) -> Piece:
    clean = _UNPRINTABLE.sub("", text)
    return Piece(format_, f'<w:t xml:space="preserve">{escape(clean)}</w:t>', clean)


def attribute(text: str) -> str:
    return escape(_UNPRINTABLE.sub("", text), {'"': "&quot;", "\n": " ", "\t": " "})
