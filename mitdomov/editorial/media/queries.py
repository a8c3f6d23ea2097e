"""Words, a filter or a page in, the pictures of the library that they mean out, newest first."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mitdomov.database.blobs import Blobs
from mitdomov.editorial.media.model import IssuePicture, MediaItem
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
    return [each for each in found if _is_of(each, kind) and _has(_texts(each.item), wanted)]


def page_of(session: Session, words: str, *, start: int, most: int) -> tuple[list[MediaItem], int]:
    """At most `most` pictures with `words`, as `library` means them, and how many there are in all.

    For choosing one while typing: asks for no uses, and fetches no more than it shows.
    """
    kept = MediaItem.deleted_at.is_(None)
    newest = (MediaItem.created_at.desc(), MediaItem.id.desc())
    wanted = _folded(words).split()
    if not wanted:
        query = select(MediaItem).where(kept).order_by(*newest)
        count = session.scalar(select(func.count()).select_from(MediaItem).where(kept)) or 0
        return [*session.scalars(query.offset(start).limit(most))], count
    texts = (MediaItem.id, MediaItem.file, MediaItem.alt, MediaItem.caption, MediaItem.credit)
    rows = session.execute(select(*texts).where(kept).order_by(*newest))
    found = [number for number, *said in rows if _has(said, wanted)]
    return [session.get_one(MediaItem, each) for each in found[start : start + most]], len(found)


def taken_names(session: Session, issue_id: int) -> frozenset[str]:
    """Names of the library under which the issue's folder brought other pictures: in the texts of
    the issue they mean those.
    """
    query = (
        select(MediaItem.file)
        .join(IssuePicture, IssuePicture.file == MediaItem.file)
        .where(IssuePicture.issue_id == issue_id, IssuePicture.media_id != MediaItem.id)
    )
    return frozenset(session.scalars(query))


def _is_of(found: Found, kind: Filter) -> bool:
    if (found.item.deleted_at is not None) is not (kind is Filter.DELETED):
        return False
    return {
        Filter.UNDESCRIBED: found.is_undescribed,
        Filter.UNCREDITED: found.is_uncredited,
        Filter.UNUSED: not found.uses,
        Filter.BLURRED: found.is_blurred,
    }.get(kind, True)


def _texts(item: MediaItem) -> tuple[str, ...]:
    return item.file, item.alt, item.caption, item.credit


def _has(texts: Sequence[str], wanted: Sequence[str]) -> bool:
    text = _folded(" ".join(texts))
    return all(word in text for word in wanted)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()
