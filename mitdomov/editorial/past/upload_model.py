"""PDFs that came for past issues as rows: what is typed of each until it is a past issue."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import JSON, BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from mitdomov.database.base import Base

FIELDS: Final = ("number", "dated", "theme", "description", "credit")


class UploadState(StrEnum):
    WAITING = "waiting"
    """The worker reads it, or will; its order of work tells how far it is."""
    READ = "read"
    REFUSED = "refused"
    """`problems["file"]` says why."""
    CANCELLED = "cancelled"
    """By an editor, who may have it read again."""
    TAKEN = "taken"
    """It is the past issue `past_issue_id`."""
    REMOVED = "removed"
    """By an editor, who may bring it back for some days."""


OPEN: Final = (
    UploadState.WAITING,
    UploadState.READ,
    UploadState.REFUSED,
    UploadState.CANCELLED,
)
"""States of what may yet be described."""


class PastUpload(Base):
    __tablename__ = "past_upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    typed: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """By `FIELDS`, as it was typed, right or wrong."""
    guessed: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """By `FIELDS`, from the file's name and the file."""
    problems: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """Czech sentences by `FIELDS` and `file`: why it is no past issue yet."""
    read: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Once it was read: `pages`, `mute_pages`, `cover_px`, `is_tagged`."""
    state: Mapped[UploadState] = mapped_column(default=UploadState.WAITING)
    is_confirmed: Mapped[bool] = mapped_column(default=False)
    """An editor has asked to take it in as it is typed, as soon as it is read."""
    is_to_show: Mapped[bool] = mapped_column(default=False)
    """To readers at once, as somebody who may has asked."""
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    replaces_id: Mapped[int | None] = mapped_column(
        ForeignKey("past_issue.id", ondelete="CASCADE"), index=True
    )
    """The past issue whose PDF this is to become."""
    note: Mapped[str] = mapped_column(default="")
    """What readers are told of the replacement."""
    past_issue_id: Mapped[int | None] = mapped_column(
        ForeignKey("past_issue.id", ondelete="SET NULL"), index=True
    )
    order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"))
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime]
    """When it was last given another state."""

    def value(self, field: str) -> str:
        """What is typed; what is guessed where nothing was."""
        return self.typed.get(field, self.guessed.get(field, ""))
