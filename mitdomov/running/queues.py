"""The store in; what waits, what is under way and what failed out, in a few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from mitdomov.delivery.model import OPEN_STATES, Delivery, Dispatch, DispatchState
from mitdomov.delivery.outbox.queue import LetterState, SingleLetterRecord
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.past.upload_model import PastUpload
from mitdomov.editorial.past.uploads import UPLOAD
from mitdomov.editorial.work.model import WorkOrder, WorkState
from mitdomov.subscribers.sign_up.model import SignUp, SignUpState


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many of each kind."""

    deliveries: int
    """Letters of dispatches that are going or paused."""
    letters: int
    """Single letters: links to sign in, proofs, notices."""
    work: int
    """Outputs to be made by the worker."""
    failed_letters: int
    sign_ups: int
    """Whose confirming letter is not written yet, under attack or for a table of readers."""


@dataclass(frozen=True, slots=True)
class FailedWork:
    order: WorkOrder
    subject: str
    """Which issue or which file, in Czech; empty when the file is forgotten."""


@dataclass(frozen=True, slots=True)
class Outage:
    dispatch_id: int
    since: datetime | None
    sentence: str


def waiting(session: Session) -> Waiting:
    open_dispatches = select(Dispatch.id).where(
        Dispatch.state.in_((DispatchState.SENDING, DispatchState.PAUSED))
    )
    deliveries = select(func.count()).where(
        Delivery.dispatch_id.in_(open_dispatches), Delivery.state.in_(OPEN_STATES)
    )
    by_letter = dict(
        session.execute(
            select(SingleLetterRecord.state, func.count()).group_by(SingleLetterRecord.state)
        ).all()
    )
    work = select(func.count()).where(WorkOrder.state.in_((WorkState.WAITING, WorkState.RUNNING)))
    sign_ups = select(func.count()).where(SignUp.state == SignUpState.WAITING)
    return Waiting(
        deliveries=session.scalars(deliveries).one(),
        letters=by_letter.get(LetterState.WAITING, 0),
        work=session.scalars(work).one(),
        failed_letters=by_letter.get(LetterState.FAILED, 0),
        sign_ups=session.scalars(sign_ups).one(),
    )


def failed_work(session: Session, limit: int = 20) -> Sequence[FailedWork]:
    """What failed and was not done since, the latest first."""
    later = aliased(WorkOrder)
    is_done_since = (
        select(later.id)
        .where(
            later.kind == WorkOrder.kind,
            later.issue_id.is_not_distinct_from(WorkOrder.issue_id),
            _upload(later).is_not_distinct_from(_upload(WorkOrder)),
            later.id > WorkOrder.id,
        )
        .exists()
    )
    query = (
        select(WorkOrder, IssueRecord.number, PastUpload.file_name)
        .outerjoin(IssueRecord, IssueRecord.id == WorkOrder.issue_id)
        .outerjoin(PastUpload, PastUpload.id == _upload(WorkOrder))
        .where(WorkOrder.state == WorkState.FAILED, ~is_done_since)
        .order_by(WorkOrder.id.desc())
        .limit(limit)
    )
    return [
        FailedWork(order, _subject(number, file_name))
        for order, number, file_name in session.execute(query)
    ]


def _upload(order: type[WorkOrder]) -> ColumnElement[int]:
    """What work that concerns no issue of the desk is about."""
    upload: ColumnElement[int] = order.details[UPLOAD].as_integer()
    return upload


def _subject(number: str | None, file_name: str | None) -> str:
    if number is not None:
        return f"číslo {number}"
    return f"soubor {file_name}" if file_name is not None else ""


def outages(session: Session) -> list[Outage]:
    """Dispatches that cannot go on, with the reason."""
    stuck = select(Dispatch).where(
        (Dispatch.outage != "") | (Dispatch.state == DispatchState.PAUSED)
    )
    return [
        Outage(each.id, each.outage_since, each.outage or each.pause_reason)
        for each in session.scalars(stuck.order_by(Dispatch.id.desc()))
    ]
