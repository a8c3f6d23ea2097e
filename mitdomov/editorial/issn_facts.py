"""What readers see in; the facts by which `issn` judges it out, read from the very artefacts."""

import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any, Final

import pikepdf
from defusedxml import ElementTree
from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.database.blobs import BlobDamagedError, Blobs
from mitdomov.editorial import queries
from mitdomov.editorial.issn import Facts, ShownIssue, ShownPast
from mitdomov.editorial.model import Artefact, SnapshotRecord
from mitdomov.editorial.past.queries import shown_past_issues
from mitdomov.editorial.publication_profile import held_profile
from mitdomov.editorial.refreshed_model import RefreshedFile

_HOME: Final = "web/index.html"
_PDF: Final = "issue.pdf"
_EPUB: Final = "issue.epub"
_ARTICLE: Final = re.compile(r"web/clanky/[^/]+/index\.html")
_TAG: Final = re.compile(r"<[^>]*>")
_BRAND: Final = re.compile(r'<(p|a|h1|span)\b[^>]*class="brand"[^>]*>(.*?)</\1>', re.DOTALL)
_DATA: Final = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_IMPRINT: Final = re.compile(r'<section aria-labelledby="_tiraz".*?</section>', re.DOTALL)
_NUMBERED: Final = re.compile(r"[\s,]*(?:č\.\s*)?[1-9][0-9]?/[0-9]{4}.*$", re.DOTALL)
_DC: Final = "{http://purl.org/dc/elements/1.1/}title"


def facts(session: Session, blobs: Blobs, public_url: str) -> Facts:
    """Empty where nothing can be read. Raises `BlobDamagedError` and `FolderError` when the
    publication itself cannot be."""
    profile = held_profile(session, blobs)
    past = tuple(
        ShownPast(each.number, each.dated, each.mute_pages) for each in shown_past_issues(session)
    )
    issues = tuple(
        _issue(session, blobs, number, snapshot, issn=profile.publication.issn if profile else "")
        for number, snapshot in queries.published_issues(session)
    )
    if profile is None:
        return Facts(public_url=public_url, issues=issues, past=past)
    held = profile.publication
    return Facts(
        title=held.title,
        publisher=held.publisher,
        seat=held.seat,
        contact_name=held.contact_name,
        contact_email=held.contact_email,
        issn=held.issn,
        public_url=public_url,
        issues=issues,
        past=past,
    )


def _issue(
    session: Session, blobs: Blobs, number: str, snapshot: SnapshotRecord, *, issn: str
) -> ShownIssue:
    files: dict[str, str] = {}
    for kind in (Artefact, RefreshedFile):
        query = select(kind.path, kind.sha256).where(kind.snapshot_id == snapshot.id)
        files |= {path: sha256 for path, sha256 in session.execute(query)}  # noqa: C416 - rows are no pairs
    page = _bytes(blobs, files.get(_HOME, "")).decode("utf-8", "replace")
    imprint = _IMPRINT.search(page)
    words = _words(imprint[0]) if imprint else ""
    return ShownIssue(
        number=number,
        dated=snapshot.dated,
        articles=sum(_ARTICLE.fullmatch(path) is not None for path in files),
        titles=tuple(_titles(blobs, files, page)),
        imprint=words,
        issn_is_shown=issn != "" and issn in words,
    )


def _titles(blobs: Blobs, files: dict[str, str], page: str) -> Iterator[tuple[str, str]]:
    for brand in _BRAND.findall(page)[:1]:
        yield "web", _words(brand[1])
    for data in _DATA.findall(page):
        yield from (("JSON-LD", name) for name in _periodicals(data))
    if _PDF in files and (title := _pdf_title(_bytes(blobs, files[_PDF]))):
        yield "PDF", _NUMBERED.sub("", title)
    if _EPUB in files and (title := _epub_title(_bytes(blobs, files[_EPUB]))):
        yield "EPUB", _NUMBERED.sub("", title)


def _periodicals(data: str) -> Iterator[str]:
    try:
        loaded: Any = json.loads(data)
    except ValueError:
        return
    nodes: Sequence[Any] = loaded.get("@graph", [loaded]) if isinstance(loaded, dict) else loaded
    for node in nodes:
        if isinstance(node, dict) and node.get("@type") == "Periodical":
            yield str(node.get("name", ""))


def _pdf_title(data: bytes) -> str:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return str(pdf.docinfo.get("/Title", ""))
    except (pikepdf.PdfError, ValueError):
        return ""


def _epub_title(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            package = next(name for name in book.namelist() if name.endswith(".opf"))
            found = ElementTree.fromstring(book.read(package)).find(f".//{_DC}")
    except (zipfile.BadZipFile, StopIteration, ElementTree.ParseError):
        return ""
    return found.text or "" if found is not None else ""


def _words(markup: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", markup)).replace(" ,", ",").split())


def _bytes(blobs: Blobs, sha256: str) -> bytes:
    """Nothing when the blob is gone; `mitdomov doctor` tells of it."""
    try:
        return blobs.get(sha256)
    except BlobDamagedError:
        return b""
