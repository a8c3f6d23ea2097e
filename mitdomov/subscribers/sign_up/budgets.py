"""The network that a form comes from in, how hard the form must be made for it out.

Three steps, by counts of the last hour. *Calm*: the letter leaves at once. *Puzzle*: it does when a
computer has worked for it (`puzzle`) and as long as there are letters left; a browser
without scripts is put off instead. *Put off*: the letter leaves later, at a slow rate, solved or
not. When that queue is full, the form says so and takes nothing.

Why a wait and no question: whoever cannot run a script or cannot see a picture can still wait, and
a slow rate bounds a botnet, which answers any question for a fraction of a cent.

Counts are rows that grow by one statement within SQLite's write lock, so that threads and processes
lose none and a restart forgets none. They know networks only by keyed hashes. What is refused here
depends on the network and on the load, never on the address typed, so it tells nothing about it.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final, NamedTuple

from sqlalchemy import delete, func, or_, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from mitdomov.subscribers.sign_up.model import SignUp, SignUpCount, SignUpLane, SignUpState
from mitdomov.subscribers.sign_up.onslaughts import see_onslaught

LETTERS_PER_HOUR: Final = 120
"""All letters that strangers can cause: a full conference hall signs up within two hours, and a
list bomber gets a relay that nobody notices (in 2016 single forms sent thousands an hour)."""
PUT_OFF_PER_HOUR: Final = 30
"""Of those; so that a flood without solutions leaves three quarters to whoever has one."""
DESK_PER_HOUR: Final = 120
"""Beside them, because an editor answers for them: a table of 1,000 takes a working day."""
MOST_PUT_OFF: Final = 24 * PUT_OFF_PER_HOUR
"""What leaves within a day; a longer wait would be a promise that nobody keeps."""
MOST_PUT_OFF_OF_HOST: Final = 50
"""In a day: an office or a school; so that one network does not fill the queue for all others."""
MOST_PUT_OFF_OF_HOST_WHEN_FULL: Final = 5
"""While more than half of the queue waits."""
_SPAN_SECONDS: Final = 600
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_ALL: Final = "all"
_LETTERS: Final = "letters"
_PUT_OFF: Final = "put-off"
_DESK: Final = "desk"


class Step(IntEnum):
    CALM = 0
    PUZZLE = 1
    PUT_OFF = 2


class _Limit(NamedTuple):
    """Per hour: up to `calm` nothing is asked, up to `solved` a solution lets through."""

    calm: int
    solved: int


_HOST: Final = _Limit(10, 40)
"""One address of IPv4 or 64 bits of IPv6: a household, but also a school or, behind the address
translation of a mobile operator, a town; so while nobody else signs up much, solutions let through
beyond `solved` too, here and in a subnet."""
_SUBNET: Final = _Limit(30, 120)
"""24 bits of IPv4 or 48 of IPv6: what one person can rent."""
_EVERYBODY: Final = _Limit(60, 2_000)
"""Ten times the sign-ups of a good hour; one computer solves some 2,000 an hour, so beyond that
they come from many."""


@dataclass(frozen=True, slots=True)
class Network:
    """Keyed hashes of where a form comes from, and the address itself, which is kept 30 days."""

    address: str
    host: str
    subnet: str


def network_of(secret_key: str, remote: str | None) -> Network:
    """`remote` is what the server says of the other side; anything unreadable is one network."""
    key = hmac.digest(secret_key.encode(), b"mitdomov network", hashlib.sha256)

    def named(network: str) -> str:
        return hmac.new(key, network.encode(), hashlib.sha256).hexdigest()[:32]

    try:
        address = ip_address(remote or "")
    except ValueError:
        return Network("", f"host {named('')}", f"subnet {named('')}")
    plain = _unmapped(address)
    host_bits, subnet_bits = (32, 24) if isinstance(plain, IPv4Address) else (64, 48)
    host = ip_network((plain, host_bits), strict=False)
    subnet = ip_network((plain, subnet_bits), strict=False)
    return Network(str(plain), f"host {named(str(host))}", f"subnet {named(str(subnet))}")


def _unmapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def step_for(session: Session, network: Network, at: datetime) -> Step:
    """What the next form from this network meets; counts nothing."""
    everybody = step_for_everybody(session, at)
    near = max(
        _step(_HOST, counted(session, network.host, at, _HOUR)),
        _step(_SUBNET, counted(session, network.subnet, at, _HOUR)),
    )
    return min(near, Step.PUZZLE) if everybody is Step.CALM else max(everybody, near)


def count_form(session: Session, network: Network, at: datetime) -> None:
    """A sign-up was taken, whatever becomes of it."""
    before = step_for_everybody(session, at)
    for subject in (_ALL, network.host, network.subnet):
        grow(session, subject, at)
    if before >= Step.PUZZLE:
        see_onslaught(session, at)
    forget_counts(session, at)


def step_for_everybody(session: Session, at: datetime) -> Step:
    is_half_spent = counted(session, _LETTERS, at, _HOUR) >= LETTERS_PER_HOUR // 2
    by_forms = _step(_EVERYBODY, counted(session, _ALL, at, _HOUR))
    return max(by_forms, Step.PUZZLE if is_half_spent else Step.CALM)


def letters_left(session: Session, lane: SignUpLane, at: datetime) -> int:
    """How many letters of this lane may leave now."""
    if lane is SignUpLane.DESK:
        return DESK_PER_HOUR - counted(session, _DESK, at, _HOUR)
    left = LETTERS_PER_HOUR - counted(session, _LETTERS, at, _HOUR)
    if lane is SignUpLane.PUT_OFF:
        left = min(left, PUT_OFF_PER_HOUR - counted(session, _PUT_OFF, at, _HOUR))
    return left


def count_letter(session: Session, lane: SignUpLane, at: datetime) -> None:
    subjects: Sequence[str] = (_DESK,) if lane is SignUpLane.DESK else (_LETTERS,)
    if lane is SignUpLane.PUT_OFF:
        subjects = (_LETTERS, _PUT_OFF)
    for subject in subjects:
        grow(session, subject, at)


def _step(limit: _Limit, count: int) -> Step:
    if count >= limit.solved:
        return Step.PUT_OFF
    return Step.PUZZLE if count >= limit.calm else Step.CALM


def may_leave_at_once(session: Session, at: datetime) -> bool:
    """Whether this hour's letters suffice for one more than wait for them already."""
    return _waiting(session, SignUpLane.AT_ONCE, at) < letters_left(session, SignUpLane.AT_ONCE, at)


