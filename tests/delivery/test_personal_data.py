"""A copy of a person's data has all that is kept about them, whatever table it stands in."""

import json
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Final

from sqlalchemy import DateTime, Enum, String, inspect, select
from sqlalchemy.orm import Session

from mitdomov.database.base import Base
from mitdomov.delivery.bounces.causes import Cause
from mitdomov.delivery.bounces.model import Deed, ReturnedLetter
from mitdomov.delivery.bounces.notices import Kind
from mitdomov.delivery.model import Delivery
from mitdomov.delivery.outbox.queue import SingleLetterRecord
from mitdomov.delivery.personal_data.everything_kept import personal_data
from mitdomov.delivery.transports.mailbox import MailboxLetter
from mitdomov.subscribers.addresses import address_hash
from mitdomov.subscribers.model import (
    Consent,
    ConsentAction,
    ConsentMethod,
    ErasureRecord,
    Subscriber,
    Subscription,
    SubscriptionState,
    Suppression,
    SuppressionReason,
)
from mitdomov.subscribers.own_page_model import AddressChange, ReaderLink
from mitdomov.subscribers.sign_up.mailboxes import mailbox_of
from mitdomov.subscribers.sign_up.model import SignUp, SignUpLane, SignUpMailbox, SignUpState
from tests.dispatching import made_scene

ALICE: Final = "alice@obec.example"
NOT_TOLD: Final = {
    "address_key": "the address as folded",
    "search_key": "name and address as folded",
    "address_hash": "a hash of the address",
    "new_hash": "a hash of the address",
    "mailbox": "a hash of the address",
    "dotless": "a hash of the address",
    "nonce": "a secret of a link",
    "token_sha256": "a secret of a link",
    "confirm_sha256": "a secret of a link",
    "stop_sha256": "a secret of a link",
    "text": "its links open more than the copy does; forgotten once sent",
    "html": "as text",
    "due_at": "of the machine",
    "sender": "our own address",
    "claimed_by": "of the machine",
    "lease_until": "of the machine",
    "not_before": "of the machine",
    "next_attempt_at": "of the machine",
    "deferred_since": "of the machine",
}


class Planting:
    """Fills columns with words and moments that stand nowhere else."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.numbers = count(1)
        self.planted: dict[str, str] = {}

    def plant(self, row: Base, **given: Any) -> None:
        """`given` are the columns that something else decides."""
        for column in inspect(type(row)).columns:
            if column.key in given:
                setattr(row, column.key, given[column.key])
            elif not column.foreign_keys and not column.primary_key:
                self._fill(row, column.key, column.type)
        self.session.add(row)
        self.session.flush()

    def _fill(self, row: Base, key: str, kind: object) -> None:
        number = next(self.numbers)
        value: object
        if isinstance(kind, String) and not isinstance(kind, Enum):
            value = words = f"znak{number}@obec.example" if "address" in key else f"znak{number}."
        elif isinstance(getattr(kind, "impl", kind), DateTime):
            value = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(microseconds=number)
            words = f".{number:06d}"
        else:
            return
        setattr(row, key, value)
        if key not in NOT_TOLD:
            self.planted[words] = f"{type(row).__name__}.{key}"


def test_every_personal_column_stands_in_the_copy(tmp_path: Path) -> None:
    scene = made_scene(tmp_path)
    scene.subscribe([ALICE])
    scene.plan()
    secret = scene.settings.secret_key
    with scene.store.writing() as session:
        who = session.scalars(select(Subscriber)).one()
        hashed = address_hash(secret, who.address_key)
        mailbox = mailbox_of(secret, who.address_key)
        at = Planting(session)
        at.plant(who, address=ALICE, address_key=who.address_key, address_hash=hashed)
        own = session.scalars(select(Subscription)).one()
        at.plant(own, list="magazin", state=SubscriptionState.ENDED)
        kept = {"subscriber_id": who.id}
        way = {"action": ConsentAction.GIVEN, "method": ConsentMethod.PAGE}
        at.plant(Consent(), **kept, **way)
        at.plant(AddressChange(), **kept)
        at.plant(ReaderLink(), **kept)
        states = {"lane": SignUpLane.AT_ONCE, "lists": {"magazin": "znak slov u seznamu"}}
        named = {"address": ALICE, "address_key": who.address_key, "mailbox": mailbox}
        at.plant(SignUp(), **states, **named, state=SignUpState.ASKED)
        at.plant(
            SignUp(), **states, **kept, address="", address_key="", state=SignUpState.CONFIRMED
        )
        at.plant(SignUpMailbox(mailbox=mailbox, unconfirmed=777))
        delivery = session.scalars(select(Delivery)).one()
        at.plant(delivery, state=delivery.state)
        came = {"kind": Kind.FAILED, "cause": Cause.FULL, "deed": Deed.COUNTED}
        at.plant(ReturnedLetter(delivery_id=delivery.id, is_forwarded=False), **came)
        at.plant(SingleLetterRecord(), address=ALICE)
        at.plant(MailboxLetter(packed=b""), recipient=ALICE, message_id="m")
        reason = SuppressionReason.REQUEST
        at.plant(Suppression(address_hash=hashed), reason=reason)
        proof = [{"list": "znak dokladu"}]
        at.plant(ErasureRecord(is_suppressed=True, deliveries=1), address_hash=hashed, proof=proof)
    with scene.store.reading() as session:
        who = session.scalars(select(Subscriber)).one()
        data = personal_data(session, who, scene.clock(), secret_key=secret)
    copy = json.dumps(data, ensure_ascii=False)
    planted = at.planted | dict.fromkeys(("znak slov u seznamu", "znak dokladu", "777"), "a number")
    assert not {where for words, where in planted.items() if words not in copy}
    assert len(planted) > 50
