"""A picture of the library and what is to become of it in; the picture changed, or why not, out.

Texts name a picture by its file, so that a change shows everywhere; what it was is kept.
"""

import dataclasses
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.accounts import audit
from mitdomov.accounts.audit import Actor
from mitdomov.database.blobs import Blobs
from mitdomov.database.store import Store
from mitdomov.editorial.articles import mark_changed
from mitdomov.editorial.media.encoding import encode
from mitdomov.editorial.media.library import Crop, Labels, Refused, subject
from mitdomov.editorial.media.model import MediaItem, MediaVersion
from mitdomov.editorial.media.uses import Use, uses
from mitdomov.editorial.model import IssueRecord
from mitdomov.magazine.imaging.focus import with_focus
from mitdomov.magazine.pictures import NormalPicture, measure

_KEPT_FIELDS: Final = (
    *("source_sha256", "sha256", "upload_sha256", "media_type", "width_px", "height_px"),
    *("size_bytes", "credit", "licence", "focus_x", "focus_y"),
    *("crop_left", "crop_top", "crop_width", "crop_height"),
)
LEAST_SHARE: Final = 0.02
"""Of the source's width and height; a narrower crop is a slip of the mouse."""


@dataclass(frozen=True, slots=True)
class Outdated:
    """Somebody changed the picture since `base_version`; nothing was written."""

    current: MediaItem


@dataclass(frozen=True, slots=True)
class InUse:
    """The picture stays, because these show it."""

    uses: Sequence[Use]


@dataclass(frozen=True, slots=True)
class Focus:
    """What must stay in sight, in shares of the source from 0 (left, top) to 1."""

    x: float
    y: float


MIDDLE: Final = Focus(0.5, 0.5)
"""Where frames cut on all sides alike; not marked in the picture."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What artefacts are made from."""

    sha256: str
    media_type: str
    width_px: int
    height_px: int
    size_bytes: int


def label(
    session: Session, media_id: int, base_version: int, labels: Labels, actor: Actor, at: datetime
) -> MediaItem | Outdated:
    item = session.get_one(MediaItem, media_id)
    if all(getattr(item, name) == getattr(labels, name) for name in Labels.__slots__):
        return item
    if item.version != base_version:
        return Outdated(item)
    for name in Labels.__slots__:
        setattr(item, name, getattr(labels, name))
    _touch(item, actor, at)
    audit.record(
        session,
        actor,
        "picture-described",
        subject(item),
        f"Popis a práva obrázku {item.file}.",
        at,
    )
    return item


def cut(
    store: Store,
    media_id: int,
    base_version: int,
    crop: Crop | None,
    focus: Focus,
    actor: Actor,
    at: datetime,
) -> MediaItem | Outdated | Refused:
    """Sets the crop of the source, or shows it whole again, and what must stay in sight."""
    with store.reading() as session:
        item = session.get_one(MediaItem, media_id)
    if crop_of(item) == crop and (item.focus_x, item.focus_y) == (focus.x, focus.y):
        return item
    look = _look(store.blobs, item.source_sha256, crop, focus)
    if isinstance(look, Refused):
        return look
    with store.writing() as session:
        item = session.get_one(MediaItem, media_id)
        if item.version != base_version:
            return Outdated(item)
        _keep_version(session, item, actor, at)
        _show(item, look)
        _set_crop(item, crop)
        _mark_issues(session, store.blobs, item, at)
        item.focus_x, item.focus_y = focus.x, focus.y
        _touch(item, actor, at)
        audit.record(
            session, actor, "picture-cropped", subject(item), f"Výřez obrázku {item.file}.", at
        )
        return item


def replace(
    store: Store,
    media_id: int,
    data: bytes,
    *,
    credit: str,
    licence: str,
    actor: Actor,
    at: datetime,
) -> MediaItem | Refused:
    """Another picture under the same name, uncropped; texts show it from now on."""
    picture = encode(data)
    if isinstance(picture, Refused):
        return picture
    look = _encoded_look(store.blobs, picture)
    labels = Labels(credit=credit, licence=licence)
    with store.writing() as session:
        item = session.get_one(MediaItem, media_id)
        if item.source_sha256 == look.sha256:
            return Refused("Je to tentýž obrázek; vyberte soubor, který jej má nahradit.")
        _keep_version(session, item, actor, at)
        item.source_sha256 = look.sha256
        item.upload_sha256 = hashlib.sha256(data).hexdigest()
        item.credit, item.licence = labels.credit, labels.licence
        item.focus_x = item.focus_y = 0.5
        _show(item, look)
        _set_crop(item, None)
        _mark_issues(session, store.blobs, item, at)
        _touch(item, actor, at)
        audit.record(
            session, actor, "picture-replaced", subject(item), f"Obrázek {item.file} nahrazen.", at
        )
        return item


