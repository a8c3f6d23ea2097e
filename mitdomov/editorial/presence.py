"""Who has a text open: sightings in, the others who are there now out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mitdomov.accounts.model import Account
from mitdomov.editorial.article_model import Presence

GONE_AFTER: Final = timedelta(seconds=20)
"""Four beats of the editor's script."""
_JUST_NOW: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Other:
    name: str
    wrote_just_now: bool


def see(session: Session, subject: str, account_id: int, at: datetime) -> None:
    found = session.get(Presence, (subject, account_id))
    if found is None:
        session.add(Presence(subject=subject, account_id=account_id, seen_at=at))
    else:
        found.seen_at = at
    session.execute(delete(Presence).where(Presence.seen_at < at - timedelta(days=1)))
    session.flush()


def others_at(
    session: Session,
    subject: str,
    account_id: int,
    at: datetime,
    *,
    written_by: int | None,
    written_at: datetime,
) -> Sequence[Other]:
    """Whoever was seen beside `account_id`; the text was last written by and at those given."""
    query = (
        select(Account)
        .join(Presence, Presence.account_id == Account.id)
        .where(
            Presence.subject == subject,
            Presence.account_id != account_id,
            Presence.seen_at >= at - GONE_AFTER,
        )
        .order_by(Account.name)
    )
    recent = written_at >= at - _JUST_NOW
    return [
        Other(account.name, wrote_just_now=recent and written_by == account.id)
        for account in session.scalars(query)
    ]
