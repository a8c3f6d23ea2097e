"""A reader and a dispatch in; whether the issue before it, or after it, failed for good as well."""

from typing import Final

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.orm import Session

from mitdomov.delivery.bounces.causes import Cause
from mitdomov.delivery.bounces.model import ReturnedLetter
from mitdomov.delivery.bounces.notices import Kind
from mitdomov.delivery.model import Delivery, DeliveryState, Dispatch
from mitdomov.editorial.model import SnapshotRecord

_AGAINST_ADDRESS: Final = (Cause.NO_MAILBOX, Cause.NO_DOMAIN, Cause.CLOSED, Cause.OTHER)
_ISSUE: Final = func.coalesce(SnapshotRecord.issue_id, -SnapshotRecord.id)
"""The same issue sent again, or in a later form, is no second one; each digest is one."""


def failed_next_to(session: Session, subscriber_id: int, dispatch_id: int) -> bool:
    """Reports of two dispatches may come in any order, so both neighbours are looked at."""
    failed = exists().where(
        ReturnedLetter.delivery_id == Delivery.id,
        ReturnedLetter.kind == Kind.FAILED,
        ReturnedLetter.cause.in_(_AGAINST_ADDRESS),
        ~ReturnedLetter.is_forwarded,
        ReturnedLetter.taken_back_at.is_(None),
    )
    query = (
        select(_ISSUE, _any(Delivery.dispatch_id == dispatch_id), _any(failed))
        .join(Dispatch, Dispatch.id == Delivery.dispatch_id)
        .join(SnapshotRecord, SnapshotRecord.id == Dispatch.snapshot_id)
        .where(
            Delivery.subscriber_id == subscriber_id,
            Delivery.state.in_((DeliveryState.ACCEPTED, DeliveryState.UNCERTAIN)),
        )
        .group_by(_ISSUE)
        .order_by(func.min(Delivery.id))
    )
    issues = [
        (bool(is_this), bool(has_failed)) for _, is_this, has_failed in session.execute(query)
    ]
    here = next((place for place, (is_this, _) in enumerate(issues) if is_this), None)
    if here is None:
        return False
    return any(
        has_failed
        for _, has_failed in issues[max(0, here - 1) : here] + issues[here + 1 : here + 2]
    )


def _any(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.max(case((condition, 1), else_=0))
