"""An approved issue in, its snapshot before the eyes of readers out: all artefacts or none."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy.orm import Session

from mitdomov.accounts.audit import PROGRAM, Actor
from mitdomov.accounts.model import Account
from mitdomov.clock import now
from mitdomov.database.blobs import BlobDamagedError
from mitdomov.delivery.dispatches.corrections import owes_note
from mitdomov.editorial.judging import judge
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.publishing import (
    ChangedMeanwhileError,
    NotApprovedError,
    NotPublishable,
    publish,
)
from mitdomov.editorial.work.model import WorkOrder
from mitdomov.jobs.long_work import Shop, Tell, WorkRefusedError, hindered
from mitdomov.magazine.findings import FolderError
from mitdomov.render.errors import RenditionError
from mitdomov.render.press.rendition import render_apart

APPROVAL: Final = "approval_id"
"""The order's detail that names the approval to publish by."""
DAMAGED: Final = (
    "Některý soubor čísla je na disku poškozený. Řekněte o tom správci: chybu najde příkaz "
    "mitdomov doctor."
)
OWED: Final = (
    "Čtenáři už mají dopis s dřívější podobou čísla. Na stránce Schválení napište, co se opravilo, "
    "a nechte číslo znovu schválit."
)


def publish_issue(shop: Shop, order: WorkOrder, tell: Tell) -> Mapping[str, Any]:
    """The snapshot's id and hash. Refuses whatever is not approved as it is now."""
    with shop.store.reading() as session:
        issue = session.get_one(IssueRecord, order.of_issue)
        actor = actor_of(session, order)
        if _owes_note(shop, session, issue):
            raise WorkRefusedError(OWED)
    approval_id = order.details.get(APPROVAL)
    if not isinstance(approval_id, int):
        raise WorkRefusedError(str(NotApprovedError(issue.number)))
    try:
        record = publish(
            shop.store,
            issue.number,
            public_url=shop.settings.public_url,
            at=now(),
            progress=tell,
            renderer=render_apart,
            approval_id=approval_id,
            by=actor,
        )
    except (NotApprovedError, ChangedMeanwhileError, RenditionError) as error:
        raise WorkRefusedError(str(error)) from error
    except (NotPublishable, FolderError) as error:
        raise hindered("Číslo nejde vydat", error.findings) from error
    except BlobDamagedError as error:
        raise WorkRefusedError(DAMAGED) from error
    return {"snapshot_id": record.id, "sha256": record.sha256}


def _owes_note(shop: Shop, session: Session, issue: IssueRecord) -> bool:
    try:
        content = judge(session, shop.store.blobs, issue).content_sha256
        return owes_note(session, shop.store.blobs, issue, content)
    except BlobDamagedError as error:
        raise WorkRefusedError(DAMAGED) from error
    except FolderError:
        return False


def actor_of(session: Session, order: WorkOrder) -> Actor:
    account = session.get(Account, order.ordered_by) if order.ordered_by else None
    return Actor(account.name, account.id) if account else PROGRAM
