"""Tells whoever the settings name, once for each, that the sign-up is under attack.

The letter is one of the outbox: it counts into none of the budgets that strangers use up.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update

from mitdomov.database.store import Store
from mitdomov.delivery.outbox.writing import write_letter
from mitdomov.editorial.queries import publication
from mitdomov.settings import Settings
from mitdomov.subscribers.sign_up.budgets import LETTERS_PER_HOUR
from mitdomov.subscribers.sign_up.model import SignUpOnslaught

_IS_NEWS_FOR: Final = timedelta(days=1)
"""The letter speaks of the present."""


def tell_of_onslaughts(store: Store, settings: Settings, at: datetime) -> None:
    """Writes the notice into the outbox, together with the mark that it was."""
    if not settings.notice_to:
        return
    is_untold = SignUpOnslaught.told_at.is_(None) & (SignUpOnslaught.seen_at > at - _IS_NEWS_FOR)
    with store.reading() as session:
        if session.scalar(select(SignUpOnslaught.id).where(is_untold).limit(1)) is None:
            return
    with store.writing() as session:
        about = publication(session, store.blobs)
        if about is None:
            return
        untold = session.scalars(
            update(SignUpOnslaught)
            .where(is_untold)
            .values(told_at=at)
            .returning(SignUpOnslaught.begun_at)
        ).all()
        if not untold:
            return
        write_letter(
            session,
            "notice_onslaught",
            settings.notice_to,
            at,
            magazine=about.title,
            publication=about,
            begun_at=max(untold),
            most=LETTERS_PER_HOUR,
            desk_url=f"{settings.public_url}/redakce/",
        )
