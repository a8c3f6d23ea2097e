"""Issues that readers may see in, edited here or past; the cards that shelves show of them out."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Final

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.database.blobs import BlobDamagedError
from mitdomov.editorial import queries
from mitdomov.editorial.digests import Digest, digest_of, pdf_pages
from mitdomov.editorial.model import Artefact, SnapshotRecord
from mitdomov.magazine.numbers import slug_of
from mitdomov.render.addresses import epub_name, pdf_name
from mitdomov.render.drawing.facade import facade_svg
from mitdomov.web.instance import store
from mitdomov.web.public.archive.past_shelf import PastCard, past_shelf

_NO_DIGEST: Final = Digest("", False, "", (), (), "")  # noqa: FBT003 - a sample issue it is not
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Download:
    kind: str
    """`PDF` or `EPUB`, as readers call it."""
    url: str
    size_bytes: int
    media_type: str
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class IssueCard:
    number: str
    theme: str
    dated: date
    url: str
    downloads: tuple[Download, ...]
    picture_url: str = ""
    """Of the cover; without one a façade is drawn."""
    facade: Markup = field(default_factory=Markup)
    is_whole_picture: bool = False
    """Whether the picture is the whole cover, words and all."""
    picture_px: tuple[int, int] = (0, 0)
    """Width and height of a whole cover."""
    digest: Digest = _NO_DIGEST
    description: str = ""
    text_url: str = ""
    """Where a past issue can be read as plain text."""

    @property
    def order(self) -> tuple[date, int]:
        return self.dated, int(self.number.partition("/")[0])


@dataclass(frozen=True, slots=True)
class Year:
    year: int
    cards: tuple[IssueCard, ...]


def all_cards(session: Session) -> list[IssueCard]:
    """Newest first; where an edition has the number of a past issue, the edition alone."""
    cards = [_edited(session, number, each) for number, each in queries.published_issues(session)]
    known = {card.number for card in cards}
    cards += [_past(each) for each in past_shelf(session) if each.number not in known]
    return sorted(cards, key=lambda card: card.order, reverse=True)


def by_year(cards: Sequence[IssueCard]) -> list[Year]:
    """Of cards that are sorted already."""
    return [
        Year(year, tuple(group)) for year, group in groupby(cards, lambda card: card.dated.year)
    ]


def _edited(session: Session, number: str, snapshot: SnapshotRecord) -> IssueCard:
    url = f"/cislo/{slug_of(number)}/"
    card = IssueCard(
        number=number,
        theme=snapshot.theme,
        dated=snapshot.dated,
        url=url,
        downloads=tuple(_downloads(session, number, snapshot, url)),
        digest=_digest(snapshot),
        facade=drawn_cover(number),
    )
    picture = _cover_picture(session, snapshot, card.digest.cover_stem)
    return replace(card, picture_url=f"{url}{picture}" if picture else "")


def _past(past: PastCard) -> IssueCard:
    pdf = Download("PDF", past.pdf_url, past.pdf_bytes, "application/pdf", past.pages)
    return IssueCard(
        number=past.number,
        theme=past.theme,
        dated=past.dated,
        url=past.url,
        downloads=(pdf,),
        picture_url=past.cover_url,
        is_whole_picture=True,
        picture_px=past.cover_px,
        description=past.description,
        text_url=past.text_url,
    )


def _downloads(session: Session, number: str, snapshot: SnapshotRecord, url: str) -> list[Download]:
    name = pdf_name(number)
    found = []
    pdf = queries.artefact_of(session, snapshot.id, f"web/{name}")
    if pdf:
        pages = pdf_pages(session, store().blobs, snapshot)
        found.append(Download("PDF", f"{url}{name}", pdf.size_bytes, pdf.media_type, pages))
    book_name = epub_name(number)
    book = queries.served(session, snapshot.id, f"web/{book_name}")
    if book:
        found.append(Download("EPUB", f"{url}{book_name}", book.size_bytes, book.media_type))
    return found


def _digest(snapshot: SnapshotRecord) -> Digest:
    """A damaged blob costs a shelf some lines, not the page."""
    try:
        return digest_of(store().blobs, snapshot.sha256)
    except (BlobDamagedError, OSError, ValueError):
        _log.exception("snapshot %s cannot be read; run `mitdomov doctor`", snapshot.id)
        return _NO_DIGEST


def _cover_picture(session: Session, snapshot: SnapshotRecord, stem: str) -> str:
    """The narrowest copy of the cover's picture, by its path below the issue."""
    if not stem:
        return ""
    begins = f"web/pictures/{stem}"
    paths = session.scalars(
        select(Artefact.path).where(
            Artefact.snapshot_id == snapshot.id, Artefact.path.startswith(begins, autoescape=True)
        )
    ).all()
    narrow = min(paths, key=lambda path: (len(path), path), default="")
    return narrow.removeprefix("web/")


def drawn_cover(number: str) -> Markup:
    svg = facade_svg(number, columns=7, rows=7, width=280, height=300)
    return Markup(svg)  # noqa: S704 - our own drawing
