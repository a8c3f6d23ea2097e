"""Inlines as Markdown: from a run of inlines to one line of the profile's source.

Bold and italic are written with stars or underscores where CommonMark 0.31 (section 6.2, flanking
runs) reads those as emphasis, and as a span such as `[text]{.bold}` everywhere else.
"""

import re
from typing import Final, assert_never

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace

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

_SPECIAL: Final = re.compile(r"[\\*_\[\]{}~^|]|&(?=#?[A-Za-z0-9]+;)")
_IN_ADDRESS: Final = re.compile(r"[()]|&(?=#?[A-Za-z0-9]+;)")
_ONE_WORD: Final = re.compile(r"[^\W_]+")
_BACKSLASHED: Final = r"\\\g<0>"


def inline_source(inlines: Inlines, before: str = " ", after: str = " ") -> str:
    """The source between the characters `before` and `after`; a line's end counts as a space."""
    source = ""
    for position, inline in enumerate(inlines, 1):
        following = _first_char(inlines[position:], after)
        source = _joined(source, _piece(inline, (before + source)[-1], following))
    return source


def text_source(text: str) -> str:
    """`text` with a backslash before every character that would mean something."""
    return _SPECIAL.sub(_BACKSLASHED, text)


def _joined(source: str, piece: str) -> str:
    """An exclamation mark would turn a link behind it into a picture."""
    if source.endswith("!") and piece.startswith("["):
        return f"{source[:-1]}\\!{piece}"
    return source + piece


def _first_char(inlines: Inlines, otherwise: str) -> str:
    """What the source of `inlines` begins with, as far as flanking is concerned."""
    match inlines:
        case ():
            return otherwise
        case (Text(text), *_):
            return text[0]
        case _:
            return "["


def _piece(inline: Inline, before: str, after: str) -> str:  # noqa: C901 (one case a kind)
    match inline:
        case Text():
            return text_source(inline.text)
        case Bold():
            return _emphasis(inline.children, ("**", "__"), "bold", before, after)
        case Italic():
            return _emphasis(inline.children, ("*", "_"), "italic", before, after)
        case Subscript():
            return _shifted(inline.children, "~", "sub")
        case Superscript():
            return _shifted(inline.children, "^", "sup")
        case Link():
            return f"{_bracketed(inline.children)}({_IN_ADDRESS.sub(_BACKSLASHED, inline.href)})"
        case Language():
            return f"{_bracketed(inline.children)}{{lang={inline.lang}}}"
        case Footnote():
            return f"^{_bracketed(inline.children)}"
        case _:
            assert_never(inline)


def _bracketed(inlines: Inlines) -> str:
    return f"[{inline_source(inlines, '[', ']')}]"


def _emphasis(
    children: Inlines, delimiters: tuple[str, str], name: str, before: str, after: str
) -> str:
    for delimiter in delimiters:
        inside = inline_source(children, delimiter[0], delimiter[0])
        if _is_emphasis(delimiter[0], before, inside, after):
            return f"{delimiter}{inside}{delimiter}"
    return f"{_bracketed(children)}{{.{name}}}"


def _shifted(children: Inlines, delimiter: str, name: str) -> str:
    match children:
        case (Text(text),) if _ONE_WORD.fullmatch(text):
            return f"{delimiter}{text}{delimiter}"
        case _:
            return f"{_bracketed(children)}{{.{name}}}"


def _is_emphasis(delimiter: str, before: str, inside: str, after: str) -> bool:
    """Whether a run of `delimiter` on both sides of `inside` opens and closes emphasis."""
    first, last = inside[0], inside[-1]
    if delimiter in (before, first, last, after):
        return False
    if delimiter == "_" and not (_is_edge(before) and _is_edge(after)):
        return False
    return _flanks(before, first) and _flanks(after, last)


def _flanks(outer: str, inner: str) -> bool:
    """Whether a run between `outer` and `inner` leans on `inner`: left- or right-flanking."""
    return not _is_space(inner) and (not _is_punctuation(inner) or _is_edge(outer))


def _is_edge(char: str) -> bool:
    return _is_space(char) or _is_punctuation(char)


def _is_space(char: str) -> bool:
    return isWhiteSpace(ord(char))


def _is_punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)
