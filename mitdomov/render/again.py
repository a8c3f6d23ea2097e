"""A published snapshot and its PDF in; what a newer program makes for its readers out.

PDF and letter are records: they were cited by page and sent, so they are never made again, nor are
the pictures that the letter shows. Everything else is made anew.
"""

from dataclasses import dataclass, field
from datetime import datetime

from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.epub.book import render_epub
from mitdomov.render.issue import EPUB, PDF, Progress, web_files
from mitdomov.render.letter.pictures import letter_pictures
from mitdomov.render.pdf.facts import pdf_facts


@dataclass(frozen=True, slots=True)
class Published:
    """What readers have already."""

    pdf: bytes = field(repr=False)
    book: bytes = field(repr=False)
    """Empty when there is none."""
    book_made_at: datetime


def render_again(
    snapshot: Snapshot,
    published: Published,
    *,
    public_url: str,
    made_at: datetime,
    progress: Progress,
) -> dict[str, bytes]:
    """The files by their paths, as `render` names them; the same arguments give the same bytes.

    A book that is what it was keeps its moment; another is a release of `made_at`. Raises
    `RenditionError` with a Czech sentence.
    """
    public_url = public_url.rstrip("/")
    facts = pdf_facts(published.pdf)
    progress("Skládám EPUB", 0.1)
    book = render_epub(snapshot, public_url=public_url, pdf=facts, made_at=published.book_made_at)
    if book != published.book:
        book = render_epub(snapshot, public_url=public_url, pdf=facts, made_at=made_at)
    progress("Skládám web", 0.5)
    made = {PDF: published.pdf, EPUB: book}
    files = {EPUB: book, **web_files(snapshot, public_url, facts, made)}
    sent = {f"web/pictures/{name}" for name in letter_pictures(snapshot)}
    return {
        path: data for path, data in files.items() if path not in sent and not path.endswith(".pdf")
    }
