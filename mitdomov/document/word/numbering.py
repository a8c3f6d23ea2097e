"""The part with numbering in; what each level of a list counts, from what and how, out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from xml.etree.ElementTree import Element

from mitdomov.document.word.finding import value
from mitdomov.document.word.styles import ListPlace

_MOST_CHARS: Final = 200
"""Of a label, which every paragraph of a list may repeat as words."""
_UNCOUNTED: Final = frozenset({"bullet", "none"})


@dataclass(frozen=True, slots=True)
class Level:
    """`format` is of ST_NumberFormat, `text` a pattern such as `%1.%2` (ECMA-376, 17.9)."""

    is_ordered: bool
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restarts_below: int | None = None
    """A paragraph of a level less deep than this begins the count anew; commonly any does."""

    @property
    def is_bare(self) -> bool:
        """Shows neither number nor bullet nor words."""
        return self.format == "none" and not self.text.strip()


@dataclass(frozen=True, slots=True)
class Numbering:
    """`numbers` maps the number of a list to its levels."""

    numbers: Mapping[str, Mapping[int, Level]] = field(default_factory=dict)
    counters: Mapping[str, str] = field(default_factory=dict)
    """Which numbers of lists count together: those of one definition do."""
    restarts: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    """By number and depth, what the first paragraph of that number there is counted."""

    def level(self, place: ListPlace) -> Level | None:
        """Nothing for a paragraph that is in no list (number 0 or unknown)."""
        levels = self.numbers.get(place.number)
        return None if levels is None else levels.get(place.depth, Level(is_ordered=False))


def read_numbering(root: Element | None) -> Numbering:
    if root is None:
        return Numbering()
    kinds = {kind.get("w:abstractNumId", ""): kind for kind in root.iter("w:abstractNum")}
    linked = {value(kind, "w:styleLink"): kind for kind in kinds.values()}
    found: dict[str, Mapping[int, Level]] = {}
    counters: dict[str, str] = {}
    restarts: dict[str, Mapping[int, int]] = {}
    for number in root.iter("w:num"):
        name, kind = number.get("w:numId", ""), kinds.get(value(number, "w:abstractNumId"))
        if kind is not None:
            if kind.find("w:lvl") is None:
                kind = linked.get(value(kind, "w:numStyleLink"), kind)
            restarts[name] = _restarts(number)
            found[name] = _with_starts(_levels(kind) | _overridden(number), restarts[name])
            counters[name] = kind.get("w:abstractNumId", "")
    return Numbering(found, counters, restarts)


def _levels(kind: Element) -> dict[int, Level]:
    return {_depth(level): _level(level) for level in kind.iter("w:lvl")}


def _overridden(number: Element) -> dict[int, Level]:
    return {
        _depth(override): _level(level)
        for override in number.iter("w:lvlOverride")
        if (level := override.find("w:lvl")) is not None
    }


def _restarts(number: Element) -> dict[int, int]:
    return {
        _depth(override): _number(value(override, "w:startOverride"))
        for override in number.iter("w:lvlOverride")
        if override.find("w:startOverride") is not None
    }


def _with_starts(levels: dict[int, Level], restarts: Mapping[int, int]) -> dict[int, Level]:
    return {
        depth: replace(level, start=restarts.get(depth, level.start))
        for depth, level in levels.items()
    }


def _level(level: Element) -> Level:
    format_ = value(level, "w:numFmt") or "decimal"
    return Level(
        format_ not in _UNCOUNTED,
        _number(value(level, "w:start")),
        format_,
        value(level, "w:lvlText")[:_MOST_CHARS],
        int(below) if (below := value(level, "w:lvlRestart")) in {*"012345678"} else None,
    )


def _number(start: str) -> int:
    """Nothing said means 0 (ECMA-376, 17.9.25)."""
    return int(start) if start.isascii() and start.isdigit() and len(start) < 5 else 0


def _depth(element: Element) -> int:
    depth = element.get("w:ilvl", "0")
    return int(depth) if depth in {*"012345678"} else 0
