"""Past issues in; their cards for the archive's shelf out."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from mitdomov.editorial.past.queries import shown_past_issues
from mitdomov.magazine.numbers import slug_of
from mitdomov.render.addresses import pdf_name
from mitdomov.typography.czech import typeset
from mitdomov.web.public.archive.past import COVER


@dataclass(frozen=True, slots=True)
class PastCard:
    number: str
    slug: str
    theme: str
    dated: date
    description: str
    url: str
    """Of the issue's page; `text_url` and `pdf_url` lie below it."""
    text_url: str
    pdf_url: str
    pdf_bytes: int
    pages: int
    cover_url: str
    cover_px: tuple[int, int]
    """Its width and height."""


def past_shelf(session: Session) -> list[PastCard]:
    """Those that readers may see, newest first."""
    return [
        PastCard(
            number=each.number,
            slug=slug_of(each.number),
            theme=typeset(each.theme),
            dated=each.dated,
            description=typeset(each.description),
            url=f"/cislo/{slug_of(each.number)}/",
            text_url=f"/cislo/{slug_of(each.number)}/text/",
            pdf_url=f"/cislo/{slug_of(each.number)}/{pdf_name(each.number)}",
            pdf_bytes=each.pdf_bytes,
            pages=each.pages,
            cover_url=f"/cislo/{slug_of(each.number)}/{COVER}",
            cover_px=(each.cover_width_px, each.cover_height_px),
        )
        for each in shown_past_issues(session)
    ]
