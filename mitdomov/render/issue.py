"""A snapshot in; its rendition out: letter, text, PDF, EPUB, web edition and their manifest."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from mitdomov.durable import replace_file
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render import manifest
from mitdomov.render.addresses import epub_name, pdf_name
from mitdomov.render.drawing import share_picture
from mitdomov.render.epub.book import render_epub
from mitdomov.render.feed import issue_feed
from mitdomov.render.letter.files import EMAIL_HTML, EMAIL_SUBJECT, EMAIL_TEXT
from mitdomov.render.letter.letter import render_letter
from mitdomov.render.letter.pictures import letter_pictures
from mitdomov.render.pdf.document import render_pdf
from mitdomov.render.pdf.facts import PdfFacts, pdf_facts
from mitdomov.render.web.edition import render_web

Progress = Callable[[str, float], None]
"""Told what is being made, in Czech, and how much of the whole is done, from 0 to 1."""
PDF: Final = "issue.pdf"
EPUB: Final = "issue.epub"
_PDF_SHARE: Final = 0.8
"""How much of the time the PDF takes."""


class Output(StrEnum):
    EMAIL = "email"
    TEXT = "text"
    PDF = "pdf"
    EPUB = "epub"
    WEB = "web"


def quiet(step: str, done: float) -> None:
    """Progress that nobody watches."""


def render(
    snapshot: Snapshot,
    *,
    public_url: str,
    only: Collection[Output] = tuple(Output),
    progress: Progress = quiet,
    made_at: datetime | None = None,
) -> dict[str, bytes]:
    """The files by their paths, with `manifest.json`; `public_url` has no trailing slash.

    `made_at` is when it is published, which names the release of the book (see `render_epub`).
    The PDF comes first, since letter and web edition tell its size and pages; without it they
    offer the download all the same. Raises `RenditionError` with a Czech sentence.
    """
    public_url = public_url.rstrip("/")
    files = _pdf(snapshot, public_url, progress) if Output.PDF in only else {}
    facts = pdf_facts(files[PDF]) if files else None
    if Output.EPUB in only:
        progress("Skládám EPUB", _PDF_SHARE)
        files[EPUB] = render_epub(snapshot, public_url=public_url, pdf=facts, made_at=made_at)
    progress("Skládám dopis", 0.85)
    files |= _letter(snapshot, public_url, facts, only)
    if Output.WEB in only:
        progress("Skládám web", 0.9)
        files |= web_files(snapshot, public_url, facts, files)
    files[manifest.NAME] = manifest.manifest(files, snapshot, public_url=public_url, pdf=facts)
    progress("Hotovo", 1)
    return files


def write_rendition(files: Mapping[str, bytes], directory: Path) -> None:
    """Writes every file whole or not at all, the manifest last; other files there stay.

    Raises ValueError for a path that leaves `directory`, before anything is written.
    """
    targets = {path: _inside(directory, path) for path in files}
    for path in sorted(files, key=lambda path: (path == manifest.NAME, path)):
        replace_file(targets[path], files[path])


def _pdf(snapshot: Snapshot, public_url: str, progress: Progress) -> dict[str, bytes]:
    def share(step: str, done: float) -> None:
        progress(step, done * _PDF_SHARE)

    return {PDF: render_pdf(snapshot, public_url=public_url, progress=share)}


def _letter(
    snapshot: Snapshot, public_url: str, facts: PdfFacts | None, only: Collection[Output]
) -> dict[str, bytes]:
    if not {Output.EMAIL, Output.TEXT} & set(only):
        return {}
    letter = render_letter(snapshot, public_url=public_url, pdf=facts)
    made = {
        Output.EMAIL: {EMAIL_HTML: letter.html, EMAIL_SUBJECT: f"{letter.subject}\n"},
        Output.TEXT: {EMAIL_TEXT: letter.text},
    }
    return {
        path: text.encode()
        for output, texts in made.items()
        for path, text in texts.items()
        if output in only
    }


def web_files(
    snapshot: Snapshot, public_url: str, facts: PdfFacts | None, made: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The web edition with all that its folder hosts: pictures of letters and links, downloads."""
    book = made.get(EPUB)
    files = render_web(
        snapshot, public_url=public_url, pdf=facts, epub_bytes=len(book) if book else None
    )
    for name, data in letter_pictures(snapshot).items():
        files[f"web/pictures/{name}"] = data
    files[f"web/pictures/{share_picture.NAME}"] = share_picture.share_picture(snapshot)
    files[f"web/{issue_feed.NAME}"] = issue_feed.issue_feed(
        snapshot, public_url=public_url, downloads=_downloads(made)
    )
    for output, name_of in ((PDF, pdf_name), (EPUB, epub_name)):
        if output in made:
            files[f"web/{name_of(snapshot.issue.number)}"] = made[output]
    return files


def _downloads(made: Mapping[str, bytes]) -> issue_feed.Downloads:
    sizes = {path: len(data) for path, data in made.items()}
    return issue_feed.Downloads(pdf_bytes=sizes.get(PDF), epub_bytes=sizes.get(EPUB))


def _inside(directory: Path, path: str) -> Path:
    target = directory / path
    if not target.resolve().is_relative_to(directory.resolve()):
        raise ValueError(f"{path} leaves {directory}")
    return target
