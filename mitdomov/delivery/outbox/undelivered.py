"""Letters to one person that reached nobody in; the newest first, or counted, out.

For people at the desk: sign-ups, links and notices leave no row in the ledger of dispatches.
"""

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from mitdomov.delivery.outbox.queue import LetterState, SingleLetterRecord

_REACHED_NOBODY: Final = SingleLetterRecord.state.in_((LetterState.RETURNED, LetterState.FAILED))


def undelivered_letters(
    session: Session, *, limit: int | None = None, offset: int = 0
) -> Sequence[SingleLetterRecord]:
    """Of the last 30 days, after which `retention_rules` forgets them."""
    return session.scalars(_newest_first().limit(limit).offset(offset)).all()


def count_undelivered(session: Session) -> int:
    return session.scalars(
        select(func.count()).select_from(SingleLetterRecord).where(_REACHED_NOBODY)
    ).one()


def undelivered_to(session: Session, addresses: Collection[str]) -> Sequence[SingleLetterRecord]:
    """`addresses` in lower case."""
    is_theirs = func.lower(SingleLetterRecord.address).in_(addresses)
    return session.scalars(_newest_first().where(is_theirs)).all()


def _newest_first() -> Select[SingleLetterRecord]:
    return select(SingleLetterRecord).where(_REACHED_NOBODY).order_by(SingleLetterRecord.id.desc())
