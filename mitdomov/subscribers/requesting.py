"""Subscribes a person who asked an editor for it: who, which lists, and the proof in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.subscribers.addresses import address_hash, normalise
from mitdomov.subscribers.folding import search_key
from mitdomov.subscribers.model import (
    ConsentMethod,
    Subscriber,
    Subscription,
    SubscriptionState,
    Suppression,
)
from mitdomov.subscribers.names import clean_name
from mitdomov.subscribers.own_page import close_own_pages
from mitdomov.subscribers.own_page_model import AddressChange
from mitdomov.subscribers.subscribing import AT_DESK, resume_subscription


class RequestRefusedError(ValueError):
    """Nothing was changed; the message is a Czech sentence."""


@dataclass(frozen=True, slots=True)
class Requested:
    subscriber_id: int
    is_new: bool
    started: tuple[str, ...]
    """Slugs of the lists that the person gets from now on and did not get before."""


def subscribe_on_request(
    session: Session,
    address: str,
    name: str,
    lists: Collection[str],
    at: datetime,
    *,
    wording: str,
    actor: str,
    secret_key: str,
) -> Requested:
    """`wording` is the proof: how, when and for what the person asked.

    Raises `AddressError`, `NameRefusedError` and `RequestRefusedError`.
    """
    shown, key = normalise(address)
    hashed = address_hash(secret_key, key)
    if not wording.strip():
        raise RequestRefusedError("Uveďte, jak a kdy o odběr požádal; je to doklad souhlasu.")
    if not lists:
        raise RequestRefusedError("Vyberte aspoň jeden seznam.")
    if session.get(Suppression, hashed) is not None:
        raise RequestRefusedError(
            "Na tuto adresu je zakázáno zasílat. Žádá-li o odběr její majitel, zákaz nejdřív "
            "zrušte na stránce Zákazy zasílání."
        )
    found = session.scalar(select(Subscriber).where(Subscriber.address_key == key))
    who = found or Subscriber(
        address=shown, address_key=key, address_hash=hashed, name=clean_name(name), created_at=at
    )
    session.add(who)
    session.flush()
    started = [
        slug
        for slug in lists
        if start_list(session, who.id, slug, at, wording=wording, actor=actor)
    ]
    return Requested(who.id, found is None, tuple(started))


def start_list(
    session: Session, subscriber_id: int, slug: str, at: datetime, *, wording: str, actor: str
) -> bool:
    """Gives the reader the list (again); False when they had it or must not be mailed."""
    own = select(Subscription).where(
        Subscription.subscriber_id == subscriber_id, Subscription.list == slug
    )
    subscription = session.scalar(own)
    if subscription is None:
        subscription = Subscription(
            subscriber_id=subscriber_id, list=slug, state=SubscriptionState.PENDING, started_at=at
        )
        session.add(subscription)
        session.flush()
    return resume_subscription(
        session,
        subscription,
        ConsentMethod.DESK,
        at,
        wording=wording.strip(),
        actor=actor,
        form=AT_DESK,
    )


def correct(
    session: Session, subscriber: Subscriber, *, address: str, name: str, secret_key: str
) -> bool:
    """Rectifies address and name (GDPR art. 16); whether anything changed.

    Raises `AddressError`, `NameRefusedError` and `RequestRefusedError`.
    """
    shown, key = normalise(address)
    other = session.scalar(select(Subscriber.id).where(Subscriber.address_key == key))
    if other not in (None, subscriber.id):
        raise RequestRefusedError("Tuto adresu už má jiný odběratel; upravte jeho odběry u něj.")
    before = (subscriber.address, subscriber.name)
    subscriber.address, subscriber.address_key = shown, key
    subscriber.address_hash = address_hash(secret_key, key)
    subscriber.name = clean_name(name)
    subscriber.search_key = search_key(subscriber.name, shown, key)
    return before != (subscriber.address, subscriber.name)


def correct_on_request(
    session: Session,
    subscriber: Subscriber,
    at: datetime,
    *,
    address: str,
    name: str,
    wording: str,
    actor: str,
    secret_key: str,
) -> tuple[str, ...]:
    """What an editor changed, in Czech; another address is a row of the dossier, since consents
    were given from the old one. `wording` says how the reader asked.

    Raises as `correct`.
    """
    old_address, old_name = subscriber.address, subscriber.name
    correct(session, subscriber, address=address, name=name, secret_key=secret_key)
    changed = []
    if subscriber.address != old_address:
        changed.append("adresa")
        close_own_pages(session, subscriber.id)
        session.add(
            AddressChange(
                subscriber_id=subscriber.id,
                old_address=old_address,
                new_address=subscriber.address,
                new_hash=subscriber.address_hash,
                actor=actor,
                wording=wording,
                asked_at=at,
                expires_at=at,
                confirmed_at=at,
            )
        )
    if subscriber.name != old_name:
        changed.append("jméno")
    return tuple(changed)
