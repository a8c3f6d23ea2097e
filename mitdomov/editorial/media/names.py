"""The name of an uploaded file in, the safe and unique name of the library's picture out."""

from collections.abc import Collection
from pathlib import PurePosixPath
from typing import Final

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from mitdomov.editorial.media.model import IssuePicture, MediaItem
from mitdomov.magazine.slugs import slug_of_title

_SUFFIXES: Final = {"image/jpeg": ".jpg", "image/png": ".png"}


def free_name(session: Session, name: str, media_type: str) -> str:
    """Lower-case ASCII, without folders; the ending tells the content, whatever `name` said."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    suffix = _SUFFIXES[media_type]
    others = {each.lower() for each in _names(session)}
    taken = {PurePosixPath(each).stem for each in others if each.endswith(suffix)}
    return f"{slug_of_title(stem, taken)}{suffix}"


def _names(session: Session) -> Collection[str]:
    """Also those that folders brought: a text moved to such an issue must not show another
    picture there.
    """
    every = union_all(select(MediaItem.file), select(IssuePicture.file))
    return set(session.scalars(every))
