"""A message with the mark of a letter to one person in; that letter marked as returned, out.

A confirmation that reached nobody cannot be answered, so its sign-up ends without a word to whoever
typed the address. Nothing here suppresses anybody: of an address only its dispatches decide.
"""

import logging
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from mitdomov.czech_words import short_date
from mitdomov.database.store import Store
from mitdomov.delivery.bounces.forwarding import is_about_another
from mitdomov.delivery.bounces.notices import Ignored, Kind, Notice
from mitdomov.delivery.bounces.policy import is_failure_for_good
from mitdomov.delivery.bounces.return_path import is_genuine, singles_in
from mitdomov.delivery.bounces.taken import Fate, Taken
from mitdomov.delivery.bounces.understanding import Understood
from mitdomov.delivery.bounces.words import CAUSES
from mitdomov.delivery.outbox.queue import LetterState, SingleLetterRecord
from mitdomov.settings import Settings
from mitdomov.subscribers.sign_up.undelivered import end_undelivered, refuse_by_complaint

log = logging.getLogger(__name__)


def take_single(store: Store, settings: Settings, understood: Understood, at: datetime) -> Taken:
    """May be called again with the same message. A letter that is forgotten has no mark."""
    with store.reading() as session:
        letter_id = _named(session, settings, understood.places)
    if letter_id is None:
        return Taken(Fate.STRANGE)
    notice = understood.notice
    if isinstance(notice, Ignored):
        return Taken(Fate.UNCLEAR, letter_id=letter_id)
    if notice.kind is Kind.DELAYED:
        return Taken(Fate.IGNORED, letter_id=letter_id, why=notice.kind)
    with store.writing() as session:
        letter = session.get(SingleLetterRecord, letter_id)
        if letter is None:
            return Taken(Fate.STRANGE)
        return _record(session, letter, notice, at)


def _named(session: Session, settings: Settings, places: Iterable[str]) -> int | None:
    if not settings.bounce_address:
        return None
    for marked in singles_in(settings.bounce_address, places):
        letter = session.get(SingleLetterRecord, marked.letter_id)
        if letter and is_genuine(settings.secret_key, marked, letter.created_at):
            return letter.id
    return None


def _record(session: Session, letter: SingleLetterRecord, notice: Notice, at: datetime) -> Taken:
    if letter.state is LetterState.RETURNED and notice.kind is not Kind.COMPLAINT:
        return Taken(Fate.REPEATED, letter_id=letter.id)
    # It is forgotten so long after it left, whenever it came back.
    letter.settled_at = letter.settled_at or at
    letter.state, letter.problem = LetterState.RETURNED, _problem(notice, at)
    letter.text = letter.html = ""
    if notice.kind is Kind.COMPLAINT:
        refuse_by_complaint(session, letter.id, letter.created_at, at)
    elif is_failure_for_good(notice) and not is_about_another(notice, letter.address):
        end_undelivered(session, letter.id, letter.created_at)
    log.info("single letter %s: %s, %s", letter.id, notice.kind, notice.cause)
    return Taken(Fate.RECORDED, letter_id=letter.id)


def _problem(notice: Notice, at: datetime) -> str:
    """Without the server's own words, which may name people."""
    code = f" ({notice.status})" if notice.status else ""
    verb = "Stížnost" if notice.kind is Kind.COMPLAINT else "Vrátil se"
    return f"{verb} {short_date(at)}: {CAUSES[notice.cause]}{code}."
