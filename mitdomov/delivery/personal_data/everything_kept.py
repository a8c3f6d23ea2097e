"""A subscriber in; everything that is kept about the person out, as events or as one table."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from mitdomov.delivery.bounces.listing import returned_of
from mitdomov.delivery.bounces.model import ReturnedLetter
from mitdomov.delivery.bounces.words import CAUSES, DEEDS, KINDS
from mitdomov.delivery.dispatches.report import NAME
from mitdomov.delivery.model import Delivery, Dispatch
from mitdomov.delivery.outbox.queue import SingleLetterRecord
from mitdomov.delivery.outbox.undelivered import undelivered_to
from mitdomov.delivery.transports.mailbox import MailboxLetter
from mitdomov.editorial.model import IssueRecord, SnapshotRecord
from mitdomov.subscribers.dossier import all_changes, changes_data
from mitdomov.subscribers.erasing import erasures_data, erasures_of
from mitdomov.subscribers.model import Consent, Subscriber, Subscription, Suppression
from mitdomov.subscribers.own_addresses import addresses_of, keys_of
from mitdomov.subscribers.own_page_model import ReaderLink
from mitdomov.subscribers.sign_up.mailboxes import mailbox_of
from mitdomov.subscribers.sign_up.model import SignUp, SignUpMailbox


@dataclass(frozen=True, slots=True)
class Mailed:
    """A letter to the person: the row of the ledger, with the number of its issue or the title of
    its digest."""

    delivery: Delivery
    name: str
    is_issue: bool


Event = Consent | Mailed | ReturnedLetter | SingleLetterRecord | Suppression | Subscriber


@dataclass(frozen=True, slots=True)
class Known:
    subscriber: Subscriber
    subscriptions: Sequence[Subscription]
    consents: Sequence[Consent]
    deliveries: Sequence[Mailed]
    returned: Sequence[ReturnedLetter]
    undelivered: Sequence[SingleLetterRecord]
    """Letters to the person alone that came back or did not leave."""
    suppression: Suppression | None

    @property
    def timeline(self) -> list[tuple[datetime, Event]]:
        """What happened, the newest first."""
        events: list[tuple[datetime, Event]] = [
            (self.subscriber.created_at, self.subscriber),
            *((each.at, each) for each in self.consents),
            *((each.delivery.updated_at, each) for each in self.deliveries),
            *((each.received_at, each) for each in self.returned),
            *((each.created_at, each) for each in self.undelivered),
        ]
        if self.suppression is not None:
            events.append((self.suppression.at, self.suppression))
        in_turn = sorted(enumerate(events), key=lambda each: (each[1][0], each[0]), reverse=True)
        return [event for _, event in in_turn]


def known_of(session: Session, subscriber: Subscriber) -> Known:
    number = subscriber.id
    mailed = (
        select(Delivery, NAME, SnapshotRecord.issue_id.is_not(None))
        .join(Dispatch, Dispatch.id == Delivery.dispatch_id)
        .join(SnapshotRecord, SnapshotRecord.id == Dispatch.snapshot_id)
        .outerjoin(IssueRecord, IssueRecord.id == SnapshotRecord.issue_id)
        .where(Delivery.subscriber_id == number)
        .order_by(Delivery.id)
    )
    return Known(
        subscriber,
        session.scalars(
            select(Subscription)
            .where(Subscription.subscriber_id == number)
            .order_by(Subscription.list)
        ).all(),
        session.scalars(
            select(Consent).where(Consent.subscriber_id == number).order_by(Consent.id)
        ).all(),
        [Mailed(*row) for row in session.execute(mailed)],
        returned_of(session, number),
        undelivered_to(session, addresses_of(session, subscriber)),
        session.get(Suppression, subscriber.address_hash),
    )


def personal_data(
    session: Session, subscriber: Subscriber, at: datetime, *, secret_key: str
) -> dict[str, Any]:
    """Ready for JSON: a copy for the person (GDPR art. 15), fit for other programs (art. 20).

    Of keyed hashes, which only this program can read, what they stand for is told.
    """
    known = known_of(session, subscriber)
    addresses = addresses_of(session, subscriber)
    letters = select(
        MailboxLetter.recipient, MailboxLetter.subject, MailboxLetter.received_at
    ).where(func.lower(MailboxLetter.recipient).in_(addresses))
    return {
        "vydáno": at.isoformat(),
        "odběratel": {
            "adresa": subscriber.address,
            "jméno": subscriber.name,
            "evidován od": subscriber.created_at.isoformat(),
            "zasílání pozastaveno od": _moment(subscriber.paused_at),
            "zasílání pozastaveno do": _moment(subscriber.paused_until),
        },
        "odběry": [
            {
                "seznam": each.list,
                "stav": each.state.value,
                "od": each.started_at.isoformat(),
                "do": _moment(each.ended_at),
                "důvod konce": each.ended_reason.value if each.ended_reason else None,
            }
            for each in known.subscriptions
        ],
        "souhlasy": [
            {
                "seznam": each.list,
                "úkon": each.action.value,
                "znění": each.wording,
                "verze znění": each.wording_version,
                "formulář": each.form,
                "způsob": each.method.value,
                "zapsal": each.actor,
                "kdy": each.at.isoformat(),
            }
            for each in known.consents
        ],
        "přihlášky": [
            _sign_up(each) for each in session.scalars(_sign_ups(subscriber, keys_of(addresses)))
        ],
        "potvrzovací dopisy": [
            {
                "nepotvrzených": each.unconfirmed,
                "poslední": _moment(each.last_letter_at),
                "odmítnuty od": _moment(each.refused_at),
            }
            for each in session.scalars(_mailboxes(keys_of(addresses), secret_key))
        ],
        "změny adresy": changes_data(all_changes(session, subscriber.id)),
        "odkazy na vlastní stránku": [
            {"kdy": each.created_at.isoformat(), "platí do": each.expires_at.isoformat()}
            for each in session.scalars(
                select(ReaderLink).where(ReaderLink.subscriber_id == subscriber.id)
            )
        ],
        "zásilky": [_mailed(each) for each in known.deliveries],
        "vrácené dopisy": [_returned(each) for each in known.returned],
        "dopisy ve vestavěné schránce": [
            {"adresa": recipient, "předmět": subject, "kdy": received_at.isoformat()}
            for recipient, subject, received_at in session.execute(letters)
        ],
        "jednotlivé dopisy": [
            _single(each) for each in session.scalars(_single_letters(addresses))
        ],
        "zákaz zasílání": known.suppression
        and {"důvod": known.suppression.reason.value, "od": known.suppression.at.isoformat()},
        "dřívější výmazy": erasures_data(erasures_of(session, subscriber.address_hash)),
    }


def _sign_ups(subscriber: Subscriber, keys: Collection[str]) -> Select[SignUp]:
    is_theirs = SignUp.address_key.in_(keys) | (SignUp.subscriber_id == subscriber.id)
    return select(SignUp).where(is_theirs).order_by(SignUp.id)


def _sign_up(sign_up: SignUp) -> dict[str, Any]:
    return {
        "adresa": sign_up.address or None,
        "seznamy": dict(sign_up.lists),
        "znění": sign_up.wording,
        "formulář": sign_up.form,
        "zapsal": sign_up.actor,
        "síťová adresa": sign_up.network or None,
        "stav": sign_up.state.value,
        "kdy": sign_up.requested_at.isoformat(),
        "dopis": _moment(sign_up.letter_at),
        "potvrzeno": _moment(sign_up.confirmed_at),
    }


def _mailboxes(keys: Collection[str], secret_key: str) -> Select[SignUpMailbox]:
    """What bounds letters that ask to confirm."""
    names = {mailbox_of(secret_key, key) for key in keys}
    return select(SignUpMailbox).where(SignUpMailbox.mailbox.in_(names))


def _single_letters(addresses: Collection[str]) -> Select[SingleLetterRecord]:
    is_theirs = func.lower(SingleLetterRecord.address).in_(addresses)
    return select(SingleLetterRecord).where(is_theirs).order_by(SingleLetterRecord.id)


def _single(letter: SingleLetterRecord) -> dict[str, str | None]:
    """Without its words: a letter that waits has links in it which open more than this copy."""
    return {
        "adresa": letter.address,
        "předmět": letter.subject,
        "stav": letter.state.value,
        "kdy": letter.created_at.isoformat(),
        "vyřízeno": _moment(letter.settled_at),
        "potíž": letter.problem or None,
    }


def _mailed(mailed: Mailed) -> dict[str, str | int | None]:
    row = mailed.delivery
    return {
        "číslo" if mailed.is_issue else "dopis": mailed.name,
        "rozesílka": row.dispatch_id,
        "adresa": row.address,
        "jméno": row.name,
        "stav": row.state.value,
        "důvod": row.reason,
        "odpověď serveru": row.answer,
        "Message-ID": row.message_id,
        "naposledy změněno": row.updated_at.isoformat(),
    }


def _returned(letter: ReturnedLetter) -> dict[str, str | int | None]:
    return {
        "zásilka": letter.delivery_id,
        "co se stalo": KINDS[letter.kind],
        "proč": CAUSES[letter.cause],
        "kód": letter.status,
        "slova serveru": letter.words,
        "z jiné adresy": int(letter.is_forwarded),
        "co následovalo": DEEDS[letter.deed],
        "kdy": letter.received_at.isoformat(),
        "vzato zpět": _moment(letter.taken_back_at),
        "vzal zpět": letter.taken_back_by,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
