"""The names by which an issue's texts call pictures in, the pictures of the library out."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mitdomov.database.blobs import Blobs
from mitdomov.editorial.media.model import IssuePicture, MediaItem
from mitdomov.editorial.model import IssueRecord
from mitdomov.magazine.folder import paths
from mitdomov.magazine.pictures import PictureSize, measure


def names_of_pictures(
    session: Session, issue: IssueRecord, shown: Collection[str]
) -> dict[str, str]:
    """The SHA-256 by path of every picture that the issue's folder brought, and of those among
    `shown` that the library has."""
    brought = dict(
        session.execute(
            select(IssuePicture.file, MediaItem.sha256)
            .join(MediaItem, MediaItem.id == IssuePicture.media_id)
            .where(IssuePicture.issue_id == issue.id)
        ).all()
    )
    wanted = set(shown) - brought.keys()
    found = select(MediaItem.file, MediaItem.sha256).where(
        MediaItem.file.in_(wanted), MediaItem.deleted_at.is_(None)
    )
    library = dict(session.execute(found).all()) if wanted else {}
    return {
        f"{paths.IMAGES}/{file}": sha256 for file, sha256 in sorted({**library, **brought}.items())
    }


def media_named(session: Session, file: str, issue_id: int | None) -> MediaItem | None:
    """The picture that texts of the issue, or of the pool, mean by `file`."""
    if issue_id is not None:
        brought = session.scalar(
            select(MediaItem)
            .join(IssuePicture, IssuePicture.media_id == MediaItem.id)
            .where(IssuePicture.issue_id == issue_id, IssuePicture.file == file)
        )
        if brought is not None:
            return brought
    query = select(MediaItem).where(MediaItem.file == file, MediaItem.deleted_at.is_(None))
    return session.scalar(query)


@dataclass(frozen=True, slots=True)
class Brought:
    """A picture of a folder; its bytes are in the blobs."""

    sha256: str
    size: PictureSize
    size_bytes: int


def keep_picture(blobs: Blobs, data: bytes) -> Brought:
    """Raises `PictureError`."""
    return Brought(blobs.put(data), measure(data), len(data))


def take_pictures(
    session: Session, issue: IssueRecord, pictures: Mapping[str, Brought], at: datetime
) -> None:
    """Lets the issue's folder bring exactly these pictures, by their names in it."""
    kept = {
        path.removeprefix(f"{paths.IMAGES}/"): sha256
        for path, sha256 in names_of_pictures(session, issue, ()).items()
    }
    same = {
        file
        for file, sha256 in kept.items()
        if file in pictures and pictures[file].sha256 == sha256
    }
    session.execute(
        delete(IssuePicture).where(
            IssuePicture.issue_id == issue.id, IssuePicture.file.in_(kept.keys() - same)
        )
    )
    for file in sorted(pictures.keys() - same):
        item = _same_picture(session, pictures[file].sha256) or _new_item(
            session, file, pictures[file], at
        )
        session.add(IssuePicture(issue_id=issue.id, file=file, media_id=item.id))
    session.flush()


def free_name(file: str, taken: Iterable[str]) -> str:
    """`file`, with a number before its extension while it is `taken`."""
    known = {*taken}
    stem, dot, extension = file.rpartition(".")
    number, found = 1, file
    while found in known:
        number += 1
        found = f"{stem}-{number}{dot}{extension}" if stem else f"{extension}-{number}"
    return found


def _same_picture(session: Session, sha256: str) -> MediaItem | None:
    query = select(MediaItem).where(MediaItem.sha256 == sha256, MediaItem.deleted_at.is_(None))
    return session.scalars(query.order_by(MediaItem.id)).first()


def _new_item(session: Session, file: str, brought: Brought, at: datetime) -> MediaItem:
    item = MediaItem(
        file=free_name(file, session.scalars(select(MediaItem.file))),
        source_sha256=brought.sha256,
        sha256=brought.sha256,
        media_type=brought.size.media_type,
        width_px=brought.size.width_px,
        height_px=brought.size.height_px,
        size_bytes=brought.size_bytes,
        created_at=at,
        updated_at=at,
    )
    session.add(item)
    session.flush()
    return item
