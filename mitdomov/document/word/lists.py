"""Places in Word's lists in, one paragraph after another; how each is counted and nested out."""

import re
from dataclasses import dataclass, field
from typing import Final

from mitdomov.document.word.numbering import Level, Numbering
from mitdomov.document.word.styles import ListPlace

_PLAIN: Final = re.compile(r"\(?%[1-9][.)]?\s*")
_PLACEHOLDER: Final = re.compile("%([1-9])")
_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(frozen=True, slots=True)
class Counted:
    """One paragraph of a list."""

    level: Level
    count: int
    label: str
    """What Word prints before the paragraph, e.g. `b)`; a bullet is `•`."""

    @property
    def is_worded(self) -> bool:
        """Its label has words of its own, e.g. `Článek 3`; no list of ours shows them."""
        return self.level.is_ordered and any(
            map(str.isalpha, _PLACEHOLDER.sub("", self.level.text))
        )

    @property
    def is_plain(self) -> bool:
        """Our lists show it alike: a number with a full stop or a bracket."""
        is_number = self.level.format == "decimal" and bool(_PLAIN.fullmatch(self.level.text))
        return is_number or not self.level.is_ordered or not self.level.text


@dataclass(slots=True)
class _Open:
    """A list that the next item may belong to."""

    depth: int
    is_ordered: bool
    following: int = 1


@dataclass(slots=True)
class Lists:
    """Counts as Word does (ECMA-376, 17.9.11); nests by what really stands above."""

    numbering: Numbering
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)
    """(number, depth) that has used its restart."""
    _open: list[_Open] = field(default_factory=list)

    def counted(self, place: ListPlace | None) -> Counted | None:
        """Nothing for a paragraph in no list, or in one that shows no mark."""
        level = self.numbering.level(place) if place else None
        if place is None or level is None or level.is_bare:
            return None
        counts = self._counts.setdefault(self.numbering.counters.get(place.number, ""), {})
        for depth in [each for each in counts if self._restarts(each, place)]:
            del counts[depth]
        counts[place.depth] = self._next(place, counts.get(place.depth), level)
        return Counted(level, counts[place.depth], self._label(place, level, counts))

    def entered(self, place: ListPlace, item: Counted) -> tuple[int, int | None]:
        """The depth, from 0, and the number that the list must be told unless it counts so."""
        while self._open and self._open[-1].depth > place.depth:
            self._open.pop()
        if not self._open or self._open[-1].depth < place.depth:
            self._open.append(_Open(place.depth, item.level.is_ordered))
        here = self._open[-1]
        expected = here.following if here.is_ordered else 1
        here.is_ordered, here.following = item.level.is_ordered, item.count + 1
        tells = item.level.is_ordered and item.count != expected
        return len(self._open) - 1, item.count if tells else None

    def interrupt(self) -> None:
        """Something else stands between; what follows begins a list of its own."""
        self._open.clear()

    def _restarts(self, depth: int, above: ListPlace) -> bool:
        level = self.numbering.level(ListPlace(above.number, depth))
        below = None if level is None else level.restarts_below
        return above.depth < depth and (below is None or above.depth < below)

    def _next(self, place: ListPlace, last: int | None, level: Level) -> int:
        restart = self.numbering.restarts.get(place.number, {}).get(place.depth)
        if restart is not None and (place.number, place.depth) not in self._begun:
            self._begun.add((place.number, place.depth))
            return restart
        return level.start if last is None else last + 1

    def _label(self, place: ListPlace, level: Level, counts: dict[int, int]) -> str:
        if not level.is_ordered:
            return "•"
        levels = self.numbering.numbers[place.number]

        def shown(found: re.Match[str]) -> str:
            depth = int(found[1]) - 1
            of = levels.get(depth, level)
            return _numeral(counts.get(depth, of.start), of.format)

        return " ".join(_PLACEHOLDER.sub(shown, level.text or f"%{place.depth + 1}.").split())


def _numeral(number: int, format_: str) -> str:
    """Formats of other scripts are shown as digits."""
    if format_ in {"lowerLetter", "upperLetter"} and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if format_ == "upperLetter" else letters
    if format_ in {"lowerRoman", "upperRoman"} and 0 < number < 4000:
        roman = _roman(number)
        return roman.upper() if format_ == "upperRoman" else roman
    return f"{number:02}" if format_ == "decimalZero" else str(number)


def _roman(number: int) -> str:
    parts = []
    for worth, letters in _ROMAN:
        times, number = divmod(number, worth)
        parts.append(letters * times)
    return "".join(parts)
