"""Takes letters back from workers that died, and finds the dispatches that have work to do."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from mitdomov.clock import Clock
from mitdomov.database.store import Store
from mitdomov.delivery.dispatches.control import settle, skip_queued
from mitdomov.delivery.model import Delivery, DeliveryState, Dispatch
from mitdomov.delivery.sending.claiming import is_claimable
from mitdomov.delivery.sending.owners import has_died, is_of_this_machine
from mitdomov.settings import UncertainPolicy

WORKER_DIED: Final = (
    "Rozesílající program skončil dřív, než zapsal odpověď serveru; nelze říci, zda dopis odešel."
)


@dataclass(frozen=True, slots=True)
class _Lost:
    """What nobody works on any more, as conditions on `Delivery`."""

    claims: ColumnElement[bool]
    """Not begun: taking one back from a slow worker harms nobody, `start` will find it gone."""
    letters: ColumnElement[bool]
    """Begun: one of this machine is its worker's while that lives, however slow the relay."""

    @classmethod
    def among(cls, owners: Collection[str], at: datetime) -> "_Lost":
        dead = Delivery.claimed_by.in_([owner for owner in owners if has_died(owner)])
        far = Delivery.claimed_by.in_([owner for owner in owners if not is_of_this_machine(owner)])
        has_expired = Delivery.lease_until < at
        return cls(
            claims=(Delivery.state == DeliveryState.QUEUED) & (dead | has_expired),
            letters=(Delivery.state == DeliveryState.SENDING) & (dead | (far & has_expired)),
        )


def release_expired(store: Store, clock: Clock, policy: UncertainPolicy) -> None:
    """Frees the claims of dead workers; a letter that one of them was sending is in doubt."""
    with store.reading() as session:
        owners = session.scalars(
            select(Delivery.claimed_by).where(Delivery.claimed_by.is_not(None)).distinct()
        ).all()
    if not owners:
        return
    at = clock()
    lost = _Lost.among([owner for owner in owners if owner], at)
    with store.writing() as session:
        for dispatch_id in _release(session, lost, policy, at):
            skip_queued(session, dispatch_id, at)
            settle(session, dispatch_id, at)


def due_dispatches(store: Store, clock: Clock) -> list[int]:
    """Ids of the dispatches with a letter that can be claimed now."""
    with store.reading() as session:
        query = select(Delivery.dispatch_id).join(Dispatch).where(is_claimable(clock()))
        return sorted(session.scalars(query.distinct()))


def _release(session: Session, lost: _Lost, policy: UncertainPolicy, at: datetime) -> set[int]:
    """Ids of the dispatches whose letters changed."""
    touched = _free(session, lost.claims, {})
    if policy is UncertainPolicy.RESEND_ONCE:
        again = {"state": DeliveryState.QUEUED, "is_resent": True, "updated_at": at}
        touched |= _free(session, lost.letters & ~Delivery.is_resent, again)
    doubt = {"state": DeliveryState.UNCERTAIN, "reason": WORKER_DIED, "updated_at": at}
    return touched | _free(session, lost.letters, doubt)


def _free(session: Session, condition: ColumnElement[bool], changes: dict[str, Any]) -> set[int]:
    statement = update(Delivery).where(condition)
    values = changes | {"claimed_by": None, "lease_until": None}
    return set(session.scalars(statement.values(values).returning(Delivery.dispatch_id)))
