"""Tells whoever the settings name, once, that too many letters of a dispatch came back.

More than one in twenty says that something is wrong with the list; three that were refused for
what they are, with our standing at other servers.
"""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from mitdomov.database.store import Store
from mitdomov.delivery.bounces.causes import Cause
from mitdomov.delivery.bounces.listing import causes_of, count_came_back
from mitdomov.delivery.bounces.model import Deed, ReturnedLetter
from mitdomov.delivery.bounces.notices import Kind
from mitdomov.delivery.bounces.words import CAUSES
from mitdomov.delivery.dispatches.report import equation, mailed_by
from mitdomov.delivery.model import Delivery, DeliveryState, Dispatch
from mitdomov.delivery.outbox.writing import write_letter
from mitdomov.editorial.queries import publication
from mitdomov.settings import Settings

SHARE_PERCENT: Final = 5
LEAST: Final = 3
"""Fewer letters are nobody's pattern, however small the list."""
_RECENT: Final = timedelta(days=60)


class Alarming(NamedTuple):
    """A dispatch of which too much came back."""

    dispatch_id: int
    came_back: int
    refused: int
    """Of those, how many servers refused the letter or its sender."""
    accepted: int
    is_told: bool


def alarming(session: Session, at: datetime) -> list[Alarming]:
    """Of the last two months, the newest first."""
    came_back = func.count(ReturnedLetter.delivery_id.distinct())
    accepted = (
        select(func.count())
        .select_from(Delivery)
        .where(Delivery.dispatch_id == Dispatch.id, Delivery.state == DeliveryState.ACCEPTED)
        .correlate(Dispatch)
        .scalar_subquery()
    )
    query = (
        select(
            Dispatch.id,
            came_back,
            came_back.filter(ReturnedLetter.deed == Deed.TOLD),
            accepted,
            Dispatch.returns_told_at.is_not(None),
        )
        .join(Delivery, Delivery.dispatch_id == Dispatch.id)
        .join(ReturnedLetter, ReturnedLetter.delivery_id == Delivery.id)
        .where(ReturnedLetter.kind == Kind.FAILED, ReturnedLetter.received_at > at - _RECENT)
        .group_by(Dispatch.id)
        .order_by(Dispatch.id.desc())
    )
    found = [Alarming(*row) for row in session.execute(query)]
    return [each for each in found if _is_alarming(each)]


def _is_alarming(found: Alarming) -> bool:
    is_too_much = found.came_back * 100 > found.accepted * SHARE_PERCENT
    return found.refused >= LEAST or (found.came_back >= LEAST and is_too_much)


def due_alerts(store: Store, settings: Settings, at: datetime) -> list[int]:
    """Ids of dispatches of which it is still to be told."""
    if not settings.notice_to:
        return []
    with store.reading() as session:
        return [each.dispatch_id for each in alarming(session, at) if not each.is_told]


def tell_of_returns(store: Store, settings: Settings, dispatch_id: int, at: datetime) -> None:
    """Writes the notice into the outbox, for whoever is first to mark it as told."""
    with store.writing() as session:
        about = publication(session, store.blobs)
        if about is None:
            return
        dispatch = session.scalar(
            update(Dispatch)
            .where(Dispatch.id == dispatch_id, Dispatch.returns_told_at.is_(None))
            .values(returns_told_at=at)
            .returning(Dispatch)
        )
        if dispatch is None:
            return
        causes = causes_of(session, dispatch_id)
        write_letter(
            session,
            "notice_returns",
            settings.notice_to,
            at,
            magazine=about.title,
            publication=about,
            dispatch=dispatch,
            mailed=mailed_by(session, dispatch),
            came_back=count_came_back(session, dispatch_id),
            accepted=equation(session, dispatch_id).accepted,
            counts=[(CAUSES[cause], count) for cause, count in causes.items()],
            is_refused=bool(set(causes) & {Cause.POLICY, Cause.LETTER}),
            desk_url=f"{settings.public_url}/redakce/nedorucenky/?rozesilka={dispatch_id}",
        )
