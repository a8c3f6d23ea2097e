"""An issue as its editors have it now in, its whole PDF as a blob out, set in another process."""

from collections.abc import Mapping
from typing import Any, Final

from mitdomov.database.blobs import BlobDamagedError
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.previewing import content_key
from mitdomov.editorial.work.model import WorkOrder
from mitdomov.editorial.working import files_of
from mitdomov.jobs.long_work import Shop, Tell, WorkRefusedError, hindered
from mitdomov.magazine.findings import FolderError
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.reading import read_issue
from mitdomov.render.press.client import PressProcess, Unpressed
from mitdomov.render.press.jobs import issue_job

TIMEOUT_SECONDS: Final = 600.0
"""Forty pages take half a minute."""
_NICENESS: Final = 10
"""Nobody waits for it as for a page."""
_DAMAGED: Final = (
    "Některý soubor čísla je na disku poškozený. Řekněte o tom správci: chybu najde příkaz "
    "mitdomov doctor."
)


def preview_pdf(shop: Shop, order: WorkOrder, tell: Tell) -> Mapping[str, Any]:
    """Blob, pages and size of the PDF, where articles begin in it, and of what content it is."""
    content, folder = _load(shop, order.of_issue)
    process = PressProcess(_NICENESS)
    try:
        made = process.run(
            issue_job(folder, public_url=shop.settings.public_url),
            timeout_seconds=TIMEOUT_SECONDS,
            progress=tell,
        )
    finally:
        process.close()
    if isinstance(made, Unpressed):
        raise WorkRefusedError(made.sentence)
    return {
        "pdf": shop.store.blobs.put(made.data),
        "size_bytes": len(made.data),
        "pages": made.pages,
        "first_pages": dict(made.first_pages),
        "content": content,
    }


def _load(shop: Shop, issue_id: int) -> tuple[str, IssueFolder]:
    try:
        with shop.store.reading() as session:
            issue = session.get_one(IssueRecord, issue_id)
            content = content_key(session, shop.store.blobs, issue)
            files = files_of(session, shop.store.blobs, issue)
        return content, read_issue(files)
    except FolderError as error:
        raise hindered("Číslo nejde vysadit", error.findings) from error
    except BlobDamagedError as error:
        raise WorkRefusedError(_DAMAGED) from error
