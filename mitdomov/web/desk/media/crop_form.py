"""The form of a crop: a picture in, its numbers in per cent out; and back, with what is wrong."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mitdomov.editorial.media.changes import LEAST_SHARE, Focus, crop_of
from mitdomov.editorial.media.library import Crop
from mitdomov.editorial.media.model import MediaItem

FIELDS: Final = ("left", "top", "width", "height", "focus_x", "focus_y")
WHOLE: Final = dict(zip(FIELDS, ("0", "0", "100", "100", "50", "50"), strict=True))
_EVERYTHING: Final = Crop(0.0, 0.0, 1.0, 1.0)
_ROUNDING: Final = 1e-9


@dataclass(frozen=True, slots=True)
class CropForm:
    crop: Crop | None
    """Nothing when the picture stays whole, or something is wrong."""
    focus: Focus
    problems: Mapping[str, str]
    """Czech sentences by the names of fields."""


def numbers_of(item: MediaItem) -> dict[str, str]:
    """In per cent, as the form shows them."""
    crop = crop_of(item) or _EVERYTHING
    shares = (crop.left, crop.top, crop.width, crop.height, item.focus_x, item.focus_y)
    return {
        name: f"{100 * share:.1f}".removesuffix(".0")
        for name, share in zip(FIELDS, shares, strict=True)
    }


def read(numbers: Mapping[str, str]) -> CropForm:
    shares = {name: _share(numbers.get(name, "")) for name in FIELDS}
    known = {name: share for name, share in shares.items() if share is not None}
    if len(known) < len(FIELDS):
        wrong = {name: "Napište číslo od 0 do 100." for name in FIELDS if name not in known}
        return CropForm(None, Focus(0.5, 0.5), wrong)
    crop = Crop(known["left"], known["top"], known["width"], known["height"])
    return CropForm(
        None if crop == _EVERYTHING else crop,
        Focus(known["focus_x"], known["focus_y"]),
        _sticking_out(crop),
    )


def _share(text: str) -> float | None:
    """From per cent; nothing when it is no number between 0 and 100."""
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return number / 100 if math.isfinite(number) and 0 <= number <= 100 else None


def _sticking_out(crop: Crop) -> dict[str, str]:
    problems = {}
    if crop.width < LEAST_SHARE or crop.left + crop.width > 1 + _ROUNDING:
        problems["width"] = "Výřez je moc úzký, nebo přesahuje obrázek; změňte šířku nebo kraj."
    if crop.height < LEAST_SHARE or crop.top + crop.height > 1 + _ROUNDING:
        problems["height"] = "Výřez je moc nízký, nebo přesahuje obrázek; změňte výšku nebo kraj."
    return problems
