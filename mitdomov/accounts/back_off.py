"""Attempts to sign in: who tried and from where in, how long to wait before the next one out.

Three counts hold up guessing: of one person from one place, from one place at all, and of one
person from all places that the person has never signed in from. Whoever uses a device of their own
is outside the last two, so strangers cannot lock anybody out.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from mitdomov.accounts.model import Attempt, AttemptKind

_WINDOW: Final = timedelta(hours=1)
_KEPT_FOR: Final = timedelta(days=1)
_NO_WAIT: Final = timedelta()


@dataclass(frozen=True, slots=True)
class _Limit:
    """After so many attempts in an hour the next one waits, each time twice as long."""

    free: int
    first: timedelta
    longest: timedelta

    def wait(self, count: int, latest: datetime | None, at: datetime) -> timedelta:
        if count < self.free or latest is None:
            return _NO_WAIT
        factor = 1 << min(count - self.free, 20)
        return max(latest + min(self.first * factor, self.longest) - at, _NO_WAIT)


_PAIR: Final = _Limit(5, timedelta(seconds=10), timedelta(minutes=15))
_ORIGIN: Final = _Limit(30, timedelta(seconds=10), timedelta(minutes=15))
_PERSON: Final = _Limit(50, timedelta(seconds=10), timedelta(minutes=1))
_LETTERS_PER_PERSON: Final = 3
_LETTERS_PER_ORIGIN: Final = 20


@dataclass(frozen=True, slots=True)
class Trier:
    """Keyed hashes: neither the addresses nor the networks can be read from the database."""

    person: str
    origin: str
    is_known: bool


def trier(secret_key: str, email: str, remote: str, device: str) -> Trier:
    """`device` is the name of a device on which this person has signed in before, or empty."""

    def hashed(what: str) -> str:
        return hmac.digest(secret_key.encode(), what.encode(), hashlib.sha256).hex()

    origin = f"device {device}" if device else f"network {_network(remote)}"
    return Trier(hashed(f"person {email}"), hashed(origin), bool(device))


def register_attempt(session: Session, kind: AttemptKind, who: Trier, at: datetime) -> timedelta:
    """How long to wait before this attempt may be made; none means that it counts from now on.

    Counted before the password is looked at, so that a hundred attempts at once are a hundred.
    """
    wait = _wait(session, kind, who, at)
    if wait <= _NO_WAIT:
        session.execute(delete(Attempt).where(Attempt.at < at - _KEPT_FOR))
        session.add(
            Attempt(kind=kind, person=who.person, origin=who.origin, is_known=who.is_known, at=at)
        )
    return wait


def forgive(session: Session, who: Trier) -> None:
    """The person has proved who it is: the typing errors before are none of an attacker."""
    session.execute(
        delete(Attempt).where(
            Attempt.kind == AttemptKind.SIGN_IN,
            Attempt.person == who.person,
            Attempt.origin == who.origin,
        )
    )


def may_write_letter(session: Session, who: Trier, at: datetime) -> bool:
    """Whether another recovery letter may go to this person, after `register_attempt`."""
    count, _ = _counted(session, AttemptKind.RECOVERY, at, Attempt.person == who.person)
    return count <= _LETTERS_PER_PERSON


def _wait(session: Session, kind: AttemptKind, who: Trier, at: datetime) -> timedelta:
    of_person, of_origin = Attempt.person == who.person, Attempt.origin == who.origin
    if kind is AttemptKind.RECOVERY:
        count, _ = _counted(session, kind, at, of_origin)
        return _WINDOW if count >= _LETTERS_PER_ORIGIN else _NO_WAIT
    waits = [_PAIR.wait(*_counted(session, kind, at, of_person, of_origin), at)]
    if not who.is_known:
        waits.append(_ORIGIN.wait(*_counted(session, kind, at, of_origin), at))
        waits.append(_PERSON.wait(*_counted(session, kind, at, of_person, ~Attempt.is_known), at))
    return max(waits)


def _counted(
    session: Session, kind: AttemptKind, at: datetime, *which: ColumnElement[bool]
) -> tuple[int, datetime | None]:
    """How many in the last hour, and when the latest was."""
    query = select(func.count(), func.max(Attempt.at)).where(
        Attempt.kind == kind, Attempt.at > at - _WINDOW, *which
    )
    count, latest = session.execute(query).one()
    return count, latest


def _network(remote: str) -> str:
    """A household or an office: an address of IPv4, or the 64 bits that a provider assigns."""
    try:
        address = ip_address(remote)
    except ValueError:
        return remote
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((address, 64), strict=False))
    return str(address)