def versions(session: Session, media_id: int) -> Sequence[MediaVersion]:
    """Newest first."""
    query = select(MediaVersion).where(MediaVersion.media_id == media_id)
    return session.scalars(query.order_by(MediaVersion.number.desc())).all()


def bring_back(
    session: Session, blobs: Blobs, media_id: int, number: int, actor: Actor, at: datetime
) -> MediaItem | None:
    """Makes the picture what it was in version `number`; nothing when there was none."""
    item = session.get_one(MediaItem, media_id)
    version = session.scalar(
        select(MediaVersion).where(MediaVersion.media_id == media_id, MediaVersion.number == number)
    )
    if version is None:
        return None
    _keep_version(session, item, actor, at)
    for name in _KEPT_FIELDS:
        setattr(item, name, getattr(version, name))
    _mark_issues(session, blobs, item, at)
    _touch(item, actor, at)
    sentence = f"Obrázek {item.file} vrácen do podoby z verze {number}."
    audit.record(session, actor, "picture-brought-back", subject(item), sentence, at)
    return item


def throw_away(
    session: Session, blobs: Blobs, media_id: int, actor: Actor, at: datetime
) -> MediaItem | InUse:
    """Its bytes stay, so that it can be taken back."""
    item = session.get_one(MediaItem, media_id)
    found = uses(session, blobs).get(media_id, ())
    if found:
        return InUse(found)
    if item.deleted_at is None:
        item.deleted_at = at
        _touch(item, actor, at)
        audit.record(
            session, actor, "picture-deleted", subject(item), f"Obrázek {item.file} smazán.", at
        )
    return item


def take_back(session: Session, media_id: int, actor: Actor, at: datetime) -> MediaItem:
    item = session.get_one(MediaItem, media_id)
    if item.deleted_at is not None:
        item.deleted_at = None
        _touch(item, actor, at)
        sentence = f"Vráceno do knihovny: {item.file}."
        audit.record(session, actor, "picture-taken-back", subject(item), sentence, at)
    return item


def _touch(item: MediaItem, actor: Actor, at: datetime) -> None:
    item.version += 1
    item.updated_at, item.updated_by = at, actor.account_id


def _keep_version(session: Session, item: MediaItem, actor: Actor, at: datetime) -> None:
    kept = {name: getattr(item, name) for name in _KEPT_FIELDS}
    session.add(
        MediaVersion(
            media_id=item.id,
            number=item.version,
            ended_at=at,
            ended_by=actor.account_id,
            **kept,
        )
    )


def _look(blobs: Blobs, source_sha256: str, crop: Crop | None, focus: Focus) -> _Look | Refused:
    source = blobs.get(source_sha256)
    if crop is None and focus == MIDDLE:
        size = measure(source)
        return _Look(source_sha256, size.media_type, size.width_px, size.height_px, len(source))
    picture = encode(source, crop)
    if isinstance(picture, Refused):
        return picture
    if focus != MIDDLE:
        marked = with_focus(picture.data, _within(crop, focus))
        picture = dataclasses.replace(picture, data=marked)
    return _encoded_look(blobs, picture)


def _within(crop: Crop | None, focus: Focus) -> tuple[float, float]:
    """The point in shares of the cropped picture."""
    if crop is None:
        return focus.x, focus.y
    across = (focus.x - crop.left) / crop.width
    down = (focus.y - crop.top) / crop.height
    return min(max(across, 0.0), 1.0), min(max(down, 0.0), 1.0)


def _encoded_look(blobs: Blobs, picture: NormalPicture) -> _Look:
    return _Look(
        blobs.put(picture.data),
        picture.media_type,
        picture.width_px,
        picture.height_px,
        len(picture.data),
    )


def _show(item: MediaItem, look: _Look) -> None:
    item.sha256, item.media_type = look.sha256, look.media_type
    item.width_px, item.height_px = look.width_px, look.height_px
    item.size_bytes = look.size_bytes


def crop_of(item: MediaItem) -> Crop | None:
    shares = (item.crop_left, item.crop_top, item.crop_width, item.crop_height)
    left, top, width, height = shares
    if left is None or top is None or width is None or height is None:
        return None
    return Crop(left, top, width, height)


def _set_crop(item: MediaItem, crop: Crop | None) -> None:
    item.crop_left = crop.left if crop else None
    item.crop_top = crop.top if crop else None
    item.crop_width = crop.width if crop else None
    item.crop_height = crop.height if crop else None


def _mark_issues(session: Session, blobs: Blobs, item: MediaItem, at: datetime) -> None:
    """Issues that show the picture are no longer what was approved or published."""
    numbers = {use.issue_number for use in uses(session, blobs).get(item.id, ())} - {""}
    query = select(IssueRecord.id).where(IssueRecord.number.in_(numbers))
    for issue_id in session.scalars(query).all():
        mark_changed(session, issue_id, at)
