"""Which lists a reader can choose from, and which she has: rows in, choices for the page out."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from mitdomov.magazine.model import MailingList
from mitdomov.subscribers.choosing import active_lists
from mitdomov.subscribers.model import Subscription
from mitdomov.web.publication import shown_lists


@dataclass(frozen=True, slots=True)
class Choice:
    slug: str
    title: str
    description: str
    is_active: bool


def choices(session: Session, own: Subscription) -> list[Choice]:
    """Every list of the publication, and whatever else the reader behind `own` still has."""
    active = active_lists(session, own.subscriber_id)
    offered = shown_lists(session)
    others = sorted(active - {each.slug for each in offered})
    return [
        Choice(each.slug, each.title, each.description, each.slug in active)
        for each in (*offered, *(MailingList(slug, slug) for slug in others))
    ]


def mask(address: str) -> str:
    """`j•••@example.cz`: enough for its owner, too little for a finder of the link."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}•••@{domain}"
