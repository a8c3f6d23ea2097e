"""Writes what must not be lost, again and again until the database takes it."""

import logging
import time
from collections.abc import Callable
from typing import Final

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from mitdomov.database.store import Store

_FIRST_PAUSE_SECONDS: Final = 0.1
_LONGEST_PAUSE_SECONDS: Final = 5.0

log = logging.getLogger(__name__)


def persist(store: Store, write: Callable[[Session], None]) -> None:
    """Runs `write` in a transaction of its own; a database that is locked or full is waited for,
    however long: only this process knows what is to be written."""
    pause_seconds = _FIRST_PAUSE_SECONDS
    while True:
        try:
            with store.writing() as session:
                write(session)
        except OperationalError as error:
            log.warning("an answer waits for the database: %s", error.orig)
            time.sleep(pause_seconds)
            pause_seconds = min(pause_seconds * 2, _LONGEST_PAUSE_SECONDS)
        else:
            return