def may_put_off(session: Session, network: Network, at: datetime) -> bool:
    """Whether the slow queue takes another sign-up from this network."""
    waiting = _waiting(session, SignUpLane.PUT_OFF, at)
    is_half_full = waiting >= MOST_PUT_OFF // 2
    most = MOST_PUT_OFF_OF_HOST_WHEN_FULL if is_half_full else MOST_PUT_OFF_OF_HOST
    own = counted(session, f"{_PUT_OFF} {network.host}", at, _DAY)
    return waiting < MOST_PUT_OFF and own < most


def _waiting(session: Session, lane: SignUpLane, at: datetime) -> int:
    """Without those that wait for their day."""
    waiting = select(func.count()).where(
        SignUp.state == SignUpState.WAITING,
        SignUp.lane == lane,
        or_(SignUp.not_before.is_(None), SignUp.not_before <= at),
    )
    return session.scalars(waiting).one()


def count_put_off(session: Session, network: Network, at: datetime) -> None:
    grow(session, f"{_PUT_OFF} {network.host}", at)


def counted(session: Session, subject: str, at: datetime, during: timedelta) -> int:
    """To ten minutes: the span that began before `during` still counts whole."""
    since = span_of(at - during)
    total = select(func.sum(SignUpCount.count)).where(
        SignUpCount.subject == subject, SignUpCount.span >= since
    )
    return session.scalar(total) or 0


def grow(session: Session, subject: str, at: datetime) -> int:
    """Adds one by a single statement; the count of this span."""
    values = {"subject": subject, "span": span_of(at), "count": 1}
    grown = (
        sqlite.insert(SignUpCount)
        .values(values)
        .on_conflict_do_update(
            index_elements=[SignUpCount.subject, SignUpCount.span],
            set_={"count": SignUpCount.count + 1},
        )
        .returning(SignUpCount.count)
    )
    return session.scalars(grown).one()


def forget_counts(session: Session, at: datetime) -> None:
    session.execute(delete(SignUpCount).where(SignUpCount.span < span_of(at - 2 * _DAY)))


def span_of(at: datetime) -> int:
    return int(at.timestamp()) // _SPAN_SECONDS
