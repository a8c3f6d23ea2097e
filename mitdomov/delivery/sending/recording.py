"""Writes the relay's answer to one letter into the ledger, with what it means for its dispatch."""

import logging
from dataclasses import asdict, fields
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, case, func, select, update
from sqlalchemy.orm import Session

from mitdomov.delivery.dispatches.control import note_outage, pause
from mitdomov.delivery.model import Delivery, DeliveryState
from mitdomov.delivery.sending.starting import Started
from mitdomov.delivery.transports.transport import Outcome, Unreachable
from mitdomov.delivery.verdicts import LETTER_REFUSED, Verdict, verdict
from mitdomov.settings import UncertainPolicy

REFUSALS_TO_PAUSE: Final = 5
"""So many readers in a row for whom the server refused the letter itself."""
_ANSWERED: Final = (DeliveryState.ACCEPTED, DeliveryState.REFUSED)

STEPS_BACK_TO_OUTAGE: Final = 3
"""So many readers in a row at whom the relay ended the conversation."""
_STEPPED_BACK: Final = (
    (Delivery.state == DeliveryState.QUEUED)
    & Delivery.next_attempt_at.is_not(None)
    & Delivery.code.is_(None)
)
_HAS_ANSWER: Final = Delivery.code.is_not(None) | (Delivery.state == DeliveryState.UNCERTAIN)

_RECORD: Final = (
    update(Delivery)
    .where(
        Delivery.id == bindparam("delivery"),
        Delivery.attempt == bindparam("tried"),
        Delivery.state.in_((DeliveryState.SENDING, DeliveryState.UNCERTAIN)),
    )
    .values(
        {field.name: bindparam(field.name) for field in fields(Verdict)}
        | {"claimed_by": None, "lease_until": None, "updated_at": bindparam("at")}
        | {"answer": case((Delivery.subscriber_id.is_(None), ""), else_=bindparam("answer"))}
    )
    .returning(Delivery.id)
    .execution_options(synchronize_session=False)
)
"""Built once: building it would cost more than running it. A server's own words often repeat the
address, which must not come back to a reader erased meanwhile."""

log = logging.getLogger(__name__)


def record(
    session: Session,
    dispatch_id: int,
    letter: Started,
    outcome: Outcome,
    policy: UncertainPolicy,
    at: datetime,
) -> None:
    """Settles doubt as well: the answer may come after the letter's lease has ended."""
    decided = verdict(outcome, letter.tried, policy, at)
    this = {"delivery": letter.delivery_id, "tried": letter.tried.attempt, "at": at}
    recorded = session.scalar(_RECORD, this | asdict(decided))
    if recorded is None:
        log.warning("delivery %s: an answer came too late: %s", letter.delivery_id, decided.state)
    if isinstance(outcome, Unreachable):
        _note_if_outage(session, dispatch_id, outcome, at)
    if decided.reason == LETTER_REFUSED:
        _pause_if_hopeless(session, dispatch_id, decided.answer)


def _note_if_outage(session: Session, dispatch_id: int, cause: Unreachable, at: datetime) -> None:
    """One reader's trouble is not the relay's: only several in a row are."""
    if cause.has_served and not cause.needs_person:
        return
    if cause.needs_person or _are_several(session, dispatch_id):
        note_outage(session, dispatch_id, cause, at)


def _are_several(session: Session, dispatch_id: int) -> bool:
    """Whether the latest letters were all put back; in a small audience, whether all were."""
    in_dispatch = Delivery.dispatch_id == dispatch_id
    latest = session.scalars(
        select(_STEPPED_BACK)
        .where(in_dispatch, _STEPPED_BACK | _HAS_ANSWER)
        .order_by(Delivery.updated_at.desc(), Delivery.id.desc())
        .limit(STEPS_BACK_TO_OUTAGE)
    ).all()
    readers = session.scalars(
        select(func.count()).where(in_dispatch, Delivery.state != DeliveryState.SKIPPED)
    ).one()
    return latest.count(True) >= min(STEPS_BACK_TO_OUTAGE, readers)


def _pause_if_hopeless(session: Session, dispatch_id: int, answer: str) -> None:
    """Readers must not pay for a letter that no server takes."""
    latest = session.scalars(
        select(Delivery.reason)
        .where(Delivery.dispatch_id == dispatch_id, Delivery.state.in_(_ANSWERED))
        .order_by(Delivery.updated_at.desc(), Delivery.id.desc())
        .limit(REFUSALS_TO_PAUSE)
    ).all()
    if latest.count(LETTER_REFUSED) == REFUSALS_TO_PAUSE:
        pause(
            session,
            dispatch_id,
            f"Server odmítl {REFUSALS_TO_PAUSE} dopisů po sobě celých („{answer}“); zkontrolujte "
            "velikost a obsah dopisu, pak v rozesílce pokračujte.",
        )
