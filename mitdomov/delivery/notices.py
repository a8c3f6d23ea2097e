"""Tells whoever the settings name that a dispatch has finished or was paused, once for each."""

import logging
import smtplib
from typing import Final

from sqlalchemy import or_, select, update

from mitdomov.database.store import Store
from mitdomov.delivery.model import Dispatch, DispatchState
from mitdomov.delivery.post import SingleLetter, send_single
from mitdomov.delivery.report import equation, issue_of
from mitdomov.editorial.queries import publication
from mitdomov.render.environment import environment
from mitdomov.settings import Settings

_TOLD: Final = (DispatchState.FINISHED, DispatchState.PAUSED)

log = logging.getLogger(__name__)

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
    """Sends at most one notice of a state: a notice that cannot leave is not worth a storm."""
    letter = _take(store, settings, dispatch_id)
    if letter is None:
        return
    try:
        send_single(store, settings, letter)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        log.warning("dispatch %s: notice not sent: %s", dispatch_id, type(error).__name__)


def _take(store: Store, settings: Settings, dispatch_id: int) -> SingleLetter | None:
    """The letter, for whoever is first to mark the state as told."""
    with store.writing() as session:
        dispatch = session.scalar(
            update(Dispatch)
            .where(Dispatch.id == dispatch_id, _is_untold)
            .values(notified_of=Dispatch.state)
            .returning(Dispatch)
        )
        about = publication(session, store.blobs)
        if dispatch is None or about is None:
            return None
        values = {
            "dispatch": dispatch,
            "terms": equation(session, dispatch_id),
            "issue": issue_of(session, dispatch),
            "publication": about,
            "desk_url": f"{settings.public_url}/redakce/rozesilky/{dispatch_id}",
        }
        return _letter(settings.notice_to, "notice_dispatch", values)


def _letter(address: str, name: str, values: dict[str, object]) -> SingleLetter:
    """From the three templates of a notice in `templates/email/`."""

    def rendered(part: str) -> str:
        return environment().get_template(f"email/{name}/{part}").render(values)

    return SingleLetter(
        address, rendered("subject.txt").strip(), rendered("body.txt"), rendered("body.html")
    )
