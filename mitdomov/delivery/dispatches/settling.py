"""Carries out what a person decided about letters that nothing more happens to by itself.

Each change is a conditional update: a letter whose state changed meanwhile stays as it is.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from mitdomov.delivery.dispatches.audience import has_letter
from mitdomov.delivery.model import Delivery, DeliveryState, Dispatch, DispatchState
from mitdomov.subscribers.addresses import normalise

COUNTED_AS_SENT: Final = "Nejistou zásilku považoval za odeslanou člověk."
_QUEUED_AGAIN: Final = {
    "state": DeliveryState.QUEUED,
    "deferred_since": None,
    "next_attempt_at": None,
    "code": None,
    "answer": "",
    "reason": "",
}


class SettlingError(ValueError):
    """Nothing was changed; the message is a Czech sentence."""


def resend_uncertain(
    session: Session, dispatch_id: int, at: datetime, only: Collection[int] | None = None
) -> int:
    """How many were queued again, under their first Message-ID; `only` holds ids of deliveries.

    Ring for the dispatch afterwards: it is being sent again. Raises `SettlingError`.
    """
    changes = _QUEUED_AGAIN | {"is_resent": True}
    return _queue_again(session, dispatch_id, DeliveryState.UNCERTAIN, changes, at, only)


def retry_refused(
    session: Session, dispatch_id: int, at: datetime, only: Collection[int] | None = None
) -> int:
    """As `resend_uncertain`, for letters that the relay is known not to have taken; whoever has
    the same letter from another dispatch by now gets no second one."""
    return _queue_again(session, dispatch_id, DeliveryState.REFUSED, _QUEUED_AGAIN, at, only)


def count_refused(session: Session, dispatch_id: int) -> int:
    """How many letters `retry_refused` would queue."""
    condition = _may_change(session, dispatch_id, DeliveryState.REFUSED)
    return session.scalars(select(func.count()).select_from(Delivery).where(condition)).one()


def count_as_sent(
    session: Session, dispatch_id: int, at: datetime, only: Collection[int] | None = None
) -> int:
    """How many uncertain letters count as accepted from now on; the reason says who decided."""
    changes = {"state": DeliveryState.ACCEPTED, "reason": COUNTED_AS_SENT}
    return _change(session, dispatch_id, DeliveryState.UNCERTAIN, changes, at, only)


def ids_of(
    session: Session, dispatch_id: int, state: DeliveryState, addresses: Sequence[str]
) -> list[int]:
    """The deliveries in `state` to these addresses; raises `SettlingError` unless all have one,
    and `AddressError`."""
    shown = {normalise(each)[0].lower() for each in addresses}
    address = func.lower(Delivery.address)
    query = select(address, Delivery.id).where(
        Delivery.dispatch_id == dispatch_id, Delivery.state == state, address.in_(shown)
    )
    found: dict[str, int] = dict(session.execute(query).all())
    missing = sorted(shown - set(found))
    if missing:
        raise SettlingError(
            f"Rozesílka {dispatch_id} takovou zásilku nemá: {', '.join(missing)}. Jména ukáže "
            f"mitdomov dispatch show {dispatch_id} --names {state.value}."
        )
    return list(found.values())


def _queue_again(
    session: Session,
    dispatch_id: int,
    state: DeliveryState,
    changes: dict[str, Any],
    at: datetime,
    only: Collection[int] | None,
) -> int:
    if session.get_one(Dispatch, dispatch_id).state is DispatchState.CANCELLED:
        raise SettlingError(
            f"Rozesílka {dispatch_id} je zrušená, nic z ní už neodejde; pošlete číslo novou."
        )
    count = _change(session, dispatch_id, state, changes, at, only)
    if count:
        _reopen(session, dispatch_id)
    return count


def _change(
    session: Session,
    dispatch_id: int,
    state: DeliveryState,
    changes: dict[str, Any],
    at: datetime,
    only: Collection[int] | None,
) -> int:
    statement = update(Delivery).where(_may_change(session, dispatch_id, state))
    if only is not None:
        statement = statement.where(Delivery.id.in_(only))
    values = changes | {"claimed_by": None, "lease_until": None, "updated_at": at}
    return len(session.scalars(statement.values(values).returning(Delivery.id)).all())


def _may_change(session: Session, dispatch_id: int, state: DeliveryState) -> ColumnElement[bool]:
    in_state = (Delivery.dispatch_id == dispatch_id) & (Delivery.state == state)
    if state is not DeliveryState.REFUSED:
        return in_state
    snapshot_id = session.get_one(Dispatch, dispatch_id).snapshot_id
    return in_state & ~has_letter(session, snapshot_id, Delivery.subscriber_id)


def _reopen(session: Session, dispatch_id: int) -> None:
    """A finished dispatch is sent again, and its end will be told again; a paused one waits on."""
    session.execute(
        update(Dispatch)
        .where(Dispatch.id == dispatch_id, Dispatch.state == DispatchState.FINISHED)
        .values(state=DispatchState.SENDING, finished_at=None, notified_of=None)
    )
