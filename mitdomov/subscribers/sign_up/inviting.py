"""Readers of a table without proof in; sign-ups that ask them to confirm out, at an editor's word.

They get the same letter within the same counts of their mailbox, at the rate of `SignUpLane.DESK`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from mitdomov.subscribers.model import Subscriber, Subscription, SubscriptionState
from mitdomov.subscribers.sign_up.asking import write_down
from mitdomov.subscribers.sign_up.model import SignUp, SignUpLane, SignUpState
from mitdomov.subscribers.subscribing import is_suppressed

FORM: Final = "výzva redakce"


def _is_invited() -> ColumnElement[bool]:
    return exists().where(
        SignUp.address_hash == Subscriber.address_hash, SignUp.state != SignUpState.CONFIRMED
    )


def _is_invitable(list_slug: str) -> ColumnElement[bool]:
    """Waits to be confirmed, may be mailed, and was not asked in these days."""
    is_pending = exists().where(
        Subscription.subscriber_id == Subscriber.id,
        Subscription.list == list_slug,
        Subscription.state == SubscriptionState.PENDING,
    )
    return is_pending & ~is_suppressed() & ~_is_invited()


def count_invitable(session: Session, list_slug: str) -> int:
    counted = select(func.count()).select_from(Subscriber).where(_is_invitable(list_slug))
    return session.scalars(counted).one()


def invite_list(
    session: Session,
    list_slug: str,
    at: datetime,
    *,
    shown: Mapping[str, str],
    wording: str,
    actor: str,
    secret_key: str,
) -> int:
    """How many readers of the list will be asked; `shown` is as `SignUp.lists` for all lists."""
    found = session.scalars(select(Subscriber).where(_is_invitable(list_slug))).all()
    for reader in found:
        _invite(session, reader, {list_slug: shown[list_slug]}, at, wording, actor, secret_key)
    return len(found)


def invite_reader(
    session: Session,
    reader: Subscriber,
    at: datetime,
    *,
    shown: Mapping[str, str],
    wording: str,
    actor: str,
    secret_key: str,
) -> bool:
    """Asks for every list that waits and is still offered; False when none is, or the reader was
    asked already. `shown` is as `SignUp.lists` for all lists."""
    pending = session.scalars(
        select(Subscription.list).where(
            Subscription.subscriber_id == reader.id,
            Subscription.state == SubscriptionState.PENDING,
            Subscription.list.in_(shown.keys()),
        )
    ).all()
    may = select(Subscriber.id).where(Subscriber.id == reader.id, ~is_suppressed(), ~_is_invited())
    if not pending or session.scalar(may) is None:
        return False
    _invite(
        session, reader, {slug: shown[slug] for slug in pending}, at, wording, actor, secret_key
    )
    return True


def latest_sign_up(session: Session, reader: Subscriber) -> SignUp | None:
    """That is not confirmed: whether a letter waits or has left."""
    own = select(SignUp).where(
        SignUp.address_hash == reader.address_hash, SignUp.state != SignUpState.CONFIRMED
    )
    return session.scalars(own.order_by(SignUp.id.desc()).limit(1)).first()


def _invite(
    session: Session,
    reader: Subscriber,
    lists: Mapping[str, str],
    at: datetime,
    wording: str,
    actor: str,
    secret_key: str,
) -> None:
    write_down(
        session,
        reader.address,
        lists,
        at,
        wording=wording,
        form=FORM,
        lane=SignUpLane.DESK,
        actor=actor,
        secret_key=secret_key,
    )
