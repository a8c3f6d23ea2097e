"""The profile that all issues share: as editors have it now, and changed without losing a change.

Whoever saves names the profile that they began from. When the part they changed was changed by
somebody else meanwhile, nothing is written and both are shown.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeAlias

from sqlalchemy.orm import Session

from mitdomov.database.blobs import BlobDamagedError, Blobs
from mitdomov.editorial.model import PublicationRecord
from mitdomov.magazine.findings import FolderError
from mitdomov.magazine.folder.reading import read_publication
from mitdomov.magazine.folder.writing import write_publication
from mitdomov.magazine.model import HelpBox, Publication

Part: TypeAlias = Callable[[Publication], object]
"""What of a publication one form changes."""


@dataclass(frozen=True, slots=True)
class Profile:
    publication: Publication
    sha256: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ProfileSaved:
    is_changed: bool


@dataclass(frozen=True, slots=True)
class ProfileConflict:
    """Somebody changed the same part meanwhile; nothing was written."""

    current: Profile


def is_founded(session: Session) -> bool:
    """Whether there is a publication, readable or not."""
    return session.get(PublicationRecord, 1) is not None


def found(session: Session, blobs: Blobs, publication: Publication, at: datetime) -> bool:
    """Makes it the publication of an empty instance; whether there was none yet.

    Nobody has confirmed its help box. Raises `FolderError` when it could not be read again.
    """
    if is_founded(session):
        return False
    data = write_publication(replace(publication, help_box=unconfirmed(publication.help_box)))
    read_publication(data)
    session.add(PublicationRecord(sha256=blobs.put(data), updated_at=at))
    return True


def held_profile(session: Session, blobs: Blobs) -> Profile | None:
    """None before it is founded or imported; raises `BlobDamagedError` and `FolderError`."""
    record = session.get(PublicationRecord, 1)
    if record is None:
        return None
    publication = read_publication(blobs.get(record.sha256))
    return Profile(publication, record.sha256, record.updated_at)


def save_part(
    session: Session,
    blobs: Blobs,
    change: Callable[[Publication], Publication],
    part: Part,
    *,
    base_sha256: str,
    at: datetime,
) -> ProfileSaved | ProfileConflict:
    """`change` makes the new publication of the one that holds; `part` tells what it changes.

    Issues under edit have the new publication at once, which voids their approvals; published
    ones stay as they went out until they are published again, or `helping` renews their contacts.
    Raises `LookupError` before there
    is a publication.
    """
    held = held_profile(session, blobs)
    if held is None:
        raise LookupError("there is no publication yet")
    if held.sha256 != base_sha256 and _was_changed(blobs, base_sha256, held.publication, part):
        return ProfileConflict(held)
    changed = _keeping_confirmation(held.publication, change(held.publication))
    if changed == held.publication:
        return ProfileSaved(is_changed=False)
    record = session.get_one(PublicationRecord, 1)
    record.sha256, record.updated_at = blobs.put(write_publication(changed)), at
    return ProfileSaved(is_changed=True)


def confirmed(publication: Publication, by: str, on: date) -> Publication:
    """Somebody has called: the contacts of the help box are right."""
    box = replace(publication.help_box, confirmed_on=on, confirmed_by=by)
    return replace(publication, help_box=box)


def _keeping_confirmation(before: Publication, after: Publication) -> Publication:
    """Nobody has confirmed contacts that were changed since."""
    if unconfirmed(before.help_box) == unconfirmed(after.help_box):
        return after
    return replace(after, help_box=unconfirmed(after.help_box))


def unconfirmed(box: HelpBox) -> HelpBox:
    """What readers see of it."""
    return replace(box, confirmed_on=None, confirmed_by="")


def _was_changed(blobs: Blobs, base_sha256: str, held: Publication, part: Part) -> bool:
    try:
        base = read_publication(blobs.get(base_sha256))
    except (BlobDamagedError, FolderError):
        return True
    return part(base) != part(held)
