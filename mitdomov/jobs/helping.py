"""A published issue in, the same with the contacts of help that hold now before readers out."""

from collections.abc import Mapping
from typing import Any

from mitdomov.clock import now
from mitdomov.database.blobs import BlobDamagedError
from mitdomov.editorial.helping import NotConfirmedError, ShownAnewError, renew_help
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.work.model import WorkOrder
from mitdomov.jobs.long_work import Shop, Tell, WorkRefusedError
from mitdomov.jobs.publishing import DAMAGED, actor_of
from mitdomov.magazine.findings import FolderError
from mitdomov.render.errors import RenditionError
from mitdomov.render.press.rendition import render_apart


def renew_contacts(shop: Shop, order: WorkOrder, tell: Tell) -> Mapping[str, Any]:
    """The snapshot's id and hash."""
    with shop.store.reading() as session:
        number = session.get_one(IssueRecord, order.of_issue).number
        actor = actor_of(session, order)
    try:
        record = renew_help(
            shop.store,
            number,
            public_url=shop.settings.public_url,
            at=now(),
            progress=tell,
            renderer=render_apart,
            by=actor,
        )
    except (NotConfirmedError, ShownAnewError, RenditionError) as error:
        raise WorkRefusedError(str(error)) from error
    except (BlobDamagedError, FolderError) as error:
        raise WorkRefusedError(DAMAGED) from error
    return {"snapshot_id": record.id, "sha256": record.sha256}
