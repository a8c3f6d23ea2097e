"""The part with numbering in; whether a level of a list counts, and from what, out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from mitdomov.document.word.finding import value
from mitdomov.document.word.styles import ListPlace

_UNCOUNTED: Final = frozenset({"bullet", "none"})


@dataclass(frozen=True, slots=True)
class Level:
    is_ordered: bool
    start: int = 1


@dataclass(frozen=True, slots=True)
class Numbering:
    """`numbers` maps the number of a list to its levels."""

    numbers: Mapping[str, Mapping[int, Level]] = field(default_factory=dict)

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
    for number in root.iter("w:num"):
        kind = kinds.get(value(number, "w:abstractNumId"))
        if kind is not None:
            kind = (
                linked.get(value(kind, "w:numStyleLink"), kind)
                if kind.find("w:lvl") is None
                else kind
            )
            found[number.get("w:numId", "")] = _levels(kind) | _overridden(number)
    return Numbering(found)


def _levels(kind: Element) -> dict[int, Level]:
    return {_depth(level): _level(level) for level in kind.iter("w:lvl")}


def _overridden(number: Element) -> dict[int, Level]:
    return {
        _depth(override): _level(level)
        for override in number.iter("w:lvlOverride")
        if (level := override.find("w:lvl")) is not None
    }


def _level(level: Element) -> Level:
    start = value(level, "w:start")
    is_number = start.isascii() and start.isdigit() and len(start) < 5
    return Level(value(level, "w:numFmt") not in _UNCOUNTED, int(start) if is_number else 1)


def _depth(element: Element) -> int:
    depth = element.get("w:ilvl", "0")
    return int(depth) if depth in {*"012345678"} else 0
