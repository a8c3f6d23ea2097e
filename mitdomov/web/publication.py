"""What the publication says: its values in, or nothing at all when it cannot be read.

Pages stand without it, because leaving a list must work even from a damaged disk.
"""

import logging
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.orm import Session

from mitdomov.database.blobs import BlobDamagedError, Blobs
from mitdomov.editorial import queries
from mitdomov.magazine.findings import FolderError
from mitdomov.magazine.model import MailingList, Publication
from mitdomov.web.instance import store

T = TypeVar("T")

_log = logging.getLogger(__name__)


def shown_publication(session: Session) -> Publication | None:
    """As it was published, never as it is being changed; None before the first issue too."""
    return _read(queries.shown_publication, session, None)


def shown_lists(session: Session) -> tuple[MailingList, ...]:
    """What readers are offered."""
    return _read(queries.shown_lists, session, ())


def known_lists(session: Session) -> tuple[MailingList, ...]:
    """What editors can send to."""
    return _read(queries.known_lists, session, ())


def _read(read: Callable[[Session, Blobs], T], session: Session, otherwise: T) -> T:
    try:
        return read(session, store().blobs)
    except (BlobDamagedError, FolderError, OSError):
        _log.exception("publication cannot be read; run `mitdomov doctor`")
        return otherwise
