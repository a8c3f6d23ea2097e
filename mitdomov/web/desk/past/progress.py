"""An upload in; how far its reading is, in words, and why it waits when nobody reads it, out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from mitdomov.editorial.past.importing import warning
from mitdomov.editorial.past.model import PastIssue
from mitdomov.editorial.past.upload_model import PastUpload, UploadState
from mitdomov.editorial.work.model import WorkOrder, WorkState
from mitdomov.editorial.work.orders import running_work
from mitdomov.running import health
from mitdomov.settings import Settings

_PATIENCE: Final = timedelta(seconds=12)
"""A worker that is free begins within a second, at worst with the second sweep."""
_UNHEARD: Final = (
    "Fronta úloh teď neběží, soubory proto čekají. Jsou uložené a přečtou se samy, jakmile "
    "poběží; když to potrvá, řekněte správci, ať se podívá na stránku Stav."
)
_UNSERVED: Final = (
    "Program, který čte PDF, teď neodpovídá, soubory proto čekají. Jsou uložené a přečtou se "
    "samy, jakmile poběží; když to potrvá, řekněte správci, ať se podívá na stránku Stav."
)
_BUSY: Final = "Program má právě jinou práci, třeba sází PDF; na tyto soubory dojde hned po ní."


@dataclass(frozen=True, slots=True)
class Progress:
    upload: PastUpload
    order: WorkOrder | None
    issue: PastIssue | None
    """What it has become."""
    is_other_running: bool
    """Whether the worker does something at all."""

    @property
    def is_going(self) -> bool:
        """Whether the page should ask again."""
        is_ordered = self.order is not None and self.order.state in _UNDER_WAY
        return is_ordered and self.upload.state in (UploadState.WAITING, UploadState.READ)

    @property
    def is_reading(self) -> bool:
        return self.is_going and self.upload.state is UploadState.WAITING

    @property
    def is_running(self) -> bool:
        return self.order is not None and self.order.state is WorkState.RUNNING

    @property
    def has_failed(self) -> bool:
        return self.order is not None and self.order.state is WorkState.FAILED

    @property
    def is_editable(self) -> bool:
        return not self.upload.is_confirmed and self.upload.state in (
            UploadState.WAITING,
            UploadState.READ,
            UploadState.CANCELLED,
        )

    @property
    def warning(self) -> str:
        read = self.upload.read
        return warning(read["mute_pages"], read["pages"]) if read else ""


_UNDER_WAY: Final = (WorkState.WAITING, WorkState.RUNNING)


def progress_of(session: Session, upload: PastUpload) -> Progress:
    order = session.get(WorkOrder, upload.order_id) if upload.order_id else None
    issue = session.get(PastIssue, upload.past_issue_id) if upload.past_issue_id else None
    return Progress(upload, order, issue, bool(running_work(session)))


def why_waiting(settings: Settings, rows: Sequence[Progress], at: datetime) -> str:
    """Nothing while the reading goes on, or may begin any moment."""
    waiting = [row.order for row in rows if row.is_going and row.order and not row.is_running]
    if not any(at - order.ordered_at > _PATIENCE for order in waiting):
        return ""
    if any(row.is_running for row in rows):
        return ""
    if any(row.is_other_running for row in rows):
        return _BUSY
    if not health.broker(settings).is_well:
        return _UNHEARD
    return "" if health.workers(settings)[-1].is_well else _UNSERVED
