"""Answers what screens and commands ask of past issues."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.editorial.past.model import PastIssue, PastPage, PastState


def past_issues(session: Session) -> Sequence[PastIssue]:
    """For editors: all of them, newest first."""
    newest_first = (PastIssue.dated.desc(), PastIssue.number.desc())
    return session.scalars(select(PastIssue).order_by(*newest_first)).all()


def shown_past_issues(session: Session) -> Sequence[PastIssue]:
    """For readers, newest first."""
    return [each for each in past_issues(session) if each.state is PastState.PUBLISHED]


def shown_past_issue(session: Session, number: str) -> PastIssue | None:
    """For readers; nothing when it is hidden or unknown."""
    return session.scalar(
        select(PastIssue).where(PastIssue.number == number, PastIssue.state == PastState.PUBLISHED)
    )


def past_issue(session: Session, number: str) -> PastIssue | None:
    """For editors and commands, hidden or not."""
    return session.scalar(select(PastIssue).where(PastIssue.number == number))


def pages_of(session: Session, issue: PastIssue) -> Sequence[PastPage]:
    """From the first to the last."""
    query = select(PastPage).where(PastPage.past_issue_id == issue.id).order_by(PastPage.number)
    return session.scalars(query).all()
