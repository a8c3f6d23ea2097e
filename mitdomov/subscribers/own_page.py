"""A reader's wish to see their own data in, a link that opens them for an hour out.

A letter may be forwarded, and its link opens only what harms nobody; whoever wants more proves by
this link that they read the address's mail now.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from mitdomov.accounts.tokens import kept, new_token
from mitdomov.subscribers.model import Subscriber
from mitdomov.subscribers.own_page_model import ReaderLink

LASTS: Final = timedelta(hours=1)
_PAUSE: Final = timedelta(minutes=5)
_MOST_A_DAY: Final = 3


def open_own_page(session: Session, subscriber_id: int, at: datetime) -> str | None:
    """The token for a letter to the reader; None when enough such letters went out of late."""
    query = select(func.count(), func.max(ReaderLink.created_at)).where(
        ReaderLink.subscriber_id == subscriber_id, ReaderLink.created_at > at - timedelta(days=1)
    )
    count, latest = session.execute(query).one()
    if count >= _MOST_A_DAY or (latest is not None and latest > at - _PAUSE):
        return None
    token = new_token()
    session.add(
        ReaderLink(
            subscriber_id=subscriber_id,
            token_sha256=kept(token),
            created_at=at,
            expires_at=at + LASTS,
        )
    )
    return token


def reader_behind(session: Session, token: str, at: datetime) -> Subscriber | None:
    """Nobody for a token that is unknown, expired or closed."""
    query = (
        select(Subscriber)
        .join(ReaderLink, ReaderLink.subscriber_id == Subscriber.id)
        .where(ReaderLink.token_sha256 == kept(token), ReaderLink.expires_at > at)
    )
    return session.scalar(query)


def close_own_pages(session: Session, subscriber_id: int) -> None:
    """After a change of address: links that went to the old one open nothing more."""
    session.execute(delete(ReaderLink).where(ReaderLink.subscriber_id == subscriber_id))


def forget_links(session: Session, before: datetime) -> int:
    """How many links made before the moment were deleted."""
    gone = delete(ReaderLink).where(ReaderLink.created_at < before).returning(ReaderLink.id)
    return len(session.scalars(gone).all())
