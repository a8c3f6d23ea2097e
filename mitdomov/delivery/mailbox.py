"""Keeps letters in the built-in mailbox for viewing, as a transport that sends nothing."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from mitdomov.database.base import Base


class MailboxLetter(Base):
    __tablename__ = "mailbox_letter"
    __table_args__ = (Index("ix_mailbox_letter_recipient", "recipient"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str]
    sender: Mapped[str]
    subject: Mapped[str]
    message_id: Mapped[str]
    received_at: Mapped[datetime]
    packed: Mapped[bytes]
    """The whole letter as sent, compressed by zlib."""
