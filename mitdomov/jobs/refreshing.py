"""Editions that an older program rendered in, the same as this one renders them out, one by one.

Ordered by the sweep, one at a time: whoever publishes meanwhile waits for one of them at most.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from mitdomov.clock import now
from mitdomov.database.blobs import BlobDamagedError
from mitdomov.database.store import Store
from mitdomov.editorial.refreshing import Awaiting, awaiting, refresh
from mitdomov.editorial.work.model import WorkKind, WorkOrder, WorkState
from mitdomov.editorial.work.orders import is_under_way, latest_work, order_work
from mitdomov.jobs.long_work import Shop, Tell, WorkRefusedError
from mitdomov.jobs.publishing import DAMAGED
from mitdomov.render.errors import RenditionError
from mitdomov.render.fingerprint import fingerprint
from mitdomov.render.press.rendition import render_again_apart

SNAPSHOT: Final = "snapshot_id"
RENDERER: Final = "renderer"
"""The order's details: what is to be rendered, and by which program."""
_PATIENCE: Final = timedelta(minutes=10)
"""When a worker of another version did it, it is ordered again, but not all the time."""


def order_refresh(store: Store) -> int | None:
    """The id of the order for the next edition; None while one is under way or none is left."""
    at = now()
    with store.reading() as session:
        if is_under_way(session, WorkKind.REFRESH):
            return None
        left = (each for each in awaiting(session) if _may_order(_latest(session, each), each, at))
        found = next(left, None)
    if found is None:
        return None
    with store.writing() as session:
        return order_work(
            session, WorkKind.REFRESH, found.issue_id, by=None, at=at, details=_details(found)
        ).id


def stuck_editions(session: Session) -> list[Awaiting]:
    """Those that this program tried to render again, and could not."""
    return [each for each in awaiting(session) if _has_failed(_latest(session, each), each)]


def refresh_edition(shop: Shop, order: WorkOrder, tell: Tell) -> Mapping[str, Any]:
    """Whether anything was to be done."""
    try:
        is_done = refresh(
            shop.store,
            order.details[SNAPSHOT],
            at=now(),
            progress=tell,
            renderer=render_again_apart,
        )
    except RenditionError as error:
        raise WorkRefusedError(str(error)) from error
    except (BlobDamagedError, ValueError) as error:
        raise WorkRefusedError(DAMAGED) from error
    return {"is_done": is_done}


def _details(edition: Awaiting) -> dict[str, Any]:
    return {SNAPSHOT: edition.snapshot_id, RENDERER: fingerprint()}


def _latest(session: Session, edition: Awaiting) -> WorkOrder | None:
    return latest_work(session, WorkKind.REFRESH, edition.issue_id)


def _has_failed(latest: WorkOrder | None, edition: Awaiting) -> bool:
    return (
        latest is not None
        and latest.state is WorkState.FAILED
        and latest.details == _details(edition)
    )


def _may_order(latest: WorkOrder | None, edition: Awaiting, at: datetime) -> bool:
    """What failed waits for a person, or for another version of the program."""
    if latest is None or latest.details != _details(edition):
        return True
    is_old = latest.finished_at is None or at - latest.finished_at > _PATIENCE
    return latest.state is WorkState.DONE and is_old
