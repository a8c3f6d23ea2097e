"""A picture from outside in, an item of the library out: encoded anew, bare, safely named."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mitdomov.accounts import audit
from mitdomov.accounts.audit import Actor
from mitdomov.accounts.model import Account
from mitdomov.database.store import Store
from mitdomov.document.normal_inlines import normal_text
from mitdomov.editorial.media.encoding import Crop, Refused, encode
from mitdomov.editorial.media.model import MediaItem
from mitdomov.editorial.media.names import free_name
from mitdomov.magazine.pictures import NormalPicture

__all__ = ["Crop", "Labels", "Refused", "Taken", "add_picture", "subject", "take_picture"]

_MAX_LABEL_CHARS: Final = 1000


@dataclass(frozen=True, slots=True)
class Labels:
    """What is said about a picture, and offered wherever it is put into a text."""

    alt: str = ""
    caption: str = ""
    credit: str = ""
    licence: str = ""

    def __post_init__(self) -> None:
        for name in self.__slots__:
            plain = normal_text(getattr(self, name))[:_MAX_LABEL_CHARS]
            object.__setattr__(self, name, plain)


@dataclass(frozen=True, slots=True)
class Taken:
    item: MediaItem
    is_known: bool
    """Whether the same file had come before; nothing was added then."""


def add_picture(
    store: Store,
    data: bytes,
    *,
    name: str,
    by: int | None,
    at: datetime,
    alt: str = "",
    caption: str = "",
    credit: str = "",
    licence: str = "",
) -> MediaItem | Refused:
    """The item that holds `data`, a new one unless the same file came before.

    `name` is the file's name as it came. Opens transactions of its own.
    """
    labels = Labels(alt, caption, credit, licence)
    taken = take_picture(store, data, name=name, by=by, at=at, labels=labels)
    return taken if isinstance(taken, Refused) else taken.item


def take_picture(
    store: Store, data: bytes, *, name: str, by: int | None, at: datetime, labels: Labels
) -> Taken | Refused:
    """`add_picture`, and whether the file was known."""
    upload_sha256 = hashlib.sha256(data).hexdigest()
    with store.reading() as session:
        is_known = _known(session, upload_sha256) is not None
    picture = None if is_known else encode(data)
    if isinstance(picture, Refused):
        return picture
    sha256 = store.blobs.put(picture.data) if picture else ""
    with store.writing() as session:
        actor = actor_of(session, by)
        found = _known(session, upload_sha256, sha256)
        if found is not None:
            _complete(session, found, labels, actor, at)
            return Taken(found, is_known=True)
        if picture is None:
            raise RuntimeError("Obrázek mezitím z knihovny zmizel; nahrajte jej znovu.")
        item = _item(session, picture, name, sha256, upload_sha256, labels)
        item.created_at = item.updated_at = at
        item.updated_by = actor.account_id
        session.add(item)
        session.flush()
        audit.record(session, actor, "picture-added", subject(item), f"Nahráno: {item.file}.", at)
        return Taken(item, is_known=False)


def subject(item: MediaItem) -> str:
    """How the audit log names the picture."""
    return f"media:{item.id}"


def actor_of(session: Session, account_id: int | None) -> Actor:
    account = session.get(Account, account_id) if account_id is not None else None
    return Actor(account.name, account.id) if account else audit.PROGRAM


def _item(
    session: Session,
    picture: NormalPicture,
    name: str,
    sha256: str,
    upload_sha256: str,
    labels: Labels,
) -> MediaItem:
    return MediaItem(
        file=free_name(session, name, picture.media_type),
        source_sha256=sha256,
        sha256=sha256,
        upload_sha256=upload_sha256,
        media_type=picture.media_type,
        width_px=picture.width_px,
        height_px=picture.height_px,
        size_bytes=len(picture.data),
        alt=labels.alt,
        caption=labels.caption,
        credit=labels.credit,
        licence=labels.licence,
    )


def _known(session: Session, upload_sha256: str, sha256: str = "") -> MediaItem | None:
    """The item made of the same file, or whose source is the very same picture."""
    sources = {upload_sha256, sha256} - {""}
    return session.scalars(
        select(MediaItem)
        .where(or_(MediaItem.upload_sha256 == upload_sha256, MediaItem.source_sha256.in_(sources)))
        .order_by(MediaItem.deleted_at.is_not(None), MediaItem.id)
        .limit(1)
    ).first()


def _complete(
    session: Session, item: MediaItem, labels: Labels, actor: Actor, at: datetime
) -> None:
    """What is missing is filled in, what stands there stays; one thrown away comes back."""
    for name in Labels.__slots__:
        if not getattr(item, name):
            setattr(item, name, getattr(labels, name))
    if item.deleted_at is None:
        return
    item.deleted_at, item.updated_at, item.updated_by = None, at, actor.account_id
    audit.record(
        session,
        actor,
        "picture-taken-back",
        subject(item),
        f"Vráceno do knihovny: {item.file}.",
        at,
    )
