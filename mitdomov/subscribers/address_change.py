"""A reader's new address in; the change once that address has confirmed it, or its end, out.

What becomes of an address that somebody else has, or that must not be mailed, nobody learns here:
the page says the same, only no letter leaves. To its mailbox the letter is one of those that
strangers can cause, and counts among them (`sign_up.mailboxes`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from mitdomov.accounts.tokens import kept, new_token
from mitdomov.subscribers.addresses import address_hash, normalise
from mitdomov.subscribers.model import Subscriber, Suppression
from mitdomov.subscribers.own_page import close_own_pages
from mitdomov.subscribers.own_page_model import AddressChange
from mitdomov.subscribers.requesting import RequestRefusedError, correct
from mitdomov.subscribers.sign_up.links import refuse_token
from mitdomov.subscribers.sign_up.mailboxes import Claim, claim_letter, mailbox_of, start_anew

CONFIRM_WITHIN: Final = timedelta(days=2)
TAKE_BACK_WITHIN: Final = timedelta(days=14)
REMEMBERED_FOR: Final = timedelta(days=30)
"""How long wishes that were never confirmed are counted."""
_DAY: Final = timedelta(days=1)
_MOST: Final = 3


class ChangeRefusedError(ValueError):
    """Nothing was begun; the message is a Czech sentence for the reader."""


@dataclass(frozen=True, slots=True)
class Asked:
    new_address: str
    stop_token: str
    """For the letter to the old address."""
    confirm_token: str | None
    """For the letter to the new one; None when no letter may go there."""
    refuse_token: str
    """For the same: its owner wants no such letter any more."""


class Standing(StrEnum):
    """What the owner of the old address can do."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    """Can be taken back."""
    STOPPED = "stopped"
    LATE = "late"
    """The reader has gone on to another address, or somebody has the old one."""


class Confirmed(StrEnum):
    DONE = "done"
    TAKEN = "taken"
    """Somebody has subscribed with the address meanwhile."""
    GONE = "gone"
    """The link is unknown, used, stopped or too old."""


def ask(
    session: Session, subscriber: Subscriber, address: str, at: datetime, *, secret_key: str
) -> Asked:
    """Earlier wishes of the same reader end. Raises `AddressError` and `ChangeRefusedError`."""
    shown, key = normalise(address)
    if key == subscriber.address_key:
        raise ChangeRefusedError("Na tuto adresu vám píšeme už teď; napište jinou.")
    if not _may_ask(session, subscriber.id, at):
        raise ChangeRefusedError(
            "O změnu adresy jde požádat jednou za den a třikrát za měsíc. Zkuste to zítra, nebo "
            "napište redakci."
        )
    hashed = address_hash(secret_key, key)
    is_mailed = (
        session.scalar(select(Subscriber.id).where(Subscriber.address_key == key)) is None
        and session.get(Suppression, hashed) is None
        and claim_letter(session, key, at, secret_key=secret_key) is Claim.GRANTED
    )
    _end_pending(session, subscriber.id, at)
    confirm_token, stop_token = new_token(), new_token()
    session.add(
        AddressChange(
            subscriber_id=subscriber.id,
            old_address=subscriber.address,
            new_address=shown,
            new_hash=hashed,
            confirm_sha256=kept(confirm_token),
            stop_sha256=kept(stop_token),
            asked_at=at,
            expires_at=at + CONFIRM_WITHIN,
        )
    )
    refuse = refuse_token(secret_key, mailbox_of(secret_key, key))
    return Asked(shown, stop_token, confirm_token if is_mailed else None, refuse)


def to_confirm(session: Session, token: str, at: datetime) -> AddressChange | None:
    """The wish that waits for its confirmation, or has it: a link is opened more than once."""
    return session.scalar(
        select(AddressChange).where(
            AddressChange.confirm_sha256 == kept(token),
            (AddressChange.expires_at > at) | AddressChange.confirmed_at.is_not(None),
            AddressChange.stopped_at.is_(None),
        )
    )


def confirm(session: Session, token: str, at: datetime, *, secret_key: str) -> Confirmed:
    """The reader has the new address from now on. The link to their data that went to the old one
    opens nothing; those of its letters still open the lists, as those of any forwarded letter."""
    found = to_confirm(session, token, at)
    if found is None or session.get(Suppression, found.new_hash) is not None:
        return Confirmed.GONE
    if found.confirmed_at is not None:
        return Confirmed.DONE
    if not _move(session, found.subscriber_id, found.new_address, secret_key):
        return Confirmed.TAKEN
    found.confirmed_at = at
    start_anew(session, mailbox_of(secret_key, normalise(found.new_address)[1]))
    return Confirmed.DONE


def to_stop(session: Session, token: str, at: datetime) -> AddressChange | None:
    """The wish that the owner of the old address can end or take back, or did so."""
    return session.scalar(
        select(AddressChange).where(
            AddressChange.stop_sha256 == kept(token),
            AddressChange.asked_at > at - TAKE_BACK_WITHIN,
        )
    )


def standing_of(session: Session, found: AddressChange, at: datetime) -> Standing:
    address = session.get_one(Subscriber, found.subscriber_id).address
    if address == found.old_address and pending_change(session, found.subscriber_id, at):
        return Standing.PENDING  # this wish, or one that has replaced it
    if found.stopped_at is not None:
        return Standing.STOPPED
    if found.confirmed_at is None:
        return Standing.PENDING
    return Standing.CONFIRMED if address == found.new_address else Standing.LATE


def stop(session: Session, token: str, at: datetime, *, secret_key: str) -> bool:
    """Ends the wish and those that replaced it; takes it back if it was confirmed before.

    False when the link is void or comes too late.
    """
    found = to_stop(session, token, at)
    if found is None:
        return False
    standing = standing_of(session, found, at)
    if standing is Standing.CONFIRMED and _take_back(session, found, secret_key):
        found.stopped_at = at
    elif standing in (Standing.CONFIRMED, Standing.LATE):
        return False
    elif standing is Standing.PENDING:
        _end_pending(session, found.subscriber_id, at)
    return True


def _take_back(session: Session, found: AddressChange, secret_key: str) -> bool:
    """Whoever reads the old address learns none that the reader has had or wished for since."""
    if not _move(session, found.subscriber_id, found.old_address, secret_key):
        return False
    since = AddressChange.subscriber_id == found.subscriber_id, AddressChange.id > found.id
    session.execute(delete(AddressChange).where(*since))
    return True


def pending_change(session: Session, subscriber_id: int, at: datetime) -> AddressChange | None:
    return session.scalar(
        select(AddressChange).where(
            AddressChange.subscriber_id == subscriber_id,
            AddressChange.expires_at > at,
            AddressChange.confirmed_at.is_(None),
            AddressChange.stopped_at.is_(None),
        )
    )


def forget_unconfirmed_changes(session: Session, before: datetime) -> int:
    """How many wishes from before the moment were deleted; confirmed ones belong to the dossier."""
    gone = delete(AddressChange).where(
        AddressChange.confirmed_at.is_(None), AddressChange.asked_at < before
    )
    return len(session.scalars(gone.returning(AddressChange.id)).all())


def _move(session: Session, subscriber_id: int, address: str, secret_key: str) -> bool:
    subscriber = session.get_one(Subscriber, subscriber_id)
    try:
        correct(session, subscriber, address=address, name=subscriber.name, secret_key=secret_key)
    except RequestRefusedError:
        return False
    close_own_pages(session, subscriber_id)
    return True


def _end_pending(session: Session, subscriber_id: int, at: datetime) -> None:
    session.execute(
        update(AddressChange)
        .where(
            AddressChange.subscriber_id == subscriber_id,
            AddressChange.confirmed_at.is_(None),
            AddressChange.stopped_at.is_(None),
        )
        .values(stopped_at=at)
    )


def _may_ask(session: Session, subscriber_id: int, at: datetime) -> bool:
    """At most one letter a day, and three of those that are still remembered."""
    query = select(func.count(), func.max(AddressChange.asked_at)).where(
        AddressChange.subscriber_id == subscriber_id,
        AddressChange.asked_at > at - REMEMBERED_FOR,
        AddressChange.confirm_sha256.is_not(None),  # not what an editor did
    )
    count, latest = session.execute(query).one()
    return count < _MOST and (latest is None or latest <= at - _DAY)
