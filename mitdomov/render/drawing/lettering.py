"""Words and a frame in; the lines that fit into it and their size out, measured in our own fonts.

Renderers of SVG break no lines, so whoever draws words must know how wide they come out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PIL import ImageFont

from mitdomov import places

_MEASURED_PX: Final = 200
"""Widths grow with the size, so that one measure does for all."""
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_CUT: Final = "…"


@dataclass(frozen=True, slots=True)
class Face:
    family: str
    weight: int
    file: str
    """Its file in the folder of fonts."""


TITLE: Final = Face("Source Serif 4 Display", 600, "SourceSerif4Display-Semibold.ttf")
LABEL: Final = Face("Source Sans 3", 600, "SourceSans3-Semibold.ttf")
FACES: Final = (TITLE, LABEL)


@dataclass(frozen=True, slots=True)
class Lines:
    size_px: float
    lines: tuple[str, ...]


def width_px(words: str, face: Face, size_px: float) -> float:
    return _measured(words, face) * size_px / _MEASURED_PX


def visible(words: str) -> str:
    """Without what only tells a browser where a line may end; some fonts draw a box for it."""
    return words.translate(_INVISIBLE)


def fitted(
    words: str, face: Face, *, frame_px: float, sizes_px: tuple[int, ...], most_lines: int
) -> Lines:
    """In the first of `sizes_px` in which the words take so few lines; cut short when in none.

    Lines are made about equally long. A no-break space holds its words together.
    """
    parts = visible(words).split(" ")
    for size in sizes_px:
        lines = _balanced(parts, face, frame_px, size)
        if len(lines) <= most_lines and all(
            width_px(each, face, size) <= frame_px for each in lines
        ):
            return Lines(size, lines)
    size = sizes_px[-1]
    pieces = [piece for part in parts for piece in _pieces(part, face, frame_px, size)]
    lines = _wrapped(pieces, face, frame_px, size)
    if len(lines) > most_lines:
        lines = (*lines[: most_lines - 1], _shortened(lines[most_lines - 1], face, frame_px, size))
    return Lines(size, lines)


def _balanced(parts: list[str], face: Face, frame_px: float, size_px: float) -> tuple[str, ...]:
    """As many lines as there must be, in the narrowest frame that needs no more."""
    best = _wrapped(parts, face, frame_px, size_px)
    narrower = frame_px
    while (narrower := narrower - size_px / 2) > frame_px / 3:
        lines = _wrapped(parts, face, narrower, size_px)
        if len(lines) > len(best) or any(
            width_px(each, face, size_px) > narrower for each in lines
        ):
            break
        best = lines
    return best


def _wrapped(parts: list[str], face: Face, frame_px: float, size_px: float) -> tuple[str, ...]:
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]} {part}" if lines else part
        if lines and width_px(longer, face, size_px) <= frame_px:
            lines[-1] = longer
        else:
            lines.append(part)
    return tuple(lines)


def _pieces(word: str, face: Face, frame_px: float, size_px: float) -> Iterator[str]:
    """A word longer than a line, cut so that each piece fits."""
    piece = ""
    for char in word:
        if piece and width_px(piece + char, face, size_px) > frame_px:
            yield piece
            piece = ""
        piece += char
    yield piece


def _shortened(line: str, face: Face, frame_px: float, size_px: float) -> str:
    while line and width_px(line + _CUT, face, size_px) > frame_px:
        line = line[:-1]
    return line.rstrip(" ,;:–") + _CUT


@lru_cache(maxsize=4096)
def _measured(words: str, face: Face) -> float:
    return _font(face.file).getlength(words)


@lru_cache(maxsize=len(FACES))
def _font(file: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(places.FONTS / file), _MEASURED_PX)
