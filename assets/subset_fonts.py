"""Whole fonts of assets/dist/fonts in; small ones for the web beside them out, as `*.cs.woff2`.

A page needs a few hundred of a font's thousands of glyphs. The small file holds what Czech is
written with, all of it in one file, so that kerning between plain and accented letters stays; the
style sheet names the whole file for any other letter, and browsers fetch it only when one occurs.

usage: python -m assets.subset_fonts FOLDER
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from string import digits
from typing import Final

from fontTools.subset import Options, Subsetter, load_font, parse_unicodes, save_font
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import USE_MY_METRICS
from fontTools.varLib.instancer import instantiateVariableFont

from assets.glyphs import draw_whole, shown_glyphs
from assets.pair_kerning import pack_kerning

RANGE: Final = (
    "20-7E,A0,A7,A9,AB,AD,B0-B3,B7,BB,BD,D7,C1,C9,CD,D3,DA,DD,E1,E9,ED,F3,FA,FD,C4,D6,DC,DF,E4,F6,FC,"
    "10C-10F,11A-11B,147-148,158-159,160-161,164-165,16E-16F,17D-17E,"
    "2009,200C,2011,2013,2014,2018,201A,201C,201E,2026,202F,2030,20AC,2190-2193,2212,25B8,25BE"
)
"""Code points; the style sheets of the web write the same as `unicode-range`."""
_COPYRIGHT, _FAMILY, _LICENCE = 0, 1, 14
_NAMES: Final = (_COPYRIGHT, _FAMILY, _LICENCE)


@dataclass(frozen=True, slots=True)
class Face:
    source: str
    features: tuple[str, ...] = ()
    """What the style sheets ask of it besides kerning; lining figures it has anyway."""
    has_old_figures: bool = False
    """Old-style figures stand in place of lining ones, as nothing asks for both."""
    weights: tuple[int, int] | None = None
    """Of a variable font, the lightest and the heaviest that the style sheets ask for."""

    @property
    def small(self) -> str:
        return self.source.replace(".ttf", ".cs.woff2")


FACES: Final = (
    Face("SourceSerif4-Regular.ttf", ("liga", "onum")),
    Face("SourceSerif4-It.ttf", has_old_figures=True),
    Face("SourceSerif4Display-Semibold.ttf", ("onum",)),
    Face("SourceSans3VF-Upright.ttf", weights=(400, 600)),
)


def subset(folder: Path, face: Face) -> None:
    options = Options(
        flavor="woff2",
        layout_features=["kern", *face.features],
        hinting=False,  # screens have been fine enough for years
        name_IDs=list(_NAMES),
        drop_tables=["DSIG", "meta", "FFTM", "BASE"],
    )
    font = load_font(str(folder / face.source), options)
    if face.has_old_figures:
        _set_old_figures(font)
    _cut(font, options)
    if face.weights is not None:
        _limit(font, face.weights)
    else:
        draw_whole(font, shown_glyphs(font))
        _cut(font, options)
    pack_kerning(font)
    _rename(font)
    save_font(font, str(folder / face.small), options)


def _cut(font: TTFont, options: Options) -> None:
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(RANGE))
    subsetter.subset(font)


def _set_old_figures(font: TTFont) -> None:
    layout = font["GSUB"].table
    records = layout.FeatureList.FeatureRecord
    numbers = {
        n for each in records if each.FeatureTag == "onum" for n in each.Feature.LookupListIndex
    }
    old: dict[str, str] = {}
    for number in numbers:
        for table in layout.LookupList.Lookup[number].SubTable:
            old |= getattr(table, "ExtSubTable", table).mapping
    for table in font["cmap"].tables:
        for code in map(ord, digits):
            if code in table.cmap:
                table.cmap[code] = old.get(table.cmap[code], table.cmap[code])


def _limit(font: TTFont, weights: tuple[int, int]) -> None:
    """The lightest weight becomes the one that the outlines are drawn in."""
    lightest, heaviest = weights
    instantiateVariableFont(font, {"wght": (lightest, lightest, heaviest)}, inplace=True)
    for table in {"HVAR", "MVAR", "STAT"} & set(font.keys()):  # the outlines tell widths as well
        del font[table]
    for name in font.getGlyphOrder():
        for part in getattr(font["glyf"][name], "components", ()):
            part.flags &= ~USE_MY_METRICS  # of a letter and its accent, the letter knows its width
    font["fvar"].instances = []
    font["fvar"].axes[0].axisNameID = _FAMILY
    font["name"].names = [each for each in font["name"].names if each.nameID in _NAMES]


def _rename(font: TTFont) -> None:
    """A changed font may not bear the reserved name of its original (OFL 1.1, condition 3)."""
    for record in font["name"].names:
        if record.nameID == _FAMILY:
            record.string = "Domov"


def main(folder: Path) -> None:
    for face in FACES:
        subset(folder, face)
    sys.stdout.write(f"{folder}: {len(FACES)} small fonts for the web\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
