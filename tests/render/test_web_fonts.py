"""Small fonts hold what the style sheet promises of them, and what Czech is written with."""

import re
from functools import lru_cache
from io import BytesIO

import pytest
from fontTools.subset import parse_unicodes
from fontTools.ttLib import TTFont
from PIL import ImageFont

from assets.subset_fonts import FACES, RANGE, Face
from mitdomov import places
from mitdomov.render.web.companions import FONTS

STYLES = (places.TEMPLATES / "web" / "edition" / "fonts.css").read_text()
FACE = re.compile(r"url\((fonts/[^)]+)\).*unicode-range: ([^;]+);")
CZECH = "aábcčdďeéěfghiíjklmnňoópqrřsštťuúůvwxyýzž"
OF_TEXT = CZECH + CZECH.upper() + "„“‚‘–—….,:;!?()0123456789 "
SMALL = tuple(name for name in FONTS if ".cs." in name)
WHOLE = {
    "SourceSans3VF-Upright.ttf": {400: "SourceSans3-Regular.ttf", 600: "SourceSans3-Semibold.ttf"}
}
"""The still fonts that a varying one stands for, by weight."""
NO_LIGATURES = ["-liga"]
"""What the small fonts do without, save for the text face."""


def letters(name: str) -> set[int]:
    return set(TTFont(BytesIO((places.ASSETS / name).read_bytes())).getBestCmap())


def test_every_font_of_the_edition_is_used_by_its_styles() -> None:
    assert {name for name, _ in FACE.findall(STYLES)} == set(FONTS)
    assert {f"fonts/{face.small}" for face in FACES} == set(SMALL)


@pytest.mark.parametrize("face", FACES)
def test_small_font_has_all_that_its_whole_font_has_of_its_range(face: Face) -> None:
    """Otherwise a browser would show a letter of another face, though there is one in the whole."""
    small = f"fonts/{face.small}"
    declared = parse_unicodes(dict(FACE.findall(STYLES))[small].replace("U+", ""))
    assert set(declared) == set(parse_unicodes(RANGE))
    assert letters(small) >= letters(f"fonts/{face.source}") & set(declared)


@pytest.mark.parametrize("name", SMALL)
def test_small_font_writes_czech(name: str) -> None:
    assert {ord(each) for each in OF_TEXT} <= letters(name)


@lru_cache
def drawn(name: str, weight: int | None = None) -> ImageFont.FreeTypeFont:
    """At a size that makes a unit of the font a pixel."""
    font = TTFont(places.FONTS / name)
    font.flavor = None
    plain = BytesIO()
    font.save(plain)
    plain.seek(0)
    found = ImageFont.truetype(plain, 1000, layout_engine=ImageFont.Layout.RAQM)
    if weight is not None:
        found.set_variation_by_axes([weight])
    return found


@pytest.mark.parametrize("face", [each for each in FACES if each.weights is None])
def test_small_font_sets_every_pair_as_its_whole_font_does(face: Face) -> None:
    """Widths and kerning, with old-style figures as in texts, to the unit."""
    features = ["onum"] if "liga" in face.features else ["onum", *NO_LIGATURES]
    small, whole = drawn(face.small), drawn(face.source)
    for pair in (one + other for one in OF_TEXT for other in OF_TEXT):
        assert small.getlength(pair, features=features) == whole.getlength(
            pair, features=features
        ), pair


@pytest.mark.parametrize("weight", [400, 600])
def test_varying_font_sets_every_pair_as_the_still_ones_do(weight: int) -> None:
    """Within rounding: three thousandths of a letter's height."""
    face = next(each for each in FACES if each.weights)
    small, whole = drawn(face.small, weight), drawn(WHOLE[face.source][weight])
    for pair in (one + other for one in OF_TEXT for other in OF_TEXT):
        apart = small.getlength(pair) - whole.getlength(pair, features=NO_LIGATURES)
        assert abs(apart) <= 3, pair


@pytest.mark.parametrize("name", SMALL)
def test_changed_font_bears_no_reserved_name_and_tells_its_licence(name: str) -> None:
    """SIL Open Font License 1.1, conditions 2 and 3."""
    names = TTFont(places.ASSETS / name)["name"]
    assert names.getDebugName(1) == "Domov"
    assert "Adobe" in names.getDebugName(0)
    assert names.getDebugName(14).endswith("/OFL")
