"""Dispatches that wait for their moment: scheduled, moved, begun when due, held when overdue.

The audience is frozen when a dispatch begins, not when it is scheduled: who subscribes meanwhile
gets the letter, who leaves does not. So the number that a person confirmed is an estimate, and a
dispatch whose audience has grown far beyond it asks first.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mitdomov.clock import Clock
from mitdomov.czech_words import NBSP, counted, long_date, time_of_day
from mitdomov.database.blobs import Blobs
from mitdomov.database.store import Store
from mitdomov.delivery.dispatches.audience import audience_of
from mitdomov.delivery.dispatches.digest_changes import changed_since_frozen
from mitdomov.delivery.dispatches.planning import EmptyAudienceError, add_once, freeze_audience
from mitdomov.delivery.dispatches.schedule import is_overdue
from mitdomov.delivery.model import Dispatch, DispatchState

_GROWTH_SHARE: Final = 10
_GROWTH_LETTERS: Final = 20
"""A dispatch may begin by itself with a tenth of letters more than expected, or so many."""
_WAITING: Final = Dispatch.begun_at.is_(None) & Dispatch.state.in_(
    (DispatchState.SCHEDULED, DispatchState.PAUSED)
)


def schedule_dispatch(
    session: Session,
    *,
    snapshot_id: int,
    list: str,  # noqa: A002 - the field's own word, as in the model
    at: datetime,
    scheduled_for: datetime,
    again: bool = False,
    idempotency_key: str | None = None,
) -> Dispatch:
    """The same key again gives the same dispatch; raises `PlanningError`."""
    expected = audience_of(session, snapshot_id, list).letters(again=again)
    return add_once(
        session,
        Dispatch(
            snapshot_id=snapshot_id,
            list=list,
            state=DispatchState.SCHEDULED,
            again=again,
            scheduled_for=scheduled_for,
            expected=expected,
            audience=0,
            created_at=at,
            idempotency_key=idempotency_key,
        ),
    )


def reschedule(session: Session, dispatch_id: int, scheduled_for: datetime) -> bool:
    """Whether the dispatch had not begun; one that asked whether to begin waits again."""
    found = session.get_one(Dispatch, dispatch_id)
    letters = audience_of(session, found.snapshot_id, found.list).letters(again=found.again)
    return _change(
        session,
        dispatch_id,
        state=DispatchState.SCHEDULED,
        scheduled_for=scheduled_for,
        expected=letters,
        pause_reason="",
        notified_of=None,
    )


def take_snapshot(session: Session, dispatch_id: int, snapshot_id: int) -> bool:
    """Whether the dispatch had not begun: it will mail this snapshot instead of its own."""
    return _change(session, dispatch_id, snapshot_id=snapshot_id)


def begin(session: Session, dispatch_id: int, at: datetime) -> bool:
    """Freezes the audience and lets the letters go; False when it has begun before or is cancelled.

    Raises `EmptyAudienceError`.
    """
    is_ours = _change(
        session, dispatch_id, state=DispatchState.SENDING, begun_at=at, pause_reason=""
    )
    if is_ours:
        found = session.get_one(Dispatch, dispatch_id, populate_existing=True)
        freeze_audience(session, found, at)
    return is_ours


def begin_due(store: Store, clock: Clock) -> None:
    """Begins what is due; asks a person about what is overdue, or not as it was confirmed."""
    with store.reading() as session:
        due = _due(session, clock())
    for dispatch_id in due:
        with store.writing() as session:
            _begin_or_ask(session, store.blobs, dispatch_id, clock())


def has_grown(expected: int, letters: int) -> bool:
    """Whether more letters would leave than a person has reckoned with."""
    return letters - expected > max(_GROWTH_LETTERS, expected // _GROWTH_SHARE)


def _due(session: Session, at: datetime) -> Sequence[int]:
    query = select(Dispatch.id).where(
        Dispatch.state == DispatchState.SCHEDULED, Dispatch.scheduled_for <= at
    )
    return session.scalars(query.order_by(Dispatch.scheduled_for, Dispatch.id)).all()


def _begin_or_ask(session: Session, blobs: Blobs, dispatch_id: int, at: datetime) -> None:
    if dispatch_id not in _due(session, at):
        return
    found = session.get_one(Dispatch, dispatch_id)
    obstacle = _obstacle(session, found, at) or changed_since_frozen(
        session, blobs, found.snapshot_id
    )
    if not obstacle:
        try:
            with session.begin_nested():
                begin(session, dispatch_id, at)
        except EmptyAudienceError as error:
            obstacle = str(error)
    if obstacle:
        _change(session, dispatch_id, state=DispatchState.PAUSED, pause_reason=obstacle)


def _obstacle(session: Session, dispatch: Dispatch, at: datetime) -> str:
    """Why a person must be asked first; empty when it may begin."""
    planned = dispatch.scheduled_for or at
    if is_overdue(planned, at):
        return (
            f"Naplánovaný čas ({long_date(planned)}, {time_of_day(planned)}{NBSP}h) uplynul, když "
            "program neběžel. Nic neodešlo. Odeslat nyní?"
        )
    letters = audience_of(session, dispatch.snapshot_id, dispatch.list, at).letters(
        again=dispatch.again
    )
    expected = dispatch.expected or 0
    if has_grown(expected, letters):
        return (
            f"Od naplánování přibylo mnoho odběratelů: místo "
            f"{counted(expected, 'dopisu', 'dopisů', 'dopisů')} by jich odešlo {letters}. "
            "Nic neodešlo. Odeslat nyní?"
        )
    return ""


def _change(session: Session, dispatch_id: int, **changes: object) -> bool:
    """Changes a dispatch that has not begun."""
    statement = update(Dispatch).where(Dispatch.id == dispatch_id, _WAITING).values(**changes)
    return session.scalar(statement.returning(Dispatch.id)) is not None
