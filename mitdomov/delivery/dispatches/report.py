"""Counts and lists what became of a dispatch: audience = the sum of its deliveries' states."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from mitdomov.delivery.bounces.model import ReturnedLetter
from mitdomov.delivery.bounces.notices import Kind
from mitdomov.delivery.model import Delivery, DeliveryState, Dispatch
from mitdomov.editorial.model import IssueRecord, SnapshotRecord

NAME: Final = func.coalesce(IssueRecord.number, SnapshotRecord.theme)
"""What a snapshot is called, once its issue is joined from the outside: a digest has none."""


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

    def count(self, *states: DeliveryState) -> int:
        """How many deliveries are in these states; the whole audience when none is given."""
        return sum(getattr(self, each) for each in states) if states else self.audience

    def as_dict(self) -> dict[str, int]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


def equation(session: Session, dispatch_id: int) -> Equation:
    """Raises `NoResultFound` when there is no such dispatch."""
    session.execute(select(Dispatch.id).where(Dispatch.id == dispatch_id)).scalar_one()
    return equations(session, [dispatch_id])[dispatch_id]


def equations(session: Session, dispatch_ids: Collection[int]) -> dict[int, Equation]:
    """By the ids of dispatches, counted at once."""
    of_these = Dispatch.id.in_(dispatch_ids)
    audiences = dict(session.execute(select(Dispatch.id, Dispatch.audience).where(of_these)).all())
    counts: dict[int, dict[str, int]] = {each: {} for each in audiences}
    query = select(Delivery.dispatch_id, Delivery.state, func.count())
    query = query.where(Delivery.dispatch_id.in_(dispatch_ids))
    for number, state, count in session.execute(
        query.group_by(Delivery.dispatch_id, Delivery.state)
    ):
        counts[number][state.value] = count
    return {each: Equation(audience=audiences[each], **counts[each]) for each in audiences}


def deliveries(
    session: Session,
    dispatch_id: int,
    *states: DeliveryState,
    words: str = "",
    only_returned: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> Sequence[Delivery]:
    """The deliveries of a dispatch by address; only those in `states` when any are given, with
    `words` in their address or name, and whose letters came back for good."""
    return session.scalars(
        select(Delivery)
        .where(_among(dispatch_id, states, words, only_returned=only_returned))
        .order_by(Delivery.address, Delivery.id)
        .limit(limit)
        .offset(offset)
    ).all()


def count_deliveries(
    session: Session,
    dispatch_id: int,
    *states: DeliveryState,
    words: str = "",
    only_returned: bool = False,
) -> int:
    query = select(func.count()).select_from(Delivery)
    condition = _among(dispatch_id, states, words, only_returned=only_returned)
    return session.scalars(query.where(condition)).one()


def _among(
    dispatch_id: int, states: Collection[DeliveryState], words: str, *, only_returned: bool
) -> ColumnElement[bool]:
    found = (Delivery.dispatch_id == dispatch_id) & Delivery.state.in_(states or DeliveryState)
    if only_returned:
        found &= exists().where(
            ReturnedLetter.delivery_id == Delivery.id, ReturnedLetter.kind == Kind.FAILED
        )
    if not words:
        return found
    return found & or_(
        Delivery.address.icontains(words, autoescape=True),
        Delivery.name.icontains(words, autoescape=True),
    )


def dispatches(session: Session) -> Sequence[tuple[Dispatch, str, Equation]]:
    """All of them with the numbers of their issues or the titles of their digests, newest first."""
    query = (
        select(Dispatch, NAME)
        .join(SnapshotRecord, SnapshotRecord.id == Dispatch.snapshot_id)
        .outerjoin(IssueRecord, IssueRecord.id == SnapshotRecord.issue_id)
    )
    found = session.execute(query.order_by(Dispatch.id.desc())).all()
    counted = equations(session, [each.id for each, _ in found])
    return [(each, number, counted[each.id]) for each, number in found]


class Mailed(NamedTuple):
    """What the dispatch mails, as it was frozen, whatever became of it since."""

    name: str
    """The issue's number, or the digest's title."""
    theme: str
    is_issue: bool

    @property
    def genitive(self) -> str:
        """`čísla 1/2026`, `dopisu Novinky 22. 11. 2026`."""
        return f"{'čísla' if self.is_issue else 'dopisu'} {self.name}"

    @property
    def nominative(self) -> str:
        return f"číslo {self.name}" if self.is_issue else self.name


def mailed_by(session: Session, dispatch: Dispatch) -> Mailed:
    query = (
        select(NAME, SnapshotRecord.theme, SnapshotRecord.issue_id.is_not(None))
        .outerjoin(IssueRecord, SnapshotRecord.issue_id == IssueRecord.id)
        .where(SnapshotRecord.id == dispatch.snapshot_id)
    )
    return Mailed(*session.execute(query).one())
