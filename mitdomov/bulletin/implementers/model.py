"""The directory of implementers as rows: one for each table that was loaded, and changes to it.

A table is what editors keep; so the whole of it is kept, and the one before it can come back.
Single entries are changed in the table that is shown, each with what it was before.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from mitdomov.database.base import Base


class TableState(StrEnum):
    DRAFT = "draft"
    """Waits for a person's yes; deleted by a no, or by the day."""
    SHOWN = "shown"
    """What readers see; one table at most."""
    PAST = "past"
    """What readers saw before; can be shown again."""


class ImplementerTable(Base):
    __tablename__ = "implementer_table"
    __is_public__: ClassVar = True

    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str] = mapped_column(String(200))
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """The file as it came; of a table that is shown or past, nothing."""
    encoding: Mapped[str] = mapped_column(String(32), default="")
    """As a person chose it; empty means that it is told from the bytes."""
    state: Mapped[TableState]
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """The directory as readers see it, `implementers.Implementer` by the names of its fields."""
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    shown_at: Mapped[datetime | None]
    """When readers began to see it, or one of its entries last changed."""


class ImplementerChange(Base):
    """One entry added, changed, hidden or removed at the desk."""

    __tablename__ = "implementer_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry: Mapped[str] = mapped_column(String(16))
    """`implementers.Implementer.entry`."""
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """As in `ImplementerTable.rows`; None when it was not there."""
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    by_name: Mapped[str]
    """Kept even when the account is gone."""
