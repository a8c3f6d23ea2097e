"""The colours of the magazine by name, for light and for dark ground; every text pair ≥ 4.5:1."""

from collections.abc import Mapping
from typing import Final

LIGHT: Final[Mapping[str, str]] = {
    "ground": "#F7F2E9",
    "panel": "#FFFFFF",
    "line": "#D9D2C5",
    "text": "#1F2430",
    "quiet": "#565B66",
    "link": "#24386B",
    "night": "#24386B",
    "brick": "#A63A26",
    "teal": "#1F5C66",
    "moss": "#4E5F22",
    "ochre": "#7E5200",
    "plum": "#6B2D5C",
}

DARK: Final[Mapping[str, str]] = {
    "ground": "#14182A",
    "panel": "#1B2136",
    "line": "#3A4262",
    "text": "#E8E6E0",
    "quiet": "#B4B6C0",
    "link": "#9DB4F0",
    "night": "#9DB4F0",
    "brick": "#E5806B",
    "teal": "#7FC3CD",
    "moss": "#B4C77C",
    "ochre": "#E0B36A",
    "plum": "#DBA3CC",
}

MASTHEAD: Final = "#24386B"
"""Ground of the masthead in light and dark alike; its text is white."""
POSTER: Final = "#A63A26"
"""Ground of the theme's box and of the primary button in light and dark alike."""
LAMP: Final = "#F2B544"
"""A lit window, and what has the focus on a dark ground; never text on white."""


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours `#RRGGBB`, from 1 to 21 (WCAG 2.2, relative luminance)."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
