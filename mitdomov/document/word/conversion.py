"""Canonical parts in, mammoth's HTML of them out.

mammoth gets an archive made here, in memory: it has no address in it but those of hyperlinks, no
picture, and no style but those of `roles`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

import mammoth

from mitdomov.document.word.canonical import MAX_DEPTH_OF_LISTS
from mitdomov.document.word.report import WordError

_NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_HYPERLINK: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_STYLES: Final = """
p.body => p:fresh
p.title => h1.title:fresh
p.subtitle => p.subtitle:fresh
p.perex => p.perex:fresh
p.h-one => h1:fresh
p.h-two => h2:fresh
p.h-three => h3:fresh
p.h-four => h4:fresh
p.quote => blockquote > p:fresh
p.pull => blockquote.pull > p:fresh
p.caption => p.caption:fresh
p.box => aside > p:fresh
p.box-title => aside > h4:fresh
p.box-ul => aside > ul > li:fresh
p.box-ol => aside > ol > li:fresh
"""


@dataclass(frozen=True, slots=True)
class CanonicalPart:
    """`kind` is `document`, `footnotes` or `endnotes`."""

    kind: str
    content: str
    links: tuple[str, ...] = ()


def html_of(parts: Iterable[CanonicalPart], languages: Iterable[str]) -> str:
    """Raises `WordError` when the parts nest deeper than Python can follow."""
    try:
        result = mammoth.convert_to_html(
            BytesIO(_archive(parts)),
            style_map=_style_map(languages),
            include_default_style_map=False,
            include_embedded_style_map=False,
            external_file_access=False,
        )
    except RecursionError:
        raise WordError(
            "Dokument má příliš mnoho tabulek nebo polí v sobě. Zjednodušte jej ve Wordu."
        ) from None
    return str(result.value)


def _style_map(languages: Iterable[str]) -> str:
    lines = [f"r.lang-{each} => span[lang='{each}']" for each in languages]
    for kind in ("ul", "ol"):
        for depth in range(1, MAX_DEPTH_OF_LISTS + 1):
            above = "ul|ol > li > " * (depth - 1)
            lines.append(f"p.{kind}-{depth} => {above}{kind} > li:fresh")
    return _STYLES + "\n".join(lines)


def _archive(parts: Iterable[CanonicalPart]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for part in parts:
            archive.writestr(f"word/{part.kind}.xml", _part(part))
            archive.writestr(f"word/_rels/{part.kind}.xml.rels", _relationships(part.links))
    return buffer.getvalue()


def _part(part: CanonicalPart) -> str:
    inner = f"<w:body>{part.content}</w:body>" if part.kind == "document" else part.content
    return f"<w:{part.kind} {_NAMESPACES}>{inner}</w:{part.kind}>"


def _relationships(links: tuple[str, ...]) -> str:
    each = "".join(
        f'<Relationship Id="l{index}" Type="{_HYPERLINK}" Target={quoteattr(href)} '
        'TargetMode="External"/>'
        for index, href in enumerate(links)
    )
    return f'<Relationships xmlns="{_RELATIONSHIPS}">{each}</Relationships>'
