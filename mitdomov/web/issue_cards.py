"""An issue in; the card that the desk shows of it out."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from sqlalchemy.orm import Session

from mitdomov.editorial import queries
from mitdomov.editorial.model import IssueRecord
from mitdomov.magazine.numbers import slug_of
from mitdomov.render.drawing.facade import facade_svg


@dataclass(frozen=True, slots=True)
class Card:
    number: str
    slug: str
    theme: str
    dated: date
    pdf_bytes: int | None
    """None until the issue is published."""
    cover: Markup


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
