"""Small fonts hold what the style sheet promises of them, and what Czech is written with."""

import re
from io import BytesIO

import pytest
from fontTools.subset import parse_unicodes
from fontTools.ttLib import TTFont

from assets.subset_fonts import RANGE
from mitdomov import places
from mitdomov.render.web.edition import FONTS

STYLES = (places.TEMPLATES / "web" / "edition" / "style.css").read_text()
FACE = re.compile(r"url\(fonts/([^)]+)\).*unicode-range: ([^;]+);")
CZECH = "aábcčdďeéěfghiíjklmnňoópqrřsštťuúůvwxyýzž„“‚‘–—…"
SMALL = tuple(name for name in FONTS if ".cs." in name)


def letters(name: str) -> set[int]:
    return set(TTFont(BytesIO((places.FONTS / name).read_bytes())).getBestCmap())


def test_every_font_of_the_edition_is_used_by_its_styles() -> None:
    assert {name for name, _ in FACE.findall(STYLES)} == set(FONTS)


@pytest.mark.parametrize("name", SMALL)
def test_small_font_has_all_that_its_whole_font_has_of_its_range(name: str) -> None:
    """Otherwise a browser would show a letter of another face, though there is one in the whole."""
    declared = parse_unicodes(dict(FACE.findall(STYLES))[name].replace("U+", ""))
    assert set(declared) == set(parse_unicodes(RANGE))
    assert letters(name) >= letters(name.replace(".cs.", ".")) & set(declared)


@pytest.mark.parametrize("name", SMALL)
def test_small_font_writes_czech(name: str) -> None:
    assert {ord(each) for each in CZECH + CZECH.upper()} <= letters(name)


def test_all_small_fonts_together_are_small() -> None:
    assert sum((places.FONTS / name).stat().st_size for name in SMALL) < 60_000
