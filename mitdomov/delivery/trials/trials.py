"""Trial letters: what a letter would look like in a mailbox, to a named group of its makers.

They leave as single letters, marked as a trial, and count in no dispatch.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypedDict

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from mitdomov.accounts.audit import Actor
from mitdomov.bulletin.digests.model import DigestRecord
from mitdomov.czech_order import czech_key
from mitdomov.database.base import Base
from mitdomov.delivery.outbox.queue import LetterState, SingleLetterRecord, enqueue_letter
from mitdomov.delivery.trials.marking import TrialLetter
from mitdomov.subscribers.addresses import address_hash, normalise
from mitdomov.subscribers.model import Suppression

MOST_MEMBERS: Final = 30
"""A trial is no way around the ledger of dispatches."""
NAME_CHARS: Final = 100


class TrialGroup(Base):
    """People who read letters on trial, e.g. "Redakce" or "Vedení odboru"."""

    __tablename__ = "trial_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_CHARS), unique=True)
    updated_at: Mapped[datetime]


class TrialMember(Base):
    __tablename__ = "trial_member"
    __table_args__ = (UniqueConstraint("group_id", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("trial_group.id", ondelete="CASCADE"))
    address: Mapped[str] = mapped_column(String(320))
    name: Mapped[str] = mapped_column(String(200), default="")


class SentTo(TypedDict):
    """A row of `Trial.letters`."""

    address: str
    letter: int | None
    """The single letter's id; None when the address must not be mailed."""


class Trial(Base):
    """One letter on trial: to whom it was sent, when and by whom."""

    __tablename__ = "trial"

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"), index=True)
    digest_id: Mapped[int | None] = mapped_column(ForeignKey(DigestRecord.id), index=True)
    """Exactly one of the two says what was tried."""
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the content that the letter shows."""
    is_published: Mapped[bool]
    """Whether readers see that content, too; otherwise it was the working copy."""
    subject: Mapped[str]
    group_name: Mapped[str] = mapped_column(String(NAME_CHARS))
    letters: Mapped[list[SentTo]] = mapped_column(JSON)
    ordered_at: Mapped[datetime]
    ordered_by: Mapped[str] = mapped_column(String(200))
    idempotency_key: Mapped[str] = mapped_column(String(64), unique=True)


@dataclass(frozen=True, slots=True)
class Member:
    address: str
    name: str = ""


def groups(session: Session) -> Sequence[tuple[TrialGroup, int]]:
    """By name, each with the number of its members."""
    query = (
        select(TrialGroup, func.count(TrialMember.id))
        .outerjoin(TrialMember, TrialMember.group_id == TrialGroup.id)
        .group_by(TrialGroup.id)
    )
    found = [(group, count) for group, count in session.execute(query)]
    return sorted(found, key=lambda each: czech_key(each[0].name))


def members(session: Session, group_id: int) -> Sequence[TrialMember]:
    query = select(TrialMember).where(TrialMember.group_id == group_id)
    return session.scalars(query.order_by(TrialMember.id)).all()


def is_name_taken(session: Session, name: str, except_id: int | None) -> bool:
    query = select(TrialGroup.id).where(
        func.lower(TrialGroup.name) == name.lower(), TrialGroup.id != (except_id or 0)
    )
    return session.scalar(query) is not None


def save_group(
    session: Session, group_id: int | None, name: str, people: Collection[Member], at: datetime
) -> TrialGroup:
    """Makes a group, or gives an existing one this name and these members."""
    group = session.get_one(TrialGroup, group_id) if group_id else TrialGroup()
    group.name, group.updated_at = name, at
    session.add(group)
    session.flush()
    session.execute(delete(TrialMember).where(TrialMember.group_id == group.id))
    session.add_all(
        TrialMember(group_id=group.id, address=each.address, name=each.name) for each in people
    )
    return group


def delete_group(session: Session, group_id: int) -> None:
    session.execute(delete(TrialGroup).where(TrialGroup.id == group_id))


def trial_by(session: Session, idempotency_key: str) -> Trial | None:
    return session.scalar(select(Trial).where(Trial.idempotency_key == idempotency_key))


def last_trials(session: Session, issue_id: int, limit: int = 5) -> Sequence[Trial]:
    query = select(Trial).where(Trial.issue_id == issue_id).order_by(Trial.id.desc())
    return session.scalars(query.limit(limit)).all()


def last_trials_of_digest(session: Session, digest_id: int, limit: int = 5) -> Sequence[Trial]:
    query = select(Trial).where(Trial.digest_id == digest_id).order_by(Trial.id.desc())
    return session.scalars(query.limit(limit)).all()


def order_trial(
    session: Session,
    *,
    letter: TrialLetter,
    group: TrialGroup,
    by: Actor,
    at: datetime,
    idempotency_key: str,
    secret_key: str,
    issue_id: int | None = None,
    digest_id: int | None = None,
) -> Trial:
    """Ring for each letter afterwards. An address with a suppression gets none, as everywhere."""
    letters = [
        SentTo(address=each.address, letter=_send(session, each.address, letter, at, secret_key))
        for each in members(session, group.id)
    ]
    trial = Trial(
        issue_id=issue_id,
        digest_id=digest_id,
        sha256=letter.sha256,
        is_published=letter.is_published,
        subject=letter.subject,
        group_name=group.name,
        letters=letters,
        ordered_at=at,
        ordered_by=by.name,
        idempotency_key=idempotency_key,
    )
    session.add(trial)
    session.flush()
    return trial


def states_of(session: Session, trial: Trial) -> list[tuple[str, LetterState | None, str]]:
    """Each address, what became of its letter and why it failed; no state without a letter."""
    ids = [each["letter"] for each in trial.letters if each["letter"] is not None]
    query = select(SingleLetterRecord).where(SingleLetterRecord.id.in_(ids))
    known = {letter.id: letter for letter in session.scalars(query)}
    return [
        (each["address"], *_state(known.get(each["letter"] or 0), each["letter"]))
        for each in trial.letters
    ]


def _state(found: SingleLetterRecord | None, letter: int | None) -> tuple[LetterState | None, str]:
    if letter is None:
        return None, "Na adresu je zakázáno zasílat."
    return (found.state, found.problem) if found else (LetterState.SENT, "")


def _send(
    session: Session, address: str, letter: TrialLetter, at: datetime, secret_key: str
) -> int | None:
    _, key = normalise(address)
    if session.get(Suppression, address_hash(secret_key, key)) is not None:
        return None
    return enqueue_letter(session, address, letter.subject, letter.text, letter.html, at=at)
