"""A subscriber in; everything that is kept about the person out, as events or as one table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from mitdomov.delivery.mailbox import MailboxLetter
from mitdomov.delivery.model import Delivery, Dispatch
from mitdomov.delivery.outbox import SingleLetterRecord
from mitdomov.delivery.report import NAME
from mitdomov.editorial.model import IssueRecord, SnapshotRecord
from mitdomov.subscribers.dossier import changes_data, confirmed_changes
from mitdomov.subscribers.model import Consent, Subscriber, Subscription, Suppression
from mitdomov.subscribers.sign_up.model import SignUp, SignUpState


@dataclass(frozen=True, slots=True)
class Mailed:
    """A letter to the person: the row of the ledger, with the number of its issue or the title of
    its digest."""

    delivery: Delivery
    name: str
    is_issue: bool


@dataclass(frozen=True, slots=True)
class Known:
    subscriber: Subscriber
    subscriptions: Sequence[Subscription]
    consents: Sequence[Consent]
    deliveries: Sequence[Mailed]
    suppression: Suppression | None

    @property
    def timeline(self) -> list[tuple[datetime, Consent | Mailed | Suppression | Subscriber]]:
        """What happened, the newest first."""
        events: list[tuple[datetime, Consent | Mailed | Suppression | Subscriber]] = [
            (self.subscriber.created_at, self.subscriber),
            *((each.at, each) for each in self.consents),
            *((each.delivery.updated_at, each) for each in self.deliveries),
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
        session.get(Suppression, subscriber.address_hash),
    )


def personal_data(session: Session, subscriber: Subscriber, at: datetime) -> dict[str, Any]:
    """Ready for JSON: a copy for the person (GDPR art. 15), fit for other programs (art. 20)."""
    known = known_of(session, subscriber)
    letters = select(MailboxLetter.subject, MailboxLetter.received_at).where(
        MailboxLetter.recipient == subscriber.address
    )
    single = select(SingleLetterRecord.subject, SingleLetterRecord.created_at).where(
        SingleLetterRecord.address == subscriber.address
    )
    return {
        "vydáno": at.isoformat(),
        "odběratel": {
            "adresa": subscriber.address,
            "jméno": subscriber.name,
            "evidován od": subscriber.created_at.isoformat(),
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
        "nepotvrzené přihlášky": [
            {"seznamy": ", ".join(each.lists), "kdy": each.requested_at.isoformat()}
            for each in session.scalars(_sign_ups(subscriber))
        ],
        "změny adresy": changes_data(confirmed_changes(session, subscriber.id)),
        "zásilky": [_mailed(each) for each in known.deliveries],
        "dopisy ve vestavěné schránce": [
            {"předmět": subject, "kdy": received_at.isoformat()}
            for subject, received_at in session.execute(letters)
        ],
        "jednotlivé dopisy": [
            {"předmět": subject, "kdy": created_at.isoformat()}
            for subject, created_at in session.execute(single)
        ],
        "zákaz zasílání": known.suppression
        and {"důvod": known.suppression.reason.value, "od": known.suppression.at.isoformat()},
    }


def _sign_ups(subscriber: Subscriber) -> Select[SignUp]:
    """Those that nobody has confirmed yet."""
    return select(SignUp).where(
        SignUp.address_hash == subscriber.address_hash, SignUp.state != SignUpState.CONFIRMED
    )


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


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
