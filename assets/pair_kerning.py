"""The kerning of a font of few letters in; the same as one table of classes out.

Type designers write kerning as many overlapping tables for thousands of glyphs. For a few hundred
one table says the same in half the bytes: glyphs that kern alike, before and behind every other,
share a class. Nothing is rounded and no pair is left out (OpenType, GPOS lookup type 2 format 2).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from fontTools.otlLib.builder import buildCoverage, buildLookup, buildValue
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.varLib.builder import buildVarDevTable

from assets.glyphs import shown_glyphs

_SCRIPTS: Final = ("DFLT", "latn")
_EXTENSION: Final = 9
_PAIRS: Final = 2
_ADVANCE: Final = 4
_DEVICE: Final = 64


class Kern(NamedTuple):
    """How far the second glyph of a pair moves, in units of the font."""

    units: int
    by_weight: tuple[int, int] | None = None
    """Where a variable font keeps what its axes add to it."""


_NONE: Final = Kern(0)
Kerning = Mapping[tuple[str, str], Kern]
_Classes = list[list[str]]


def pack_kerning(font: TTFont) -> None:
    """Puts one table in place of all kerning of the glyphs that a text can show."""
    glyphs = shown_glyphs(font)
    kerning = kerning_of(font, glyphs)
    firsts = _alike(glyphs, lambda one, other: kerning.get((one, other), _NONE))
    seconds = _alike(glyphs, lambda one, other: kerning.get((other, one), _NONE))
    rows = [
        [_record(kerning.get((first[0], second[0]), _NONE)) for second in seconds]
        for first in firsts
    ]
    _replace(font, _table(font, firsts, seconds, rows))


def kerning_of(font: TTFont, glyphs: Iterable[str]) -> Kerning:
    """Every pair of `glyphs` that kerns, with the sum of its lookups."""
    among = list(glyphs)
    found: dict[tuple[str, str], Kern] = {}
    for lookup in _kerning_lookups(font):
        said: dict[tuple[str, str], Kern] = {}
        for table in lookup:
            for pair, kern in _said(table, among):
                said.setdefault(pair, kern)  # the first table that knows a pair has the last word
        for pair, kern in said.items():
            if kern == _NONE:
                continue
            if pair in found:
                raise ValueError(f"two lookups kern {pair}")
            found[pair] = kern
    return found


def _kerning_lookups(font: TTFont) -> Iterator[list[Any]]:
    layout = font["GPOS"].table
    records = layout.FeatureList.FeatureRecord
    numbers = {
        n for each in records if each.FeatureTag == "kern" for n in each.Feature.LookupListIndex
    }
    for number in sorted(numbers):
        lookup = layout.LookupList.Lookup[number]
        is_extended = lookup.LookupType == _EXTENSION
        tables = [each.ExtSubTable if is_extended else each for each in lookup.SubTable]
        if tables[0].LookupType == _PAIRS:
            yield tables


def _said(table: Any, among: list[str]) -> Iterator[tuple[tuple[str, str], Kern]]:
    wanted = set(among)
    if table.Format == 1:
        for first, found in zip(table.Coverage.glyphs, table.PairSet, strict=True):
            for each in found.PairValueRecord:
                if first in wanted and each.SecondGlyph in wanted:
                    yield (first, each.SecondGlyph), _kern(each)
        return
    before, behind = table.ClassDef1.classDefs, table.ClassDef2.classDefs
    for first in table.Coverage.glyphs:
        row = table.Class1Record[before.get(first, 0)].Class2Record
        if first in wanted:
            for second in among:
                yield (first, second), _kern(row[behind.get(second, 0)])


def _kern(record: Any) -> Kern:
    value = record.Value1
    if record.Value2 is not None:
        raise ValueError("a pair moves its second glyph too")
    device = getattr(value, "XAdvDevice", None)
    place = (device.StartSize, device.EndSize) if device else None
    return Kern(getattr(value, "XAdvance", 0), place)


def _alike(glyphs: list[str], kern: Callable[[str, str], Kern]) -> list[list[str]]:
    """Glyphs that kern with every other the same, together; the class of those that never kern
    first, then each beside the one most like it, which makes the table easy to compress."""
    classes: dict[tuple[Kern, ...], list[str]] = defaultdict(list)
    for glyph in glyphs:
        classes[tuple(kern(glyph, other) for other in glyphs)].append(glyph)
    never = (_NONE,) * len(glyphs)
    last, ordered = never, [classes.pop(never, [])]
    while classes:
        last = min(classes, key=lambda each: _unlike(each, last))
        ordered.append(classes.pop(last))
    return ordered


def _unlike(one: tuple[Kern, ...], other: tuple[Kern, ...]) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _record(kern: Kern) -> Any:
    record = otTables.Class2Record()
    record.Value1 = buildValue({"XAdvance": kern.units})
    if kern.by_weight is not None:
        outer, inner = kern.by_weight
        record.Value1.XAdvDevice = buildVarDevTable((outer << 16) + inner)
    return record


def _table(font: TTFont, firsts: _Classes, seconds: _Classes, rows: list[list[Any]]) -> Any:
    table = otTables.PairPos()
    table.Format = 2
    kerned = [glyph for each in firsts[1:] for glyph in each]
    table.Coverage = buildCoverage(kerned, font.getReverseGlyphMap())
    table.ClassDef1, table.ClassDef2 = _numbered(firsts), _numbered(seconds)
    table.Class1Count, table.Class2Count = len(firsts), len(seconds)
    is_variable = any(hasattr(each.Value1, "XAdvDevice") for row in rows for each in row)
    table.ValueFormat1 = _ADVANCE | (_DEVICE if is_variable else 0)
    table.ValueFormat2 = 0
    table.Class1Record = []
    for row in rows:
        record = otTables.Class1Record()
        record.Class2Record = row
        table.Class1Record.append(record)
    return table


def _numbered(classes: _Classes) -> Any:
    definition = otTables.ClassDef()
    definition.classDefs = {
        glyph: number for number, each in enumerate(classes) for glyph in each if number
    }
    return definition


def _replace(font: TTFont, table: Any) -> None:
    layout = font["GPOS"].table
    layout.LookupList.Lookup = [buildLookup([table])]
    kern = next(each for each in layout.FeatureList.FeatureRecord if each.FeatureTag == "kern")
    kern.Feature.LookupListIndex = [0]
    layout.FeatureList.FeatureRecord = [kern]
    scripts = [each for each in layout.ScriptList.ScriptRecord if each.ScriptTag in _SCRIPTS]
    for each in scripts:
        each.Script.LangSysRecord = []
        each.Script.DefaultLangSys.FeatureIndex = [0]
    layout.ScriptList.ScriptRecord = scripts
