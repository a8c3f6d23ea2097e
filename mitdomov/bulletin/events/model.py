"""An event as a row: when, where and for whom."""

from datetime import datetime
from typing import ClassVar
from uuid import uuid4

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from mitdomov.bulletin.listings.model import Listed, ListingState
from mitdomov.database.base import Base


class EventRecord(Listed, Base):
    """`text` describes it; times are whole minutes, of a whole-day event midnights in Prague."""

    __tablename__ = "event"
    __is_public__: ClassVar = True

    uid: Mapped[str] = mapped_column(String(36), unique=True, default=lambda: str(uuid4()))
    """Names it in calendars for ever (RFC 7986, 5.3)."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    """Of a whole-day event the midnight at which its last day begins."""
    is_all_day: Mapped[bool] = mapped_column(default=False)
    place: Mapped[str] = mapped_column(default="")
    online_url: Mapped[str] = mapped_column(default="")
    organiser: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = mapped_column(default="")
    sign_up_url: Mapped[str] = mapped_column(default="")
    cancelled_note: Mapped[str] = mapped_column(default="")

    @property
    def is_cancelled(self) -> bool:
        return self.state is ListingState.CANCELLED
