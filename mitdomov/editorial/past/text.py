"""The text of each page as a PDF gives it in; the same as plain paragraphs for reading out.

Lines become paragraphs, words that a line's end broke are whole again, ligatures are letters, and
what only repeats at the edges of pages is gone. Text is NFC (UAX #15).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final

_LIGATURES: Final = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
)
_SOFT: Final = "\u00ad\u0002\ufffe"
"""A soft hyphen, and what PDFium gives for a hyphen that ends a line."""
_HARD: Final = "\u2010\u2011-"
_ENDS_BROKEN: Final = re.compile(rf"[^\W\d_][{_SOFT}{_HARD}]$")
_ENDS_SOFT: Final = re.compile(rf"[{_SOFT}]$")
_HYPHEN_AT_START: Final = re.compile(rf"[{_SOFT}{_HARD}]\w")
_LAST_PART: Final = re.compile(r"[^\W\d_]+$")
_FIRST_PART: Final = re.compile(r"^[^\W\d_]+")
_JOINED_WORD: Final = re.compile(rf"[^\W\d_]+(?:[{_HARD}][^\W\d_]+)+")
_PARTICLES: Final = frozenset({"li"})
"""What Czech writes behind a hyphen of its own: `je-li` (ÚJČ, Internetová jazyková příručka)."""
_CONTROLS: Final = re.compile(r"[\x00-\x01\x03-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b]")
_BLANKS: Final = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f]+")
_DIGITS: Final = re.compile(r"\d+")
_EDGE_LINES: Final = 2
_LONGEST_HEAD_CHARS: Final = 120
_FEWEST_REPEATS: Final = 3
_REPEATS_SHARE: Final = 0.3
"""Left and right pages often differ, so a running head stands on half of them at most."""
_SHORT_LINE: Final = 0.75
_HEADING_LINE: Final = 0.6
_ENDS_SENTENCE: Final = (".", "!", "?", ":", "…", "“", "”", '"', ")", "»")


def readable(pages: Sequence[str]) -> tuple[str, ...]:
    """As many pages as came; an empty one where there is nothing to read."""
    lines = [_lines(page) for page in pages]
    heads = _repeated(lines)
    bare = [_without(each, heads) for each in lines]
    hyphenated = _hyphenated(bare)
    return tuple(_paragraphs(each, hyphenated) for each in bare)


def with_headings(text: str, titles: Sequence[str]) -> str:
    """`text` of a page with each title of its bookmarks as a paragraph of its own."""
    for title in titles:
        before, found, after = text.partition(title)
        if found and not (before[-1:].isalnum() or after[:1].isalnum()):
            text = "\n".join(part for part in (before.strip(), found, after.strip()) if part)
    return text


def _lines(page: str) -> list[str]:
    plain = unicodedata.normalize("NFC", page.translate(_LIGATURES))
    tidy = (_BLANKS.sub(" ", _CONTROLS.sub("", line)).strip() for line in plain.splitlines())
    return [line for line in tidy if line]


def _repeated(pages: Sequence[list[str]]) -> frozenset[str]:
    """The running heads and folios, with any number as `#`."""
    seen = Counter(key for lines in pages for key in {_key(each) for each in _edges(lines)})
    enough = max(_FEWEST_REPEATS, _REPEATS_SHARE * len(pages))
    return frozenset(key for key, count in seen.items() if count >= enough)


def _edges(lines: list[str]) -> list[str]:
    edges = lines[:_EDGE_LINES] + lines[_EDGE_LINES:][-_EDGE_LINES:]
    return [line for line in edges if len(line) <= _LONGEST_HEAD_CHARS]


def _key(line: str) -> str:
    return _DIGITS.sub("#", line).casefold()


def _without(lines: list[str], heads: frozenset[str]) -> list[str]:
    top, bottom = 0, len(lines)
    while top < min(_EDGE_LINES, bottom) and _key(lines[top]) in heads:
        top += 1
    lowest = max(top, len(lines) - _EDGE_LINES)
    while bottom > lowest and _key(lines[bottom - 1]) in heads:
        bottom -= 1
    return lines[top:bottom]


def _hyphenated(pages: Sequence[list[str]]) -> frozenset[str]:
    """Words such as `česko-slovenský` that stand whole on some line."""
    return frozenset(
        _plain_hyphens(word).casefold()
        for lines in pages
        for line in lines
        for word in _JOINED_WORD.findall(line)
    )


def _paragraphs(lines: Sequence[str], hyphenated: frozenset[str]) -> str:
    usual = _usual_length(lines)
    paragraphs: list[str] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else ""
        if not before or _parts(before, line, usual):
            paragraphs.append(line)
        else:
            paragraphs[-1] = _joined(paragraphs[-1], line, hyphenated)
    return "\n".join(_bare(each) for each in paragraphs)


def _usual_length(lines: Sequence[str]) -> int:
    """Of a full line: four of five lines are no longer."""
    lengths = sorted(len(line) for line in lines)
    return lengths[len(lengths) * 4 // 5] if lengths else 0


def _parts(before: str, line: str, usual: int) -> bool:
    """Whether a new paragraph begins with `line`."""
    if _ENDS_BROKEN.search(before):
        return False
    if before.endswith(_ENDS_SENTENCE):
        return len(before) < _SHORT_LINE * usual
    return len(before) < _HEADING_LINE * usual and not line[0].islower()


def _joined(text: str, line: str, hyphenated: frozenset[str]) -> str:
    if not _ENDS_BROKEN.search(text):
        return f"{text} {line}"
    head = text[:-1]
    if _HYPHEN_AT_START.match(line):  # Czech repeats a hyphen of the word's own on the next line
        return f"{head}-{line[1:]}"
    if _keeps_hyphen(head, line, hyphenated):
        return f"{head}-{line}"
    return f"{head}{line}"


def _keeps_hyphen(head: str, line: str, hyphenated: frozenset[str]) -> bool:
    first, last = _FIRST_PART.match(line), _LAST_PART.search(head)
    if first is None or last is None or first[0][0].isupper():
        return True
    if first[0].casefold() in _PARTICLES:
        return True
    return f"{last[0]}-{first[0]}".casefold() in hyphenated


def _bare(paragraph: str) -> str:
    """Soft hyphens show nothing in the middle of a line; all others are the one of keyboards."""
    return _plain_hyphens(re.sub(f"[{_SOFT}]", "", paragraph))


def _plain_hyphens(word: str) -> str:
    return re.sub(f"[{_HARD}]", "-", word)
