"""The issue that an address names, or a page that says there is none."""

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.editorial.model import IssueRecord
from mitdomov.magazine.numbers import number_of


def issue_of(session: Session, slug: str) -> IssueRecord:
    """Answers 404 when `slug` names no issue."""
    number = number_of(slug) or abort(404)
    return session.scalar(select(IssueRecord).where(IssueRecord.number == number)) or abort(404)
