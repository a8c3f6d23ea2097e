"""Which lists a reader can choose from, and which she has: rows in, choices for the page out."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.magazine.model import MailingList
from mitdomov.subscribers.model import Subscription, SubscriptionState
from mitdomov.web.publication import shown_lists


@dataclass(frozen=True, slots=True)
class Choice:
    slug: str
    title: str
    description: str
    is_active: bool


def choices(session: Session, own: Subscription) -> list[Choice]:
    """Every list of the publication, and whatever else the reader behind `own` still has."""
    active = set(
        session.scalars(
            select(Subscription.list).where(
                Subscription.subscriber_id == own.subscriber_id,
                Subscription.state == SubscriptionState.ACTIVE,
            )
        )
    )
    offered = shown_lists(session)
    others = sorted(active - {each.slug for each in offered})
    return [
        Choice(each.slug, each.title, each.description, each.slug in active)
        for each in (*offered, *(MailingList(slug, slug) for slug in others))
    ]


def subscription_to(
    session: Session, own: Subscription, list_slug: str, *, may_make: bool, at: datetime
) -> Subscription | None:
    """The reader's subscription to the list; made, not yet active, when there is none."""
    found = session.scalar(
        select(Subscription).where(
            Subscription.subscriber_id == own.subscriber_id, Subscription.list == list_slug
        )
    )
    if found is not None or not may_make:
        return found
    made = Subscription(
        subscriber_id=own.subscriber_id,
        list=list_slug,
        state=SubscriptionState.PENDING,
        started_at=at,
    )
    session.add(made)
    session.flush()
    return made


def mask(address: str) -> str:
    """`j•••@example.cz`: enough for its owner, too little for a finder of the link."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}•••@{domain}"
