"""The owner's button in; active subscriptions out, each with the three acts that prove it.

Who had typed the address in nobody knows: the first act is the reader's because they confirmed it.
"""

from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.subscribers.model import (
    ConsentAction,
    ConsentMethod,
    Subscriber,
    Subscription,
    SubscriptionState,
    Suppression,
)
from mitdomov.subscribers.sign_up.links import Link
from mitdomov.subscribers.sign_up.mailboxes import start_anew
from mitdomov.subscribers.sign_up.model import SignUp, SignUpLane, SignUpState
from mitdomov.subscribers.subscribing import (
    PROGRAM,
    record_consent,
    resume_subscription,
    wording_for,
)

VALID_FOR: Final = timedelta(days=7)
"""From the letter on; the same time after which an unconfirmed sign-up is forgotten."""


class Standing(Enum):
    """What the link of a letter finds."""

    OPEN = auto()
    CONFIRMED = auto()
    SUPPRESSED = auto()
    """The address was suppressed after the letter left."""
    GONE = auto()
    """Too old, ended, or forgotten."""


def sign_up_of(session: Session, link: Link) -> SignUp | None:
    found = session.get(SignUp, link.sign_up_id)
    return found if found is not None and found.nonce == link.nonce else None


def standing_of(session: Session, sign_up: SignUp | None, at: datetime) -> Standing:
    if sign_up is None or sign_up.letter_at is None:
        return Standing.GONE
    if sign_up.state is SignUpState.CONFIRMED:
        return Standing.CONFIRMED
    if at - sign_up.letter_at > VALID_FOR:
        return Standing.GONE
    if session.get(Suppression, sign_up.address_hash) is not None:
        return Standing.SUPPRESSED
    return Standing.OPEN


def confirm(session: Session, sign_up: SignUp, at: datetime, *, letter_sent_at: datetime) -> None:
    """For a sign-up that stands `OPEN`; what the sign-up itself kept of the address goes.

    `letter_sent_at` is when the next server took the letter.
    """
    reader = _subscriber(session, sign_up, at)
    for slug, shown in sign_up.lists.items():
        wording = wording_for(shown, sign_up.wording)
        subscription = _subscription(session, reader.id, slug, at)
        if subscription.state is SubscriptionState.ACTIVE:
            continue
        is_invited = sign_up.lane is SignUpLane.DESK
        begun = (
            (ConsentAction.INVITED, ConsentMethod.DESK)
            if is_invited
            else (ConsentAction.REQUESTED, ConsentMethod.PAGE)
        )
        for action, method, moment, actor in (
            (*begun, sign_up.requested_at, sign_up.actor),
            (ConsentAction.LETTER_SENT, ConsentMethod.PROGRAM, letter_sent_at, PROGRAM),
        ):
            record_consent(
                session,
                reader.id,
                slug,
                action,
                method,
                moment,
                wording=wording,
                actor=actor,
                form=sign_up.form,
            )
        resume_subscription(
            session,
            subscription,
            ConsentMethod.LETTER,
            at,
            wording=wording,
            form=sign_up.form,
        )
    start_anew(session, sign_up.mailbox)
    sign_up.state, sign_up.confirmed_at = SignUpState.CONFIRMED, at
    sign_up.subscriber_id = reader.id
    sign_up.address = sign_up.address_key = ""


def own_subscription(session: Session, sign_up: SignUp) -> Subscription | None:
    """Of a confirmed one: by which the reader's page is found."""
    own = select(Subscription).where(
        Subscription.subscriber_id == sign_up.subscriber_id,
        Subscription.list.in_(sign_up.lists),
    )
    return session.scalars(own.order_by(Subscription.id).limit(1)).first()


def _subscriber(session: Session, sign_up: SignUp, at: datetime) -> Subscriber:
    known = select(Subscriber).where(Subscriber.address_key == sign_up.address_key)
    found = session.scalar(known)
    if found is None:
        found = Subscriber(
            address=sign_up.address,
            address_key=sign_up.address_key,
            address_hash=sign_up.address_hash,
            created_at=at,
        )
        session.add(found)
        session.flush()
    return found


def _subscription(session: Session, subscriber_id: int, slug: str, at: datetime) -> Subscription:
    own = select(Subscription).where(
        Subscription.subscriber_id == subscriber_id, Subscription.list == slug
    )
    found = session.scalar(own)
    if found is None:
        found = Subscription(
            subscriber_id=subscriber_id, list=slug, state=SubscriptionState.PENDING, started_at=at
        )
        session.add(found)
        session.flush()
    return found
