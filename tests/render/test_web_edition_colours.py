"""Every pair of text and ground that the magazine uses can be read (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re

import pytest

from mitdomov import places
from mitdomov.render.drawing.palette import DARK, LAMP, LIGHT, MASTHEAD, POSTER, contrast

SHEETS = sorted((places.TEMPLATES / "web" / "edition").glob("*.css"))
CSS = "".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS)
TEXTS = ("text", "quiet", "link", "night", "brick", "teal", "moss", "ochre", "plum")
GROUNDS = ("ground", "panel")
INK = LIGHT["text"]


def test_contrast_follows_the_norm() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_can_be_read(palette: dict[str, str], text: str, ground: str) -> None:
    assert contrast(palette[text], palette[ground]) >= 4.5


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("#FFFFFF", MASTHEAD),
        ("#FFFFFF", POSTER),
        ("#FFFFFF", "#1B2A52"),
        (INK, LAMP),
        (INK, "#F7CF85"),
        (LAMP, MASTHEAD),
    ],
)
def test_text_on_painted_grounds_can_be_read(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5


def test_the_style_sheet_of_the_web_has_the_colours_of_the_palette() -> None:
    light, dark = re.findall(r":root \{([^}]*)\}", CSS)[:2]
    assert _variables(light).items() >= LIGHT.items()
    assert _variables(dark).items() == DARK.items()


def test_the_style_sheet_names_no_other_colour() -> None:
    """A colour outside the palette would be one whose contrast nobody has checked."""
    body = re.sub(r":root \{[^}]*\}", "", CSS)
    hairline = "#FFFFFF33"
    known = {"#FFFFFF", INK, MASTHEAD, "#24386B00", "#F7CF85", "#000000", hairline}
    assert set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", body)) <= known


def test_a_target_that_is_lit_can_still_be_read() -> None:
    """A block reached by its anchor stands on 28 % of lamp over the ground."""
    for palette in (LIGHT, DARK):
        mixed = _mixed(LAMP, palette["ground"], 0.28)
        assert contrast(palette["text"], mixed) >= 4.5
        assert contrast(palette["link"], mixed) >= 4.5


def _variables(rule: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z]+): (#[0-9A-F]{6})", rule))


def _mixed(first: str, second: str, share: float) -> str:
    channels = (
        round(int(first[i : i + 2], 16) * share + int(second[i : i + 2], 16) * (1 - share))
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02X}" for channel in channels)
