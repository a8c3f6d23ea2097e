"""Words and a filter in, the pictures of the library that they mean out, newest first."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.database.blobs import Blobs
from mitdomov.editorial.media.model import MediaItem
from mitdomov.editorial.media.sharpness import SHARP_DPI, Where, dpi_at
from mitdomov.editorial.media.uses import Use, uses


class Filter(StrEnum):
    """As addresses spell them."""

    EVERY = ""
    UNDESCRIBED = "bez-popisu"
    UNCREDITED = "bez-autora"
    UNUSED = "nepouzite"
    BLURRED = "neostre"
    DELETED = "smazane"


@dataclass(frozen=True, slots=True)
class Found:
    item: MediaItem
    uses: Sequence[Use]

    @property
    def is_undescribed(self) -> bool:
        return not self.item.alt

    @property
    def is_uncredited(self) -> bool:
        return not (self.item.credit and self.item.licence)

    @property
    def is_blurred(self) -> bool:
        """Where it is printed, or in a column while it is printed nowhere."""
        places = {use.where for use in self.uses if use.news_id is None} or {Where.FIGURE}
        return any(
            dpi_at(where, self.item.width_px, self.item.height_px) < SHARP_DPI for where in places
        )


def library(
    session: Session, blobs: Blobs, words: str = "", kind: Filter = Filter.EVERY
) -> list[Found]:
    """Every one of `words` is in the file's name, the description, the caption or the credit,
    whatever its case and diacritics.
    """
    used: Mapping[int, Sequence[Use]] = uses(session, blobs)
    query = select(MediaItem).order_by(MediaItem.created_at.desc(), MediaItem.id.desc())
    wanted = _folded(words).split()
    found = (Found(item, used.get(item.id, ())) for item in session.scalars(query))
    return [each for each in found if _is_of(each, kind) and _has(each.item, wanted)]


def _is_of(found: Found, kind: Filter) -> bool:
    if (found.item.deleted_at is not None) is not (kind is Filter.DELETED):
        return False
    return {
        Filter.UNDESCRIBED: found.is_undescribed,
        Filter.UNCREDITED: found.is_uncredited,
        Filter.UNUSED: not found.uses,
        Filter.BLURRED: found.is_blurred,
    }.get(kind, True)


def _has(item: MediaItem, wanted: Sequence[str]) -> bool:
    text = _folded(" ".join((item.file, item.alt, item.caption, item.credit)))
    return all(word in text for word in wanted)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()
