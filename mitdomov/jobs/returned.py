"""The Maildir of returned letters read once a minute, and what came back told to editors."""

import logging
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from mitdomov.database.store import Store
from mitdomov.delivery.bounces.alerts import due_alerts, tell_of_returns
from mitdomov.delivery.bounces.maildir import forget_read, read_maildir
from mitdomov.delivery.bounces.recording import take_in
from mitdomov.delivery.bounces.taken import Taken
from mitdomov.jobs.beats import RETURNED, beat, last_beat
from mitdomov.settings import Settings

EVERY: Final = timedelta(minutes=1)
KEPT_FOR: Final = timedelta(days=30)

log = logging.getLogger(__name__)


def read_returned(store: Store, settings: Settings, at: datetime) -> None:
    """Nothing when it was done less than a minute ago, unless something was left over then."""
    maildir = settings.bounce_maildir
    last = last_beat(settings.data_dir, RETURNED)
    if maildir is None or (last is not None and at - last < EVERY):
        return
    try:
        fates, is_all = read_maildir(maildir, partial(_take, store, settings, at))
        if is_all:
            forget_read(maildir, at - KEPT_FOR)
            beat(settings.data_dir, RETURNED)
    except OSError as error:
        # `mitdomov doctor` says so, too; everything else in the sweep goes on.
        log.warning("returned letters: the Maildir cannot be read: %s", type(error).__name__)
        beat(settings.data_dir, RETURNED)
    else:
        if fates:
            log.info("returned letters: %s", ", ".join(f"{n} {fate}" for fate, n in fates.items()))


def tell_of_returned(store: Store, settings: Settings, at: datetime) -> None:
    for dispatch_id in due_alerts(store, settings, at):
        tell_of_returns(store, settings, dispatch_id, at)


def _take(store: Store, settings: Settings, at: datetime, data: bytes) -> Taken:
    return take_in(store, settings, data, at)
