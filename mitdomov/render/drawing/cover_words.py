"""An issue's masthead and theme in; the words of its cover, set for a poster, out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mitdomov.magazine.model import Issue, Publication
from mitdomov.render.drawing.facade import Rectangle, shape
from mitdomov.render.drawing.lettering import (
    LABEL,
    TITLE,
    Lines,
    fitted,
    visible,
    width_px,
)
from mitdomov.render.drawing.palette import LAMP, POSTER
from mitdomov.render.drawing.poster import text
from mitdomov.render.page_helpers import theme_lines

_INK: Final = "#1F2430"
_PALE: Final = "#E8E6E0"
_LABEL: Final = "TÉMA ČÍSLA"
_LEADING: Final = 1.1
"""From one line of the theme to the next, by its size."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """Where the magazine's title stands: from `left` to `right`, its letters `size_px` tall."""

    left: float
    right: float
    baseline: float
    size_px: int


@dataclass(frozen=True, slots=True)
class ThemeBox:
    """The brick box: its left and lower edge, the width of its words, the sizes to try."""

    left: float
    bottom: float
    words_px: float
    sizes_px: tuple[int, ...]
    most_lines: int
    label_px: int


def masthead(issue: Issue, publication: Publication, at: Masthead) -> Iterator[str]:
    """Title and subtitle at the left; number, season and the mark of a sample at the right."""
    small = at.size_px * 0.27
    number_px = max(width_px(each, LABEL, small * 1.15) for each in (issue.number, issue.season))
    mark_px = width_px("Ukázkové číslo", LABEL, small * 0.85) + small if issue.is_sample else 0
    free = at.right - at.left - max(number_px, mark_px) - small
    sizes = tuple(range(at.size_px, at.size_px // 3, -4))
    title = fitted(publication.title, TITLE, frame_px=free, sizes_px=sizes, most_lines=1)
    subtitle_sizes = tuple(range(round(small), round(small * 0.6), -1))
    subtitle = fitted(
        publication.subtitle, LABEL, frame_px=free, sizes_px=subtitle_sizes, most_lines=2
    )
    yield text(title.lines[0], TITLE, title.size_px, x=at.left, baseline=at.baseline)
    for line, words in enumerate(subtitle.lines):
        baseline = at.baseline + small * 1.75 + line * subtitle.size_px * 1.3
        yield text(words, LABEL, subtitle.size_px, x=at.left, baseline=baseline, colour=_PALE)
    top = at.baseline - at.size_px * 0.43
    yield text(issue.number, LABEL, small * 1.15, baseline=top, x=at.right, anchor="end")
    if issue.season:
        yield text(
            issue.season,
            LABEL,
            small,
            x=at.right,
            baseline=top + small * 1.4,
            anchor="end",
            colour=_PALE,
        )
    if issue.is_sample:
        yield from _mark(at.right, top + small * (2.1 if issue.season else 0.6), small)


def theme_box(theme: str, box: ThemeBox) -> Iterator[str]:
    set_theme = _set(theme, box)
    size, lines = set_theme.size_px, set_theme.lines
    padding = box.label_px * 1.7
    height = padding * 2 + box.label_px * 1.9 + (len(lines) - 1) * size * _LEADING + size * 0.86
    width = max(_widest(set_theme), width_px(_LABEL, LABEL, box.label_px) * 1.2) + padding * 2
    top = box.bottom - height
    yield shape(POSTER, Rectangle(box.left, top, width, height))
    yield text(
        _LABEL,
        LABEL,
        box.label_px,
        x=box.left + padding,
        baseline=top + padding + box.label_px * 0.75,
        spacing_em=0.1,
    )
    first = top + padding + box.label_px * 1.9 + size * 0.74
    for number, line in enumerate(lines):
        yield text(
            line, TITLE, size, x=box.left + padding, baseline=first + number * size * _LEADING
        )


def _set(theme: str, box: ThemeBox) -> Lines:
    """A theme of two sentences stands on two lines where they fit."""
    sentences = tuple(visible(line) for line in theme_lines(theme))
    for size in box.sizes_px[: len(box.sizes_px) // 2]:
        if all(width_px(line, TITLE, size) <= box.words_px for line in sentences):
            return Lines(size, sentences)
    return fitted(
        theme, TITLE, frame_px=box.words_px, sizes_px=box.sizes_px, most_lines=box.most_lines
    )


def _widest(found: Lines) -> float:
    return max(width_px(line, TITLE, found.size_px) for line in found.lines)


def _mark(right: float, top: float, small: float) -> Iterator[str]:
    words, size = "Ukázkové číslo", small * 0.85
    width = width_px(words, LABEL, size) + small
    yield shape(LAMP, Rectangle(right - width, top, width, size * 1.7))
    yield text(
        words,
        LABEL,
        size,
        x=right - width / 2,
        baseline=top + size * 1.2,
        colour=_INK,
        anchor="middle",
    )
