"""Accounts and the audit log as rows."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from mitdomov.accounts.roles import Role
from mitdomov.database.base import Base


class Account(Base):
    """A person who signs in; never deleted, because articles and records name them."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]


class AccountRole(Base):
    __tablename__ = "account_role"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(primary_key=True)


class AuditEntry(Base):
    """Who did what; only ever appended."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    """Nobody for what the program or the terminal did."""
    actor: Mapped[str] = mapped_column(String(200))
    """The person's name as it was then, or what acted, e.g. `terminál`."""
    verb: Mapped[str] = mapped_column(String(64), index=True)
    """Stable name in kebab-case, e.g. `article-saved`."""
    subject: Mapped[str] = mapped_column(String(200), index=True)
    """What it was done to, e.g. `issue:1/2026`, `article:17`, `account:3`."""
    sentence: Mapped[str]
    """What happened, in Czech, without addresses of readers."""
