"""The scheduler: sweeps every few seconds in its own process, without asking broker or worker."""

import logging
from typing import Final

from celery.beat import Scheduler

from mitdomov.jobs.names import SWEEP

SWEEP_SECONDS: Final = 5.0

log = logging.getLogger(__name__)


class Sweeper(Scheduler):
    """Runs the sweep itself instead of publishing it: so it waits behind no letter, and finds
    what a dead worker left even when the broker is dead as well."""

    def tick(self, *_options: object, **_more: object) -> float:
        """Seconds until the next sweep."""
        try:
            self.app.tasks[SWEEP]()
        except Exception:
            # A locked database, for instance; the next sweep does what this one could not.
            log.exception("sweep failed")
        return SWEEP_SECONDS
