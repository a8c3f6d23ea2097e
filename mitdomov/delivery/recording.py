"""Writes the relay's answer to one letter into the ledger, with what it means for its dispatch."""

import logging
from dataclasses import asdict
from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mitdomov.delivery.control import end_outage, pause
from mitdomov.delivery.model import Delivery, DeliveryState
from mitdomov.delivery.starting import Started
from mitdomov.delivery.transport import Outcome, Unreachable
from mitdomov.delivery.verdicts import LETTER_REFUSED, verdict

REFUSALS_TO_PAUSE: Final = 5
"""So many readers in a row for whom the server refused the letter itself."""
_ANSWERED: Final = (DeliveryState.ACCEPTED, DeliveryState.REFUSED)

log = logging.getLogger(__name__)


def record(
    session: Session, dispatch_id: int, letter: Started, outcome: Outcome, at: datetime
) -> None:
    """Settles doubt as well: the answer may come after the letter's lease has ended."""
    decided = verdict(outcome, letter.tried, at)
    recorded = session.scalar(
        update(Delivery)
        .where(
            Delivery.id == letter.delivery_id,
            Delivery.attempt == letter.tried.attempt,
            Delivery.state.in_((DeliveryState.SENDING, DeliveryState.UNCERTAIN)),
        )
        .values(asdict(decided) | {"claimed_by": None, "lease_until": None, "updated_at": at})
        .returning(Delivery.id)
    )
    if recorded is None:
        log.warning("delivery %s: an answer came too late: %s", letter.delivery_id, decided.state)
    if not isinstance(outcome, Unreachable):
        end_outage(session, dispatch_id)
    if decided.reason == LETTER_REFUSED:
        _pause_if_hopeless(session, dispatch_id, decided.answer)


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
