"""Tells whoever the settings name that a dispatch has finished or was paused, once for each.

A notice is a letter of the outbox, written down together with the mark that it was: a relay that
is away, which is when dispatches pause, delays it and loses none.
"""

from typing import Final

from sqlalchemy import or_, select, update

from mitdomov.clock import now
from mitdomov.database.store import Store
from mitdomov.delivery.model import Dispatch, DispatchState
from mitdomov.delivery.outbox import enqueue_letter
from mitdomov.delivery.report import equation, mailed_by
from mitdomov.editorial.queries import publication
from mitdomov.render.environment import environment
from mitdomov.settings import Settings

_TOLD: Final = (DispatchState.FINISHED, DispatchState.PAUSED)

_is_untold: Final = Dispatch.state.in_(_TOLD) & or_(
    Dispatch.notified_of.is_(None), Dispatch.notified_of != Dispatch.state
)


def due_notices(store: Store, settings: Settings) -> list[int]:
    """Ids of the dispatches whose state is still to be told."""
    if not settings.notice_to:
        return []
    with store.reading() as session:
        return list(session.scalars(select(Dispatch.id).where(_is_untold)))


def notify(store: Store, settings: Settings, dispatch_id: int) -> None:
    """Writes the notice into the outbox, for whoever is first to mark the state as told."""
    with store.writing() as session:
        dispatch = session.scalar(
            update(Dispatch)
            .where(Dispatch.id == dispatch_id, _is_untold)
            .values(notified_of=Dispatch.state)
            .returning(Dispatch)
        )
        about = publication(session, store.blobs)
        if dispatch is None or about is None:
            return
        values = {
            "dispatch": dispatch,
            "terms": equation(session, dispatch_id),
            "mailed": mailed_by(session, dispatch),
            "publication": about,
            "desk_url": f"{settings.public_url}/redakce/rozesilky/{dispatch_id}",
        }
        subject, text, html = (
            environment().get_template(f"email/notice_dispatch/{part}").render(values)
            for part in ("subject.txt", "body.txt", "body.html")
        )
        enqueue_letter(session, settings.notice_to, subject.strip(), text, html, at=now())
