"""Who has an article open: sightings in, the others who are there now out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mitdomov.accounts.model import Account
from mitdomov.editorial.article_model import ArticleRecord, Presence

GONE_AFTER: Final = timedelta(seconds=45)
"""Three beats of the editor's script."""
_JUST_NOW: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Other:
    name: str
    wrote_just_now: bool


def see(session: Session, article_id: int, account_id: int, at: datetime) -> None:
    found = session.get(Presence, (article_id, account_id))
    if found is None:
        session.add(Presence(article_id=article_id, account_id=account_id, seen_at=at))
    else:
        found.seen_at = at
    session.execute(delete(Presence).where(Presence.seen_at < at - timedelta(days=1)))
    session.flush()


def others_at(
    session: Session, article: ArticleRecord, account_id: int, at: datetime
) -> Sequence[Other]:
    query = (
        select(Account)
        .join(Presence, Presence.account_id == Account.id)
        .where(
            Presence.article_id == article.id,
            Presence.account_id != account_id,
            Presence.seen_at >= at - GONE_AFTER,
        )
        .order_by(Account.name)
    )
    recent = article.updated_at >= at - _JUST_NOW
    return [
        Other(account.name, wrote_just_now=recent and article.updated_by == account.id)
        for account in session.scalars(query)
    ]
