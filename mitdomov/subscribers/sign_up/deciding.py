"""Sign-ups that wait in; which letter each may get now out, and which ones end without a trace.

No letter: to a suppressed address, to a mailbox whose owner ended it, that let three letters lie,
or that had one within the day: then the page behind that letter asks for the lists of both. An
address that has all the lists it asked for gets a letter too, which says so and leads to its own
page: most people who sign up again have lost that page, and silence would be a dead end. It takes
the mailbox's letter of the day, so nobody is bombed with it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mitdomov.subscribers.addresses import address_hash
from mitdomov.subscribers.model import Subscriber, Subscription, SubscriptionState, Suppression
from mitdomov.subscribers.sign_up.budgets import count_letter, letters_left
from mitdomov.subscribers.sign_up.mailboxes import PAUSE, Claim, claim_letter, untagged
from mitdomov.subscribers.sign_up.model import SignUp, SignUpLane, SignUpState

_AT_A_TIME: Final = 200
"""Looked at in one turn, so that the write lock is held for moments only."""


@dataclass(frozen=True, slots=True)
class Due:
    """A letter to write in this transaction."""

    sign_up: SignUp
    lists: Sequence[str]
    """What it asks to confirm: those the address does not have yet."""
    known_by: int | None
    """When it asks nothing: a subscription by which the reader's page is found."""


def due_letters(session: Session, at: datetime, *, secret_key: str) -> Iterator[Due]:
    """Yields each letter that may leave now, counted; drops what never may."""
    for lane in SignUpLane:
        yield from _of_lane(session, lane, at, secret_key)


def has_waiting(session: Session) -> bool:
    waiting = select(SignUp.id).where(SignUp.state == SignUpState.WAITING).limit(1)
    return session.scalar(waiting) is not None


def _of_lane(session: Session, lane: SignUpLane, at: datetime, secret_key: str) -> Iterator[Due]:
    waiting = (
        select(SignUp)
        .where(
            SignUp.state == SignUpState.WAITING,
            SignUp.lane == lane,
            or_(SignUp.not_before.is_(None), SignUp.not_before <= at),
        )
        .order_by(SignUp.id)
        .limit(_AT_A_TIME)
    )
    left = letters_left(session, lane, at)
    for sign_up in session.scalars(waiting).all():
        if left <= 0:
            return
        if _is_suppressed(session, sign_up, secret_key):
            session.delete(sign_up)
            continue
        due = _due(session, sign_up)
        if due.known_by is not None and lane is SignUpLane.DESK:
            session.delete(sign_up)  # the reader has confirmed by another letter meanwhile
            continue
        key, asks = sign_up.address_key, due.known_by is None
        claim = claim_letter(session, key, at, secret_key=secret_key, asks=asks)
        if claim is Claim.GRANTED:
            left -= 1
            count_letter(session, lane, at)
            yield due
        else:
            _put_by(session, due, claim, at)


def _put_by(session: Session, due: Due, claim: Claim, at: datetime) -> None:
    """A wish without a letter of its own joins an earlier one, waits for its day, or ends."""
    sign_up = due.sign_up
    earlier = session.scalars(
        select(SignUp)
        .where(
            SignUp.mailbox == sign_up.mailbox,
            SignUp.id < sign_up.id,
            SignUp.state != SignUpState.CONFIRMED,
        )
        .order_by(SignUp.id.desc())
        .limit(1)
    ).first()
    if earlier is None and claim is Claim.TODAY_CONFIRMED and due.known_by is None:
        sign_up.not_before = at + PAUSE  # its owner asks for more
        return
    if earlier is not None and _is_of_one_person(earlier, sign_up):
        earlier.lists = earlier.lists | {slug: sign_up.lists[slug] for slug in due.lists}
    session.delete(sign_up)


def _is_of_one_person(earlier: SignUp, sign_up: SignUp) -> bool:
    """An editor's invitation is no proof of what the reader asked for."""
    return (earlier.address_key, earlier.actor) == (sign_up.address_key, sign_up.actor)


def _is_suppressed(session: Session, sign_up: SignUp, secret_key: str) -> bool:
    plain = address_hash(secret_key, untagged(sign_up.address_key))
    found = select(Suppression.address_hash).where(
        Suppression.address_hash.in_({sign_up.address_hash, plain})
    )
    return session.scalar(found.limit(1)) is not None


def _due(session: Session, sign_up: SignUp) -> Due:
    active = dict(
        session.execute(
            select(Subscription.list, Subscription.id)
            .join(Subscription.subscriber)
            .where(
                Subscriber.address_key == sign_up.address_key,
                Subscription.state == SubscriptionState.ACTIVE,
            )
        ).all()
    )
    wanted = [slug for slug in sign_up.lists if slug not in active]
    known_by = None if wanted else next(active[slug] for slug in sign_up.lists)
    return Due(sign_up, wanted, known_by)


def mark_asked(session: Session, due: Due, letter_id: int, at: datetime) -> None:
    """The letter is in the outbox; one that asks nothing leaves no sign-up behind."""
    if due.known_by is not None:
        session.delete(due.sign_up)
        return
    due.sign_up.lists = {slug: due.sign_up.lists[slug] for slug in due.lists}
    due.sign_up.state = SignUpState.ASKED
    due.sign_up.letter_id, due.sign_up.letter_at = letter_id, at
