"""What the desk asks of the worker as rows: long work with its progress and its outcome.

The row is the truth; the broker only rings. Whoever works on it holds a lease and tells how far
it is; when the lease runs out, another worker begins again.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from mitdomov.database.base import Base


class WorkKind(StrEnum):
    PUBLISH = "publish"
    PREVIEW_PDF = "preview-pdf"
    """The PDF of the issue as it is now, for editors."""
    CHECK_LINKS = "check-links"
    RENEW_HELP = "renew-help"
    """The published issue again, with the contacts of help that hold now."""
    REFRESH = "refresh"
    """What an older program rendered, by this one; `details` name the snapshot."""
    READ_PAST = "read-past"
    """A PDF that came for a past issue; `details` name it."""


class WorkState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    """By a person; whoever works on it learns it with the next report of progress."""


class WorkOrder(Base):
    __tablename__ = "work_order"
    __table_args__ = (Index(None, "state", "lease_until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[WorkKind]
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"), index=True)
    """None for work that concerns no issue of the desk."""
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What the kind needs to know, e.g. the approval to publish by."""
    state: Mapped[WorkState] = mapped_column(default=WorkState.WAITING)
    step: Mapped[str] = mapped_column(default="")
    """What is being done, in Czech."""
    done: Mapped[float] = mapped_column(default=0.0)
    """From 0 to 1."""
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None] = mapped_column(String(200))
    lease_until: Mapped[datetime | None]
    ordered_at: Mapped[datetime]
    ordered_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    finished_at: Mapped[datetime | None]
    outcome: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What the kind made, e.g. the blob of the PDF."""
    problem: Mapped[str] = mapped_column(default="")
    """Why it failed and what to do, in Czech."""

    @property
    def of_issue(self) -> int:
        """The issue's id, for kinds of work that always have one."""
        if self.issue_id is None:
            raise ValueError(f"work {self.id} concerns no issue")
        return self.issue_id
