"""The dossier of a reader's consents (GDPR art. 7(1)): rows in; acts in words, and a copy, out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mitdomov.subscribers.model import (
    Consent,
    ConsentAction,
    ConsentMethod,
    Subscriber,
    Subscription,
    Suppression,
)
from mitdomov.subscribers.own_page_model import AddressChange
from mitdomov.subscribers.subscribing import PROGRAM, READER, version_of

ACTIONS: Final[Mapping[ConsentAction, str]] = {
    ConsentAction.REQUESTED: "žádost o odběr",
    ConsentAction.INVITED: "výzva k potvrzení",
    ConsentAction.LETTER_SENT: "odeslán dopis k potvrzení",
    ConsentAction.GIVEN: "souhlas udělen",
    ConsentAction.WITHDRAWN: "souhlas odvolán",
}
METHODS: Final[Mapping[ConsentMethod, str]] = {
    ConsentMethod.IMPORT: "načtením z tabulky",
    ConsentMethod.LETTER: "tlačítkem za odkazem v potvrzovacím dopise",
    ConsentMethod.ONE_CLICK: "tlačítkem v poštovním programu (RFC 8058)",
    ConsentMethod.PAGE: "na stránce webu",
    ConsentMethod.DESK: "v redakci na žádost",
    ConsentMethod.COMPLAINT: "stížností na spam",
    ConsentMethod.PROGRAM: "e-mailem na adresu odběratele",
}
_ACTORS: Final = {READER: "odběratel sám", PROGRAM: "program", "editor": "redakce"}


@dataclass(frozen=True, slots=True)
class Act:
    at: datetime
    list: str
    action: ConsentAction
    method: ConsentMethod
    form: str
    wording: str
    version: str
    actor: str

    @property
    def action_words(self) -> str:
        return ACTIONS[self.action]

    @property
    def method_words(self) -> str:
        return METHODS[self.method]

    @property
    def actor_words(self) -> str:
        return _ACTORS.get(self.actor, self.actor)


@dataclass(frozen=True, slots=True)
class Dossier:
    """Of one reader, the oldest act first."""

    subscriber: Subscriber
    subscriptions: Sequence[Subscription]
    acts: Sequence[Act]
    changes: Sequence[AddressChange]
    """Confirmed, or done by an editor: consents before one were given from its old address."""
    suppression: Suppression | None

    @property
    def wordings(self) -> Mapping[str, str]:
        """By version, each text that the acts name."""
        return {act.version: act.wording for act in self.acts if act.wording}


@dataclass(frozen=True, slots=True)
class Wording:
    """A text that readers agreed to, and how it was used."""

    version: str
    text: str
    lists: tuple[str, ...]
    forms: tuple[str, ...]
    first_at: datetime
    last_at: datetime
    count: int
    """Of the consents given in these words that are still kept."""


def dossier_of(session: Session, subscriber: Subscriber) -> Dossier:
    number = subscriber.id
    consents = session.scalars(
        select(Consent).where(Consent.subscriber_id == number).order_by(Consent.at, Consent.id)
    )
    return Dossier(
        subscriber,
        session.scalars(
            select(Subscription)
            .where(Subscription.subscriber_id == number)
            .order_by(Subscription.list)
        ).all(),
        [_act(each) for each in consents],
        [each for each in all_changes(session, number) if each.confirmed_at is not None],
        session.get(Suppression, subscriber.address_hash),
    )


def all_changes(session: Session, subscriber_id: int) -> Sequence[AddressChange]:
    """Wishes as well that were never confirmed."""
    query = select(AddressChange).where(AddressChange.subscriber_id == subscriber_id)
    return session.scalars(query.order_by(AddressChange.asked_at, AddressChange.id)).all()


def dossier_data(dossier: Dossier, at: datetime) -> dict[str, Any]:
    """Ready for JSON; each wording stands there once, acts name its version."""
    who = dossier.subscriber
    return {
        "vydáno": at.isoformat(),
        "odběratel": {
            "adresa": who.address,
            "jméno": who.name,
            "evidován od": who.created_at.isoformat(),
        },
        "odběry": [
            {"seznam": each.list, "stav": each.state.value} for each in dossier.subscriptions
        ],
        "úkony": [_act_data(act) for act in dossier.acts],
        "znění": dict(dossier.wordings),
        "změny adresy": changes_data(dossier.changes),
        "zákaz zasílání": dossier.suppression
        and {
            "důvod": dossier.suppression.reason.value,
            "od": dossier.suppression.at.isoformat(),
        },
    }


def changes_data(changes: Sequence[AddressChange]) -> list[dict[str, str | None]]:
    return [
        {
            "z adresy": each.old_address,
            "na adresu": each.new_address,
            "zapsal": _ACTORS.get(each.actor, each.actor),
            "jak požádal": each.wording or None,
            "požádáno": each.asked_at.isoformat(),
            "platí do": each.expires_at.isoformat(),
            "potvrzeno": each.confirmed_at.isoformat() if each.confirmed_at else None,
            "vráceno": each.stopped_at.isoformat() if each.stopped_at else None,
        }
        for each in changes
    ]


def wordings_used(session: Session) -> list[Wording]:
    """Of all consents given, the latest first. What editors wrote of single people is no wording
    of ours, and is left out."""
    query = (
        select(
            Consent.wording,
            Consent.list,
            Consent.form,
            func.min(Consent.at),
            func.max(Consent.at),
            func.count(),
        )
        .where(
            Consent.action == ConsentAction.GIVEN,
            Consent.method != ConsentMethod.DESK,
            Consent.wording != "",
        )
        .group_by(Consent.wording, Consent.list, Consent.form)
    )
    uses: dict[str, list[_Use]] = {}
    for text, slug, form, first_at, last_at, count in session.execute(query):
        uses.setdefault(text, []).append(_Use(slug, form, first_at, last_at, count))
    made = [_wording(text, each) for text, each in uses.items()]
    return sorted(made, key=lambda wording: wording.last_at, reverse=True)


@dataclass(frozen=True, slots=True)
class _Use:
    list: str
    form: str
    first_at: datetime
    last_at: datetime
    count: int


def _wording(text: str, uses: Sequence[_Use]) -> Wording:
    return Wording(
        version_of(text),
        text,
        tuple(sorted({use.list for use in uses})),
        tuple(sorted({use.form for use in uses if use.form})),
        min(use.first_at for use in uses),
        max(use.last_at for use in uses),
        sum(use.count for use in uses),
    )


def _act(row: Consent) -> Act:
    version = row.wording_version or version_of(row.wording)  # records from before have none
    return Act(row.at, row.list, row.action, row.method, row.form, row.wording, version, row.actor)


def _act_data(act: Act) -> dict[str, str]:
    return {
        "kdy": act.at.isoformat(),
        "seznam": act.list,
        "úkon": act.action_words,
        "způsob": act.method_words,
        "formulář": act.form,
        "verze znění": act.version,
        "osoba": act.actor_words,
    }
