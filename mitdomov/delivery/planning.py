"""Plans a dispatch: a snapshot and a list in, one row for each reader of that moment out."""

from datetime import datetime
from typing import Final

from sqlalchemy import case, false, func, insert, literal, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mitdomov.delivery.model import Delivery, DeliveryState, Dispatch, DispatchState
from mitdomov.subscribers.model import Subscriber, Subscription
from mitdomov.subscribers.subscribing import is_suppressed, on_list

SUPPRESSED: Final = "Na adresu je zakázáno zasílat."


class PlanningError(Exception):
    """The dispatch cannot be planned; the message is a Czech sentence."""


class EmptyAudienceError(PlanningError):
    pass


class IdempotencyConflict(PlanningError):  # noqa: N818 - reads as what it says
    """The same key asked for another dispatch before."""


def plan_dispatch(
    session: Session,
    *,
    snapshot_id: int,
    list: str,  # noqa: A002 - the field's own word, as in the model
    at: datetime,
    idempotency_key: str | None = None,
) -> Dispatch:
    """Freezes the audience of `list` as it is in this transaction; suppressed readers are
    listed as skipped. The same key again gives the same dispatch; raises `PlanningError`."""
    dispatch = Dispatch(
        snapshot_id=snapshot_id,
        list=list,
        state=DispatchState.SENDING,
        audience=0,
        created_at=at,
        idempotency_key=idempotency_key,
    )
    try:
        with session.begin_nested():
            session.add(dispatch)
    except IntegrityError:
        return _planned_before(session, dispatch)
    _freeze_audience(session, dispatch)
    return dispatch


def _planned_before(session: Session, wanted: Dispatch) -> Dispatch:
    planned = session.scalars(
        select(Dispatch).where(Dispatch.idempotency_key == wanted.idempotency_key)
    ).one()
    if (planned.snapshot_id, planned.list) != (wanted.snapshot_id, wanted.list):
        raise IdempotencyConflict(
            f"Tento požadavek už založil rozesílku {planned.id} s jiným číslem nebo seznamem; "
            "načtěte stránku znovu a odešlete ji ještě jednou."
        )
    return planned


def _freeze_audience(session: Session, dispatch: Dispatch) -> None:
    values = {
        "dispatch_id": literal(dispatch.id),
        "subscriber_id": Subscriber.id,
        "subscription_id": Subscription.id,
        "address": Subscriber.address,
        "name": Subscriber.name,
        "state": case((is_suppressed(), DeliveryState.SKIPPED), else_=DeliveryState.QUEUED),
        "reason": case((is_suppressed(), SUPPRESSED), else_=""),
        "attempt": literal(0),
        "message_id": literal(""),
        "is_resent": false(),
        "answer": literal(""),
        "updated_at": literal(dispatch.created_at, Delivery.updated_at.type),
    }
    readers = on_list(dispatch.list).with_only_columns(*values.values(), maintain_column_froms=True)
    session.execute(insert(Delivery).from_select(list(values), readers))
    dispatch.audience = _count(session, dispatch.id)
    if _count(session, dispatch.id, DeliveryState.QUEUED) == 0:
        raise EmptyAudienceError(
            f"Seznam „{dispatch.list}“ nemá žádného odběratele, kterému lze poslat dopis; "
            "nejdřív odběratele přidejte."
        )


def _count(session: Session, dispatch_id: int, *states: DeliveryState) -> int:
    query = select(func.count()).where(
        Delivery.dispatch_id == dispatch_id, Delivery.state.in_(states or DeliveryState)
    )
    return session.scalars(query).one()
