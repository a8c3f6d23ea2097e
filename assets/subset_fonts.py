"""Whole fonts of assets/dist/fonts in; small ones for the web beside them out, as `*.cs.woff2`.

A page needs a few hundred of a font's thousands of glyphs. The small file holds what Czech is
written with, all of it in one file, so that kerning between plain and accented letters stays; the
style sheet names the whole file for any other letter, and browsers fetch it only when one occurs.

usage: python assets/subset_fonts.py FOLDER
"""

import sys
from pathlib import Path
from typing import Final

from fontTools.subset import Options, Subsetter, load_font, parse_unicodes, save_font

RANGE: Final = (
    "20-7E,A0,A7,A9,AB,AD,B0-B3,B7,BB,BD,D7,C1,C9,CD,D3,DA,DD,E1,E9,ED,F3,FA,FD,C4,D6,DC,DF,E4,F6,FC,"
    "10C-10F,11A-11B,147-148,158-159,160-161,164-165,16E-16F,17D-17E,"
    "2009,200C,2011,2013,2014,2018,201A,201C,201E,2026,202F,2030,20AC,2190-2193,2212,25B8,25BE"
)
"""Code points; the style sheets of the web write the same as `unicode-range`."""

_FEATURES: Final = {
    "SourceSerif4-Regular.ttf": ["kern", "locl", "liga", "onum", "lnum"],
    "SourceSerif4-It.ttf": ["kern", "locl", "onum", "lnum"],
    "SourceSerif4Display-Semibold.ttf": ["kern", "locl", "onum", "lnum"],
    "SourceSans3-Regular.ttf": ["kern", "locl", "lnum", "tnum"],
    "SourceSans3-Semibold.ttf": ["kern", "locl", "lnum", "tnum"],
}
"""What the style sheets ask of each font, and no more."""


def subset(source: Path, features: list[str], target: Path) -> None:
    options = Options(
        flavor="woff2",
        layout_features=features,
        hinting=False,  # screens have been fine enough for years
        name_IDs=[1, 2, 13, 14],  # the family and its licence
        drop_tables=["DSIG", "meta", "FFTM"],
    )
    font = load_font(str(source), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(RANGE))
    subsetter.subset(font)
    save_font(font, str(target), options)


def main(folder: Path) -> None:
    for name, features in _FEATURES.items():
        subset(folder / name, features, folder / name.replace(".ttf", ".cs.woff2"))
    sys.stdout.write(f"{folder}: {len(_FEATURES)} small fonts for the web\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
