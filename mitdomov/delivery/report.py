"""Counts and lists what became of a dispatch: audience = the sum of its deliveries' states."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mitdomov.delivery.model import Delivery, DeliveryState, Dispatch
from mitdomov.editorial.model import IssueRecord, SnapshotRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """audience = accepted + refused + skipped + uncertain + queued + sending, always: `audience`
    was written down when it was frozen, the rest is counted now."""

    audience: int
    accepted: int = 0
    refused: int = 0
    skipped: int = 0
    uncertain: int = 0
    queued: int = 0
    sending: int = 0

    @property
    def is_balanced(self) -> bool:
        return self.audience == self.settled + self.queued + self.sending

    @property
    def settled(self) -> int:
        """Letters about which nothing more will happen by itself."""
        return self.accepted + self.refused + self.skipped + self.uncertain

    def as_dict(self) -> dict[str, int]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


def equation(session: Session, dispatch_id: int) -> Equation:
    """Raises `NoResultFound` when there is no such dispatch."""
    audience = session.execute(select(Dispatch.audience).where(Dispatch.id == dispatch_id))
    counts = session.execute(
        select(Delivery.state, func.count())
        .where(Delivery.dispatch_id == dispatch_id)
        .group_by(Delivery.state)
    )
    return Equation(
        audience=audience.scalar_one(), **{state.value: count for state, count in counts}
    )


def deliveries(
    session: Session, dispatch_id: int, state: DeliveryState | None = None
) -> Sequence[Delivery]:
    """The deliveries of a dispatch by address; only those in `state` when it is given."""
    query = select(Delivery).where(Delivery.dispatch_id == dispatch_id).order_by(Delivery.address)
    return session.scalars(query if state is None else query.where(Delivery.state == state)).all()


class MailedIssue(NamedTuple):
    """The issue as the dispatch mails it, whatever became of it since."""

    number: str
    theme: str


def issue_of(session: Session, dispatch: Dispatch) -> MailedIssue:
    query = (
        select(IssueRecord.number, SnapshotRecord.theme)
        .join(SnapshotRecord, SnapshotRecord.issue_id == IssueRecord.id)
        .where(SnapshotRecord.id == dispatch.snapshot_id)
    )
    return MailedIssue(*session.execute(query).one())
