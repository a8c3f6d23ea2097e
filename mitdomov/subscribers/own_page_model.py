"""What a reader began on their own page, as rows: links sent to their address, changes of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from mitdomov.database.base import Base


class ReaderLink(Base):
    """Opens, for an hour, what a forwarded letter must not: it went to the address itself."""

    __tablename__ = "reader_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscriber.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class AddressChange(Base):
    """A reader's wish for another address; done once it is confirmed from the new one, or at once
    when an editor does it at the reader's request.

    Those never confirmed are forgotten; the others stay with the reader, since the consents were
    given from the old address.
    """

    __tablename__ = "address_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscriber.id"), index=True)
    old_address: Mapped[str] = mapped_column(String(320))
    new_address: Mapped[str] = mapped_column(String(320))
    new_hash: Mapped[str] = mapped_column(String(64), index=True)
    """Keyed hash of the new address, by which letters to it are counted."""
    actor: Mapped[str] = mapped_column(String(200), default="reader", server_default="reader")
    """`reader`, or the editor who did it."""
    wording: Mapped[str] = mapped_column(default="", server_default="")
    """How the reader asked an editor for it."""
    confirm_sha256: Mapped[str | None] = mapped_column(String(64), unique=True)
    """None, as the next, of what an editor did: no letter asks about it."""
    stop_sha256: Mapped[str | None] = mapped_column(String(64), unique=True)
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    """Until then it can be confirmed."""
    confirmed_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    """Also when it was confirmed before and then taken back."""
