"""Sign-ups that wait in; letters that ask their owners to confirm in the outbox.

The letter says what the publication says of itself and nothing that anybody typed, so that it
carries no stranger's words.
"""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from mitdomov.database.store import Store
from mitdomov.delivery.outbox.queue import LetterState, SingleLetterRecord
from mitdomov.delivery.outbox.writing import write_letter
from mitdomov.editorial import queries
from mitdomov.magazine.model import Publication
from mitdomov.settings import Settings
from mitdomov.subscribers.sign_up.confirming import VALID_FOR
from mitdomov.subscribers.sign_up.deciding import Due, due_letters, has_waiting, mark_asked
from mitdomov.subscribers.sign_up.links import link_token
from mitdomov.subscribers.sign_up.model import SignUp, SignUpLane
from mitdomov.subscribers.tokens import subscription_token

_ASKS: Final = "confirmation"
_KNOWS: Final = "confirmation_known"


def write_sign_up_letters(store: Store, settings: Settings, at: datetime) -> list[int]:
    """The letters' ids; nothing is written while no sign-up waits."""
    with store.reading() as session:
        if not has_waiting(session):
            return []
        publication = queries.shown_publication(session, store.blobs)
    if publication is None:
        return []
    with store.writing() as session:
        return [
            _write(session, publication, settings, due, at)
            for due in due_letters(session, at, secret_key=settings.secret_key)
        ]


def letter_sent_at(session: Session, sign_up: SignUp) -> datetime:
    """When the next server took the letter; while the outbox has no answer yet, or has forgotten
    it, when the letter was put there."""
    letter = session.get(SingleLetterRecord, sign_up.letter_id) if sign_up.letter_id else None
    if letter and letter.settled_at and letter.state in (LetterState.SENT, LetterState.RETURNED):
        return letter.settled_at
    return sign_up.letter_at or sign_up.requested_at


def _write(
    session: Session, publication: Publication, settings: Settings, due: Due, at: datetime
) -> int:
    kind = _ASKS if due.known_by is None else _KNOWS
    values = _values(publication, settings, due)
    letter = write_letter(session, kind, due.sign_up.address, at, **values)
    mark_asked(session, due, letter, at)
    return letter


def _values(publication: Publication, settings: Settings, due: Due) -> dict[str, object]:
    secret_key, site = settings.secret_key, settings.public_url
    token = link_token(secret_key, due.sign_up)
    titles = {each.slug: each.title for each in publication.lists}
    own = subscription_token(secret_key, due.known_by) if due.known_by else ""
    return {
        "magazine": publication.title,
        "publication": publication,
        "titles": [titles[slug] for slug in due.lists or due.sign_up.lists if slug in titles],
        "is_invited": due.sign_up.lane is SignUpLane.DESK,
        "days": VALID_FOR.days,
        "confirm_url": f"{site}/odebirat/potvrdit/{token}",
        "refuse_url": f"{site}/odebirat/neprihlasil/{token}",
        "own_url": f"{site}/odber/{own}",
        "site_url": f"{site}/",
    }
