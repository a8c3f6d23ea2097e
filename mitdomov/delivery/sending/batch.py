"""Sends one turn of a dispatch: its letter and its connection come here together."""

import logging
from datetime import timedelta
from typing import Final

from mitdomov.clock import Clock
from mitdomov.database.blobs import BlobDamagedError
from mitdomov.database.store import Store
from mitdomov.delivery.dispatches.control import pause
from mitdomov.delivery.letters.of_dispatch import LetterMissingError, composer
from mitdomov.delivery.sending.turn import Turn
from mitdomov.delivery.transports.transport import Transport, Unreachable
from mitdomov.render.letter.slots import SlotError
from mitdomov.settings import Settings

LETTER_UNUSABLE: Final = (
    "Dopis tohoto čísla chybí nebo je poškozený; spusťte mitdomov doctor, obnovte data ze zálohy "
    "a v rozesílce pokračujte."
)

log = logging.getLogger(__name__)


def send_some(
    store: Store,
    dispatch_id: int,
    transport: Transport,
    *,
    worker: str,
    clock: Clock,
    settings: Settings,
) -> int:
    """How many letters were dealt with; 0 when nothing can be sent at present."""
    try:
        composing = composer(store, dispatch_id, settings)
    except (LetterMissingError, BlobDamagedError, SlotError):
        log.exception("dispatch %s: no letter to send", dispatch_id)
        with store.writing() as session:
            pause(session, dispatch_id, LETTER_UNUSABLE)
        return 0
    turn = Turn(
        store=store,
        dispatch_id=dispatch_id,
        composer=composing,
        worker=worker,
        clock=clock,
        lease_time=timedelta(seconds=settings.lease_seconds),
        policy=settings.uncertain_policy,
    )
    claimed = turn.claim_batch()
    count = len(claimed)
    if not claimed:
        return 0
    with turn.giving_back(), transport.open() as connection:
        if isinstance(connection, Unreachable):
            turn.note_outage(connection)
            return 0
        turn.send(claimed, connection)
    return count - len(claimed)
