"""Appends to the audit log: who did what to what, in the transaction that does it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from mitdomov.accounts.model import AuditEntry


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts: a person with an account, or a part of the program without one."""

    name: str
    account_id: int | None = None


TERMINAL: Final = Actor("terminál")
PROGRAM: Final = Actor("program")


def record(
    session: Session, actor: Actor, verb: str, subject: str, sentence: str, at: datetime
) -> None:
    """`verb`, `subject` and `sentence` as `AuditEntry` describes them."""
    session.add(
        AuditEntry(
            at=at,
            account_id=actor.account_id,
            actor=actor.name,
            verb=verb,
            subject=subject,
            sentence=sentence,
        )
    )
