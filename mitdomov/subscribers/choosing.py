"""A reader's own choice of lists in, subscriptions that follow it out, each with its consent."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.subscribers.model import ConsentMethod, EndedReason, Subscription, SubscriptionState
from mitdomov.subscribers.subscribing import end_subscription, resume_subscription


def active_lists(session: Session, subscriber_id: int) -> set[str]:
    """Slugs of the lists that the reader has."""
    own = _subscriptions(session, subscriber_id)
    return {each.list for each in own if each.state is SubscriptionState.ACTIVE}


def choose_lists(
    session: Session,
    subscriber_id: int,
    at: datetime,
    *,
    offered: Mapping[str, str],
    wanted: Collection[str],
    form: str,
) -> None:
    """Of the lists `offered`, each `wanted` one is (again) active, each other one ended.

    `offered` has by slug what the reader agrees to, word for word; `form` is where it stood. What
    was not offered stays as it is.
    """
    active = active_lists(session, subscriber_id)
    own = {each.list: each for each in _subscriptions(session, subscriber_id)}
    for slug, wording in offered.items():
        if slug in wanted and slug not in active:
            found = own.get(slug) or _made(session, subscriber_id, slug, at)
            resume_subscription(session, found, ConsentMethod.PAGE, at, wording=wording, form=form)
        elif slug in active and slug not in wanted:
            end_subscription(
                session, own[slug], EndedReason.READER, ConsentMethod.PAGE, at, form=form
            )


def _subscriptions(session: Session, subscriber_id: int) -> Sequence[Subscription]:
    query = select(Subscription).where(Subscription.subscriber_id == subscriber_id)
    return session.scalars(query).all()


def _made(session: Session, subscriber_id: int, slug: str, at: datetime) -> Subscription:
    """Not yet active."""
    made = Subscription(
        subscriber_id=subscriber_id, list=slug, state=SubscriptionState.PENDING, started_at=at
    )
    session.add(made)
    session.flush()
    return made
