"""Words and filters in; a page of readers out, in a fixed number of statements however many."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from mitdomov.subscribers.addresses import AddressError, normalise
from mitdomov.subscribers.folding import fold
from mitdomov.subscribers.model import Subscriber, Subscription, SubscriptionState
from mitdomov.subscribers.subscribing import is_suppressed

_IN_BRACKETS: Final = re.compile(r"<([^<>]+@[^<>]+)>")
"""An address as mail programs write it: `Jana Nová <jana@…>`."""


class Standing(StrEnum):
    """What readers are filtered by, besides the list."""

    ACTIVE = "active"
    PENDING = "pending"
    ENDED = "ended"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True)
class Wanted:
    words: str = ""
    """Parts of a name or an address, all of which are to be there; or a whole address."""
    list: str = ""
    """Slug; empty means any."""
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class Found:
    id: int
    address: str
    name: str
    subscriptions: Mapping[str, SubscriptionState]
    """By the list's slug."""
    is_suppressed: bool


def count_readers(session: Session, wanted: Wanted) -> int:
    counted = select(func.count(Subscriber.id)).where(*_conditions(wanted))
    return session.scalars(counted).one()


def find_readers(
    session: Session, wanted: Wanted, *, limit: int, offset: int = 0
) -> Sequence[Found]:
    """In the order of their addresses."""
    columns = select(Subscriber.id, Subscriber.address, Subscriber.name, is_suppressed())
    page = columns.where(*_conditions(wanted)).order_by(Subscriber.address_key)
    rows = session.execute(page.limit(limit).offset(offset)).all()
    lists = _lists_of(session, [number for number, *_ in rows])
    return [
        Found(number, address, name, lists.get(number, {}), bool(suppressed))
        for number, address, name, suppressed in rows
    ]


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    own = Subscription.subscriber_id == Subscriber.id
    if wanted.words.strip():
        yield _has_words(wanted.words)
    if wanted.standing is Standing.SUPPRESSED:
        yield is_suppressed()
    elif wanted.standing is not None:
        own &= Subscription.state == SubscriptionState(wanted.standing.value)
    if wanted.list:
        own &= Subscription.list == wanted.list
    if wanted.list or wanted.standing not in {None, Standing.SUPPRESSED}:
        yield exists().where(own)


def _has_words(words: str) -> ColumnElement[bool]:
    named = _IN_BRACKETS.search(words)
    sought = named[1] if named else words
    parts = (Subscriber.search_key.contains(fold(each), autoescape=True) for each in sought.split())
    return or_(and_(*parts), Subscriber.address_key == _key(sought))


def _key(words: str) -> str:
    """Matches nothing when the words are no address."""
    try:
        return normalise(words)[1]
    except AddressError:
        return "-"


def _lists_of(
    session: Session, subscriber_ids: Sequence[int]
) -> dict[int, dict[str, SubscriptionState]]:
    query = select(Subscription.subscriber_id, Subscription.list, Subscription.state)
    lists: dict[int, dict[str, SubscriptionState]] = {}
    own = query.where(Subscription.subscriber_id.in_(subscriber_ids)).order_by(Subscription.id)
    for number, slug, state in session.execute(own):
        lists.setdefault(number, {})[slug] = state
    return lists
