"""Plans a dispatch: a snapshot and a list in, one row for each reader of that moment out."""

from datetime import datetime
from typing import Final

from sqlalchemy import case, false, func, insert, literal, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mitdomov.delivery.dispatches.audience import has_letter
from mitdomov.delivery.model import Delivery, DeliveryState, Dispatch, DispatchState
from mitdomov.subscribers.model import Subscriber, Subscription
from mitdomov.subscribers.pausing import is_paused
from mitdomov.subscribers.subscribing import is_suppressed, on_list

SUPPRESSED: Final = "Na adresu je zakázáno zasílat."
PAUSED: Final = "Odběratel si zasílání pozastavil."
HAS_LETTER: Final = "Tento dopis už má z jiné rozesílky."


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
    again: bool = False,
    idempotency_key: str | None = None,
) -> Dispatch:
    """Freezes the audience of `list` as it is in this transaction; readers who are suppressed or
    paused, or have the same letter unless it is sent `again`, are listed as skipped. The same key
    again gives the same dispatch; raises `PlanningError`."""
    dispatch = Dispatch(
        snapshot_id=snapshot_id,
        list=list,
        state=DispatchState.SENDING,
        again=again,
        audience=0,
        created_at=at,
        begun_at=at,
        idempotency_key=idempotency_key,
    )
    planned = add_once(session, dispatch)
    if planned is dispatch:
        freeze_audience(session, dispatch, at)
    return planned


def add_once(session: Session, dispatch: Dispatch) -> Dispatch:
    """`dispatch`, or the one that its key has made before; raises `IdempotencyConflict`."""
    try:
        with session.begin_nested():
            session.add(dispatch)
    except IntegrityError:
        return _planned_before(session, dispatch)
    return dispatch


def freeze_audience(session: Session, dispatch: Dispatch, at: datetime) -> None:
    """Raises `EmptyAudienceError` when nobody is to get the letter."""
    _add_deliveries(session, dispatch, at)
    dispatch.audience = _count(session, dispatch.id)
    if _count(session, dispatch.id, DeliveryState.QUEUED) == 0:
        raise EmptyAudienceError(_why_nobody(session, dispatch))


def _why_nobody(session: Session, dispatch: Dispatch) -> str:
    has_it = (Delivery.dispatch_id == dispatch.id) & (Delivery.reason == HAS_LETTER)
    if session.scalar(select(Delivery.id).where(has_it).limit(1)):
        return (
            f"Všichni odběratelé seznamu „{dispatch.list}“, kterým lze psát, už tento dopis mají "
            "z jiné rozesílky."
        )
    return (
        f"Seznam „{dispatch.list}“ nemá žádného odběratele, kterému lze poslat dopis; "
        "nejdřív odběratele přidejte."
    )


def planned_by(session: Session, idempotency_key: str) -> Dispatch | None:
    query = select(Dispatch).where(Dispatch.idempotency_key == idempotency_key)
    return session.scalar(query)


def _planned_before(session: Session, wanted: Dispatch) -> Dispatch:
    planned = planned_by(session, wanted.idempotency_key or "")
    if planned is None or _order(planned) != _order(wanted):
        raise IdempotencyConflict(
            f"Tento požadavek už založil rozesílku {planned.id if planned else ''} s jiným číslem, "
            "seznamem nebo termínem; načtěte stránku znovu a odešlete ji ještě jednou."
        )
    return planned


def _order(dispatch: Dispatch) -> tuple[object, ...]:
    """What a person asked for."""
    return (dispatch.snapshot_id, dispatch.list, dispatch.again, dispatch.scheduled_for)


def _add_deliveries(session: Session, dispatch: Dispatch, at: datetime) -> None:
    is_mailed = false() if dispatch.again else has_letter(session, dispatch.snapshot_id)
    paused = is_paused(at)
    skipped = DeliveryState.SKIPPED
    values = {
        "dispatch_id": literal(dispatch.id),
        "subscriber_id": Subscriber.id,
        "subscription_id": Subscription.id,
        "address": Subscriber.address,
        "name": Subscriber.name,
        "state": case((is_suppressed() | paused | is_mailed, skipped), else_=DeliveryState.QUEUED),
        "reason": case(
            (is_suppressed(), SUPPRESSED), (paused, PAUSED), (is_mailed, HAS_LETTER), else_=""
        ),
        "attempt": literal(0),
        "message_id": literal(""),
        "is_resent": false(),
        "answer": literal(""),
        "updated_at": literal(at, Delivery.updated_at.type),
    }
    readers = on_list(dispatch.list).with_only_columns(*values.values(), maintain_column_froms=True)
    session.execute(insert(Delivery).from_select(list(values), readers))


def _count(session: Session, dispatch_id: int, *states: DeliveryState) -> int:
    query = select(func.count()).where(
        Delivery.dispatch_id == dispatch_id, Delivery.state.in_(states or DeliveryState)
    )
    return session.scalars(query).one()
