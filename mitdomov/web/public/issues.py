"""Issues as screens name them: slugs in addresses, cards on shelves."""

import re
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from sqlalchemy.orm import Session

from mitdomov.editorial import queries
from mitdomov.editorial.model import IssueRecord
from mitdomov.render.drawing.facade import facade_svg

_SLUG = re.compile(r"([1-9][0-9]{0,2})-([0-9]{4})")


def number_of(slug: str) -> str | None:
    """`1/2026` for `1-2026`; None when the slug is no issue's."""
    found = _SLUG.fullmatch(slug)
    return f"{found[1]}/{found[2]}" if found else None


def slug_of(number: str) -> str:
    return number.replace("/", "-")


@dataclass(frozen=True, slots=True)
class Card:
    number: str
    slug: str
    theme: str
    dated: date
    pdf_bytes: int | None
    """None until the issue is published."""
    cover: Markup


def shelf(session: Session) -> list[Card]:
    """The published issues as readers see them, newest first."""
    return [
        _card(session, number, snapshot.theme, snapshot.dated)
        for number, snapshot in queries.published_issues(session)
    ]


def card(session: Session, issue: IssueRecord) -> Card:
    """For editors: the issue as they have it now."""
    return _card(session, issue.number, issue.theme, issue.dated)


def _card(session: Session, number: str, theme: str, dated: date) -> Card:
    pdf = queries.artefact(session, number, "issue.pdf")
    return Card(
        number=number,
        slug=slug_of(number),
        theme=theme,
        dated=dated,
        pdf_bytes=pdf.size_bytes if pdf else None,
        cover=Markup(facade_svg(number, columns=6, rows=7, width=240, height=300)),  # noqa: S704 - our own drawing
    )
