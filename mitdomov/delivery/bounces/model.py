"""What came back of letters as rows: a delivery stays accepted, and this is what came after."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mitdomov.database.base import Base
from mitdomov.delivery.bounces.causes import Cause
from mitdomov.delivery.bounces.notices import Kind

WORDS_KEPT_CHARS = 500


class Deed(StrEnum):
    """What followed from a returned letter."""

    SUPPRESSED = "suppressed"
    """The address is not mailed any more."""
    COUNTED = "counted"
    TOLD = "told"
    """It is the publisher's to mend: the letter or its sender was refused, not the reader."""
    KNOWN = "known"
    """The address was suppressed before, for whatever reason."""
    NOBODY = "nobody"
    """The reader's data had been erased before."""


class ReturnedLetter(Base):
    """One row however often a server repeats itself; erasing the reader takes the words."""

    __tablename__ = "returned_letter"
    __table_args__ = (UniqueConstraint("delivery_id", "kind", "status", "cause"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"))
    kind: Mapped[Kind]
    cause: Mapped[Cause]
    status: Mapped[str] = mapped_column(String(16))
    """The enhanced status code (RFC 3463); empty when there was none."""
    words: Mapped[str] = mapped_column(String(WORDS_KEPT_CHARS))
    """The server's own, kept for as long as the rule of `retention_rules` says."""
    is_forwarded: Mapped[bool]
    """Whether the report was about another address than the one mailed."""
    deed: Mapped[Deed]
    received_at: Mapped[datetime] = mapped_column(index=True)
    taken_back_at: Mapped[datetime | None]
    """When a person undid what followed; it counts for nothing since."""
    taken_back_by: Mapped[str] = mapped_column(String(200), default="")
