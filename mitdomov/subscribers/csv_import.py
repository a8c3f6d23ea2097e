"""Subscribes the readers of a parsed table to a list, all of them or none."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, assert_never

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from mitdomov.database.base import Base
from mitdomov.subscribers.addresses import address_hash
from mitdomov.subscribers.csv_reading import Parsed, Row
from mitdomov.subscribers.lists import require_known
from mitdomov.subscribers.model import (
    Consent,
    ConsentAction,
    ConsentMethod,
    Subscriber,
    Subscription,
    SubscriptionState,
    Suppression,
)
from mitdomov.subscribers.subscribing import version_of

EDITOR: Final = "editor"
FORM: Final = "tabulka CSV"


class Fate(StrEnum):
    """What an import does with a row."""

    NEW = "new"
    """The reader is subscribed."""
    ALREADY_ACTIVE = "already-active"
    PENDING = "pending"
    """The reader has asked for the list but not confirmed; only they can."""
    ENDED = "ended"
    """The reader had the list and left it; only they can return."""
    SUPPRESSED = "suppressed"
    """The address must never be mailed."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The rows by what became of them, or in a preview what would."""

    rows: Mapping[Fate, tuple[Row, ...]]

    def count(self, fate: Fate) -> int:
        return len(self.rows[fate])


class ImportRefusedError(ValueError):
    """Nothing was imported; the message is a Czech sentence."""


def import_subscribers(
    session: Session,
    parsed: Parsed,
    list_slug: str,
    consent_source: str,
    at: datetime,
    *,
    known_lists: Collection[str],
    secret_key: str,
    actor: str = EDITOR,
    is_proven: bool = True,
) -> ImportReport:
    """Subscribes every new row, with a consent whose wording is `consent_source`.

    Without proof of the consents nobody becomes active and none is recorded: the new readers wait
    until they confirm, or until an editor has a request of their own. Raises
    `ImportRefusedError` when a row is wrong or the source is blank, `UnknownListError` when the
    list is not one of `known_lists`.
    """
    require_known(list_slug, known_lists)
    _refuse(parsed, consent_source)
    report = preview_import(session, parsed, list_slug, secret_key=secret_key)
    subscriber_ids = _subscriber_ids(session, report.rows[Fate.NEW], secret_key, at)
    state = SubscriptionState.ACTIVE if is_proven else SubscriptionState.PENDING
    _subscribe(session, subscriber_ids, list_slug, state, at)
    if is_proven:
        _record_consents(session, subscriber_ids, list_slug, consent_source.strip(), actor, at)
    return report


def preview_import(
    session: Session, parsed: Parsed, list_slug: str, *, secret_key: str
) -> ImportReport:
    """What importing the good rows would do; changes nothing."""
    states = _states(session, list_slug)
    suppressed = set(session.scalars(select(Suppression.address_hash)))
    rows: dict[Fate, list[Row]] = {fate: [] for fate in Fate}
    for row in parsed.rows:
        is_suppressed = bool(suppressed) and address_hash(secret_key, row.key) in suppressed
        fate = Fate.SUPPRESSED if is_suppressed else _fate(states.get(row.key))
        rows[fate].append(row)
    return ImportReport({fate: tuple(of_fate) for fate, of_fate in rows.items()})


def _fate(state: SubscriptionState | None) -> Fate:
    match state:
        case None:
            return Fate.NEW
        case SubscriptionState.ACTIVE:
            return Fate.ALREADY_ACTIVE
        case SubscriptionState.PENDING:
            return Fate.PENDING
        case SubscriptionState.ENDED:
            return Fate.ENDED
        case _:
            assert_never(state)


def _refuse(parsed: Parsed, consent_source: str) -> None:
    if not consent_source.strip():
        raise ImportRefusedError(
            "Uveďte zdroj souhlasu: kde a kdy odběratelé souhlasili se zasíláním."
        )
    if parsed.errors:
        raise ImportRefusedError(
            f"Soubor má chyby (celkem {len(parsed.errors)}); nic nebylo načteno. První je zde: "
            f"{parsed.errors[0]}"
        )


def _states(session: Session, list_slug: str) -> dict[str, SubscriptionState]:
    """By the key of the address, for everyone who ever had the list."""
    query = (
        select(Subscriber.address_key, Subscription.state)
        .join(Subscription.subscriber)
        .where(Subscription.list == list_slug)
    )
    return dict(session.execute(query).all())


def _subscriber_ids(
    session: Session, rows: Collection[Row], secret_key: str, at: datetime
) -> list[int]:
    """The readers of `rows`, made where they are not yet known; a known name stays as it is."""
    known = _known_ids(session)
    made = (
        {
            "address": row.address,
            "address_key": row.key,
            "address_hash": address_hash(secret_key, row.key),
            "name": row.name,
            "created_at": at,
        }
        for row in rows
        if row.key not in known
    )
    _insert(session, Subscriber, made)
    known = _known_ids(session)
    return [known[row.key] for row in rows]


def _known_ids(session: Session) -> dict[str, int]:
    query = select(Subscriber.address_key, Subscriber.id)
    return dict(session.execute(query).all())


def _subscribe(
    session: Session,
    subscriber_ids: Iterable[int],
    list_slug: str,
    state: SubscriptionState,
    at: datetime,
) -> None:
    made = (
        {
            "subscriber_id": subscriber_id,
            "list": list_slug,
            "state": state,
            "started_at": at,
        }
        for subscriber_id in subscriber_ids
    )
    _insert(session, Subscription, made)


def _record_consents(
    session: Session,
    subscriber_ids: Iterable[int],
    list_slug: str,
    wording: str,
    actor: str,
    at: datetime,
) -> None:
    made = (
        {
            "subscriber_id": subscriber_id,
            "list": list_slug,
            "action": ConsentAction.GIVEN,
            "wording": wording,
            "wording_version": version_of(wording),
            "form": FORM,
            "method": ConsentMethod.IMPORT,
            "actor": actor,
            "at": at,
        }
        for subscriber_id in subscriber_ids
    )
    _insert(session, Consent, made)


def _insert(session: Session, model: type[Base], rows: Iterable[dict[str, object]]) -> None:
    """Past the session, whose bookkeeping would hold the write lock twice as long."""
    made = list(rows)
    if made:
        session.connection().execute(insert(model), made)
