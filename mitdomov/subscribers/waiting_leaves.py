"""Leaves that came while the database was locked: kept as files, honoured by the next sweep.

A mail program asks once (RFC 8058) and tells its user that it is done, so it must be.
"""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from mitdomov.database.store import Store
from mitdomov.durable import PRIVATE, replace_file
from mitdomov.subscribers.model import ConsentMethod, EndedReason, Subscription
from mitdomov.subscribers.subscribing import end_subscription

log = logging.getLogger(__name__)

_FOLDER: Final = "waiting-leaves"
ONE_CLICK_FORM: Final = "List-Unsubscribe"
PAGE_FORM: Final = "/odhlaseni/"


def keep_leave(data_dir: Path, subscription_id: int, method: ConsentMethod, at: datetime) -> None:
    """Survives a power cut; raises `OSError`."""
    words = f"{method.value}\n{at.isoformat()}\n".encode()
    replace_file(_file(data_dir, subscription_id), words, PRIVATE)


def is_leaving(data_dir: Path, subscription_id: int) -> bool:
    return _file(data_dir, subscription_id).exists()


def drop_leave(data_dir: Path, subscription_id: int) -> None:
    """The reader has thought better of it."""
    _file(data_dir, subscription_id).unlink(missing_ok=True)


def honour_leaves(store: Store, data_dir: Path) -> int:
    """How many were done with; one that cannot be written down yet stays for the next time."""
    return sum(_is_done(store, *each) for each in list(_waiting(data_dir)))


def _is_done(store: Store, file: Path, subscription_id: int) -> bool:
    try:
        word, moment = file.read_text(encoding="utf-8").split()
        method, at = ConsentMethod(word), datetime.fromisoformat(moment).astimezone(UTC)
    except (OSError, ValueError):
        # The others must not wait for a person to look at it; each sweep says so again.
        log.exception("a leave cannot be read: %s", file)
        return False
    with store.writing() as session:
        found = session.get(Subscription, subscription_id)
        if found is not None and found.started_at <= at:  # not asked for again since
            leave(session, found, method, at)
    file.unlink(missing_ok=True)
    return True


def leave(
    session: Session, subscription: Subscription, method: ConsentMethod, at: datetime
) -> bool:
    """Whether it was not ended before."""
    form = ONE_CLICK_FORM if method is ConsentMethod.ONE_CLICK else PAGE_FORM
    return end_subscription(session, subscription, EndedReason.READER, method, at, form=form)


def _waiting(data_dir: Path) -> Iterator[tuple[Path, int]]:
    folder = data_dir / _FOLDER
    if folder.is_dir():
        for file in sorted(folder.iterdir()):
            if file.name.isascii() and file.name.isdecimal():  # a hidden draft is not whole yet
                yield file, int(file.name)


def _file(data_dir: Path, subscription_id: int) -> Path:
    return data_dir / _FOLDER / str(subscription_id)
