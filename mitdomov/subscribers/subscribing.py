"""The rules of subscriptions: who gets a list, and how each change is proven by a consent."""

import hashlib
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, exists, func, select, update
from sqlalchemy.orm import Session

from mitdomov.subscribers.model import (
    Consent,
    ConsentAction,
    ConsentMethod,
    EndedReason,
    Subscriber,
    Subscription,
    SubscriptionState,
    Suppression,
    SuppressionReason,
)

READER: Final = "reader"
"""The actor when the reader acts, not an editor."""
PROGRAM: Final = "program"
"""The actor of what nobody's hand did."""
AT_DESK: Final = "redakce"
"""The form of what an editor wrote down."""
_FORM_CHARS: Final = 100


def active_audience(list_slug: str) -> Select[Subscription, Subscriber]:
    """Everyone who may be mailed now: active on the list and not suppressed."""
    return on_list(list_slug).where(~is_suppressed())


def audience_size(session: Session, list_slug: str) -> int:
    counted = active_audience(list_slug).with_only_columns(func.count()).order_by(None)
    return session.scalars(counted).one()


def counts_by_list(session: Session) -> dict[str, dict[SubscriptionState, int]]:
    """How many subscriptions of each list are in each state, by the list's slug."""
    query = select(Subscription.list, Subscription.state, func.count()).group_by(
        Subscription.list, Subscription.state
    )
    counts: dict[str, dict[SubscriptionState, int]] = {}
    for slug, state, count in session.execute(query):
        counts.setdefault(slug, dict.fromkeys(SubscriptionState, 0))[state] = count
    return counts


def on_list(list_slug: str) -> Select[Subscription, Subscriber]:
    """Everyone with an active subscription, suppressed or not, in the order of subscribing."""
    return (
        select(Subscription, Subscriber)
        .join(Subscription.subscriber)
        .where(Subscription.list == list_slug, Subscription.state == SubscriptionState.ACTIVE)
        .order_by(Subscription.id)
    )


def is_suppressed() -> ColumnElement[bool]:
    """A condition for statements that select from `Subscriber`."""
    return exists().where(Suppression.address_hash == Subscriber.address_hash)


def end_subscription(
    session: Session,
    subscription: Subscription,
    reason: EndedReason,
    method: ConsentMethod,
    at: datetime,
    *,
    actor: str = READER,
    wording: str = "",
    form: str = "",
) -> bool:
    """Ends it and records that the consent was withdrawn; False when it had ended before.

    `wording` says how an editor came to know what the reader wants; `form` is as in `Consent`.
    """
    ended = session.scalar(
        update(Subscription)
        .where(Subscription.id == subscription.id, Subscription.state != SubscriptionState.ENDED)
        .values(state=SubscriptionState.ENDED, ended_reason=reason, ended_at=at)
        .returning(Subscription.id)
    )
    if ended is None:
        return False
    record_consent(
        session,
        subscription.subscriber_id,
        subscription.list,
        ConsentAction.WITHDRAWN,
        method,
        at,
        wording=wording,
        actor=actor,
        form=form,
    )
    return True


def resume_subscription(
    session: Session,
    subscription: Subscription,
    method: ConsentMethod,
    at: datetime,
    *,
    wording: str,
    actor: str = READER,
    form: str = "",
) -> bool:
    """Makes it active under a consent given in `wording`, the very words the reader agreed to.

    False when it was active before, or when its address is suppressed.
    """
    resumed = session.scalar(
        update(Subscription)
        .where(
            Subscription.id == subscription.id,
            Subscription.state != SubscriptionState.ACTIVE,
            Subscription.subscriber_id.in_(select(Subscriber.id).where(~is_suppressed())),
        )
        .values(state=SubscriptionState.ACTIVE, ended_reason=None, ended_at=None, started_at=at)
        .returning(Subscription.id)
    )
    if resumed is None:
        return False
    record_consent(
        session,
        subscription.subscriber_id,
        subscription.list,
        ConsentAction.GIVEN,
        method,
        at,
        wording=wording,
        actor=actor,
        form=form,
    )
    return True


def suppress(
    session: Session,
    subscriber: Subscriber,
    reason: SuppressionReason,
    at: datetime,
    *,
    actor: str = READER,
) -> None:
    """Never mails this address again, on any list; the first reason given is kept.

    A request and a complaint withdraw the consents. A bounce says nothing about what the reader
    wants: the subscriptions stay, and each dispatch reports them as skipped.
    """
    if session.get(Suppression, subscriber.address_hash) is None:
        session.add(Suppression(address_hash=subscriber.address_hash, reason=reason, at=at))
    match reason:
        case SuppressionReason.REQUEST:
            _end_all(session, subscriber, EndedReason.READER, ConsentMethod.DESK, actor, at)
        case SuppressionReason.COMPLAINT:
            _end_all(session, subscriber, EndedReason.COMPLAINT, ConsentMethod.COMPLAINT, actor, at)
        case SuppressionReason.HARD_BOUNCE:
            pass


def _end_all(
    session: Session,
    subscriber: Subscriber,
    reason: EndedReason,
    method: ConsentMethod,
    actor: str,
    at: datetime,
) -> None:
    own = select(Subscription).where(Subscription.subscriber_id == subscriber.id)
    for subscription in session.scalars(own).all():
        form = AT_DESK if method is ConsentMethod.DESK else ""
        end_subscription(session, subscription, reason, method, at, actor=actor, form=form)


def wording_for(shown: str, sentence: str) -> str:
    """What was agreed to: a list's title and description as shown, and the words at the button."""
    return f"{shown}\n{sentence}"


def version_of(wording: str) -> str:
    """Names a wording in records: two wordings differ when their versions do."""
    return hashlib.sha256(wording.encode()).hexdigest()[:12] if wording else ""


def record_consent(
    session: Session,
    subscriber_id: int,
    list_slug: str,
    action: ConsentAction,
    method: ConsentMethod,
    at: datetime,
    *,
    wording: str,
    actor: str = READER,
    form: str = "",
) -> None:
    """Appends one act to the reader's dossier, with the version of its words."""
    session.add(
        Consent(
            subscriber_id=subscriber_id,
            list=list_slug,
            action=action,
            wording=wording,
            wording_version=version_of(wording),
            form=form[:_FORM_CHARS],
            method=method,
            actor=actor,
            at=at,
        )
    )
