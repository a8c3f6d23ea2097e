"""Which news have gone out and which wait: the ledger in, the digest that may still change out."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from mitdomov.bulletin.digests.editing import items_of
from mitdomov.bulletin.digests.model import DigestChoice, DigestLetter, DigestRecord
from mitdomov.bulletin.news.model import NewsItem, NewsState
from mitdomov.delivery.model import Dispatch, DispatchState


def _is_ordered(digest_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Somebody ordered a dispatch of the digest that has begun or may yet begin; one that was
    cancelled before its first letter leaves no trace in any mailbox."""
    return exists().where(
        DigestLetter.digest_id == digest_id,
        DigestLetter.snapshot_id == Dispatch.snapshot_id,
        Dispatch.begun_at.is_not(None) | (Dispatch.state != DispatchState.CANCELLED),
    )


def _has_begun(digest_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    return exists().where(
        DigestLetter.digest_id == digest_id,
        DigestLetter.snapshot_id == Dispatch.snapshot_id,
        Dispatch.begun_at.is_not(None),
    )


def open_digest(session: Session) -> DigestRecord | None:
    """The letter that is being assembled; None when the last one was ordered to be sent."""
    query = select(DigestRecord).where(~_is_ordered(DigestRecord.id))
    return session.scalar(query.order_by(DigestRecord.id.desc()).limit(1))


def is_open(session: Session, digest_id: int) -> bool:
    query = select(DigestRecord.id).where(
        DigestRecord.id == digest_id, ~_is_ordered(DigestRecord.id)
    )
    return session.scalar(query) is not None


def unsent_news(session: Session) -> Sequence[NewsItem]:
    """Published, and in no digest that was ordered to be sent; the newest first."""
    taken = exists().where(DigestChoice.news_id == NewsItem.id, _is_ordered(DigestChoice.digest_id))
    query = select(NewsItem).where(NewsItem.state == NewsState.PUBLISHED, ~taken)
    return session.scalars(query.order_by(NewsItem.published_at.desc(), NewsItem.id.desc())).all()


def taken_by_others(session: Session, digest_id: int) -> Sequence[NewsItem]:
    """News of a digest that may still change, which another digest took meanwhile."""
    if not is_open(session, digest_id):
        return ()
    waiting = {each.id for each in unsent_news(session)}
    return [each for each in items_of(session, digest_id) if each.id not in waiting]


def is_sent(session: Session, news_id: int) -> bool:
    """Whether a dispatch of a digest that holds the item has begun."""
    query = select(DigestChoice.news_id).where(
        DigestChoice.news_id == news_id, _has_begun(DigestChoice.digest_id)
    )
    return session.scalar(query.limit(1)) is not None


def waiting_with(session: Session, news_id: int) -> Sequence[Dispatch]:
    """Dispatches that have not begun, of digests that hold the item; the soonest first."""
    query = (
        select(Dispatch)
        .join(DigestLetter, DigestLetter.snapshot_id == Dispatch.snapshot_id)
        .join(DigestChoice, DigestChoice.digest_id == DigestLetter.digest_id)
        .where(
            DigestChoice.news_id == news_id,
            Dispatch.begun_at.is_(None),
            Dispatch.state != DispatchState.CANCELLED,
        )
        .order_by(Dispatch.scheduled_for, Dispatch.id)
    )
    return session.scalars(query).all()


def ordered_digests(session: Session, limit: int = 20) -> Sequence[DigestRecord]:
    """Newest first."""
    query = select(DigestRecord).where(_is_ordered(DigestRecord.id))
    return session.scalars(query.order_by(DigestRecord.id.desc()).limit(limit)).all()


def dispatches_of(session: Session, digest_id: int) -> Sequence[Dispatch]:
    """Newest first."""
    query = (
        select(Dispatch)
        .join(DigestLetter, DigestLetter.snapshot_id == Dispatch.snapshot_id)
        .where(DigestLetter.digest_id == digest_id)
        .order_by(Dispatch.id.desc())
    )
    return session.scalars(query).all()


def ordered_letter(session: Session, digest_id: int) -> int | None:
    """The snapshot that readers got or will get of a digest; None while it may change."""
    query = (
        select(Dispatch.snapshot_id)
        .join(DigestLetter, DigestLetter.snapshot_id == Dispatch.snapshot_id)
        .where(
            DigestLetter.digest_id == digest_id,
            Dispatch.begun_at.is_not(None) | (Dispatch.state != DispatchState.CANCELLED),
        )
        .order_by(Dispatch.id)
        .limit(1)
    )
    return session.scalar(query)
