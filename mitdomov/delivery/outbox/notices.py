"""Tells whoever the settings name that a dispatch has finished or was paused, once for each.

A notice is a letter of the outbox, written down together with the mark that it was: a relay that
is away, which is when dispatches pause, delays it and loses none.
"""

from typing import Final

from sqlalchemy import or_, select, update

from mitdomov.clock import now
from mitdomov.database.store import Store
from mitdomov.delivery.dispatches.report import Equation, equation, mailed_by
from mitdomov.delivery.model import Dispatch, DispatchState
from mitdomov.delivery.outbox.writing import write_letter
from mitdomov.editorial.queries import publication
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
        terms = equation(session, dispatch_id)
        write_letter(
            session,
            "notice_dispatch",
            settings.notice_to,
            now(),
            magazine=about.title,
            publication=about,
            dispatch=dispatch,
            is_paused=dispatch.state is DispatchState.PAUSED,
            mailed=mailed_by(session, dispatch),
            terms=terms,
            counts=_counts(terms),
            desk_url=f"{settings.public_url}/redakce/rozesilky/{dispatch_id}",
        )


def _counts(terms: Equation) -> list[tuple[str, int]]:
    return [
        ("Odběratelů celkem", terms.audience),
        ("Převzal další server", terms.accepted),
        ("Odmítnuto", terms.refused),
        ("Vynecháno", terms.skipped),
        ("Nejisté", terms.uncertain),
        ("Čeká", terms.queued + terms.sending),
    ]
