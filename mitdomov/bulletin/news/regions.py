"""The sections of the news: a slug in, its label and its colour out."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Region:
    slug: str
    title: str
    colour: str
    """One of `render.drawing.palette`, for light and dark alike."""


REGIONS: Final = (
    Region("projekt", "Novinky z projektu", "night"),
    Region("cr", "Novinky z ČR", "teal"),
    Region("svet", "Novinky ze světa", "moss"),
)
"""A region that has been used may be renamed and recoloured; its slug stays."""

_BY_SLUG: Final = {each.slug: each for each in REGIONS}


def region_of(slug: str) -> Region:
    """A slug that is no longer among `REGIONS` stands for itself."""
    return _BY_SLUG.get(slug, Region(slug, "Novinky", "night"))


def is_region(slug: str) -> bool:
    return slug in _BY_SLUG
