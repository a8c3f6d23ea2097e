"""Saving and publishing of events, materials and webinars: a row and an act in, the row changed.

Readers see what is saved at once when the thing is published; each change counts in `revision`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.bulletin.listings.model import Listed, ListingState
from mitdomov.magazine.slugs import slug_of_title

L = TypeVar("L", bound=Listed)

_RESERVED: Final = ("kalendar",)
"""Taken by a page of the site's own."""


def add(session: Session, item: L, at: datetime) -> L:
    """A draft; `item` is new and has a title."""
    item.slug = _free_slug(session, item, item.title)
    item.state = ListingState.DRAFT
    item.revision = 0
    item.created_at = item.updated_at = at
    session.add(item)
    session.flush()
    return item


def change(session: Session, item: Listed, values: Mapping[str, object], at: datetime) -> bool:
    """Whether anything changed; what did not is neither dated nor counted."""
    changed = {name: value for name, value in values.items() if getattr(item, name) != value}
    if not changed:
        return False
    for name, value in changed.items():
        setattr(item, name, value)
    if "title" in changed and not item.was_published:
        item.slug = _free_slug(session, item, item.title)
    touch(item, at)
    return True


def touch(item: Listed, at: datetime) -> None:
    """Counts a change; calendars tell by it that their copy is old."""
    item.revision += 1
    item.updated_at = at


def put_into_state(item: Listed, state: ListingState, at: datetime) -> None:
    """Shows it, calls it off, or takes it off the site."""
    item.state = state
    if item.is_shown and item.published_at is None:
        item.published_at = at
    touch(item, at)


def shown(session: Session, model: type[L]) -> list[L]:
    """What readers see, the newest first."""
    query = select(model).where(model.state != ListingState.DRAFT)
    return list(session.scalars(query.order_by(model.published_at.desc(), model.id.desc())))


def by_slug(session: Session, model: type[L], slug: str) -> L | None:
    """Drafts too: whoever asks for readers looks at the state."""
    return session.scalars(select(model).where(model.slug == slug)).one_or_none()


def _free_slug(session: Session, item: Listed, title: str) -> str:
    model = type(item)
    others = select(model.slug)
    if item.id is not None:
        others = others.where(model.id != item.id)
    return slug_of_title(title, {*_RESERVED, *session.scalars(others)})
