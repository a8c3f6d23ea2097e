"""Accounts, what proves who signs in, and the audit log as rows."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from mitdomov.accounts.roles import Role
from mitdomov.database.base import Base


class Account(Base):
    """A person who signs in; never deleted, because articles and records name them."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(320), unique=True)
    """As `accounts.addresses.normal` spells it, so that no case or spelling makes a second one."""
    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    is_active: Mapped[bool] = mapped_column(default=True)
    is_sample: Mapped[bool] = mapped_column(default=False)
    """An invented person of the demo, who signs in by a button."""
    password_hash: Mapped[str] = mapped_column(default="")
    """argon2id; empty until the person has chosen a password."""
    password_changed_at: Mapped[datetime | None]
    last_signed_in_at: Mapped[datetime | None]
    totp_secret: Mapped[str] = mapped_column(default="")
    """Encrypted; empty while the person uses no application for codes."""
    totp_last_counter: Mapped[int | None]
    """Which code was the last: none is good twice (RFC 6238 section 5.2)."""
    recovery_codes: Mapped[list[str]] = mapped_column(JSON, default=list)
    """SHA-256 of each code that is still good."""


class AccountRole(Base):
    __tablename__ = "account_role"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(primary_key=True)


class Passkey(Base):
    """A key in somebody's telephone, computer or token (WebAuthn level 2)."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int]
    """Grows with each use where the key counts; one that falls tells of a copied key."""
    name: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]


class SignedInSession(Base):
    """One browser in which a person is signed in; ended, it opens nothing any more."""

    __tablename__ = "signed_in_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    """Of what the browser's cookie holds, so that the database opens no session."""
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    """Written at most every few minutes."""
    device: Mapped[str] = mapped_column(String(200))
    """In Czech, e.g. `Firefox, Windows`."""
    ended_at: Mapped[datetime | None]


class LinkPurpose(StrEnum):
    FIRST_ADMINISTRATOR = "first-administrator"
    INVITATION = "invitation"
    RECOVERY = "recovery"
    NEW_ADDRESS = "new-address"


class AccountLink(Base):
    """A link that opens something once: in a letter, or printed on the terminal."""

    __tablename__ = "account_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[LinkPurpose]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    """Nobody for the link that makes the first administrator."""
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    new_email: Mapped[str] = mapped_column(String(320), default="")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    """Also when a later link or an administrator has voided it."""


class AttemptKind(StrEnum):
    SIGN_IN = "sign-in"
    RECOVERY = "recovery"


class Attempt(Base):
    """Somebody tried to sign in, or asked for a recovery letter; forgotten after a day."""

    __tablename__ = "attempt"
    __table_args__ = (
        Index("ix_attempt_person", "kind", "person", "at"),
        Index("ix_attempt_origin", "kind", "origin", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[AttemptKind]
    person: Mapped[str] = mapped_column(String(64))
    """A keyed hash of the address that was typed, whether or not it has an account."""
    origin: Mapped[str] = mapped_column(String(64))
    """A keyed hash of the network, or of a known device."""
    at: Mapped[datetime]
    is_known: Mapped[bool]
    """Whether it came from a device on which this person has signed in before."""


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
