"""A published snapshot in; what shelves tell of it beside its theme out, read once and remembered.

The whole text of an issue lies in one blob; pages that list issues need a few lines of it.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sqlalchemy.orm import Session

from mitdomov.database.blobs import Blobs
from mitdomov.document.tree import plain
from mitdomov.editorial.model import SnapshotRecord
from mitdomov.editorial.queries import artefact_of
from mitdomov.magazine.canonical import from_json
from mitdomov.magazine.model import ArticleType, Correction, Issue
from mitdomov.render import manifest
from mitdomov.render.contents import departments, editorial
from mitdomov.render.credits import bylines
from mitdomov.render.excerpt import opening
from mitdomov.render.pdf.facts import pages_in

_SENTENCES: Final = 3
_MOST_HIGHLIGHTS: Final = 5
_LONGER: Final = frozenset(
    {ArticleType.FEATURE, ArticleType.TRANSLATION, ArticleType.INTERVIEW, ArticleType.GOOD_PRACTICE}
)


@dataclass(frozen=True, slots=True)
class Highlight:
    """An article that stands for its section."""

    slug: str
    title: str
    section: str
    authors: str
    colour: str


@dataclass(frozen=True, slots=True)
class Digest:
    season: str
    is_sample: bool
    opening: str
    """The first sentences of the opening word; empty when there is none."""
    highlights: tuple[Highlight, ...]
    corrections: tuple[Correction, ...]
    cover_stem: str
    """How names of the cover picture's copies begin in `web/pictures/`; empty without one."""


@lru_cache(maxsize=256)
def digest_of(blobs: Blobs, snapshot_sha256: str) -> Digest:
    """Raises `BlobDamagedError` and `ValueError` when the snapshot cannot be read."""
    content = from_json(blobs.get(snapshot_sha256))
    issue = content.issue
    word = editorial(issue)
    sentences = opening(word.body, _SENTENCES) if word else ()
    return Digest(
        season=issue.season,
        is_sample=issue.is_sample,
        opening=" ".join(plain(each).strip() for each in sentences),
        highlights=_highlights(issue),
        corrections=issue.corrections,
        cover_stem=_cover_stem(issue, content.pictures.get(issue.cover.picture, "")),
    )


def pdf_pages(session: Session, blobs: Blobs, snapshot: SnapshotRecord) -> int | None:
    """How many pages the PDF has, as the manifest tells; an older one is asked itself, once."""
    listed = artefact_of(session, snapshot.id, manifest.NAME)
    pages = _told_pages(blobs, listed.sha256) if listed else None
    if pages is not None:
        return pages
    pdf = artefact_of(session, snapshot.id, "issue.pdf")
    return _counted_pages(blobs, pdf.sha256) if pdf else None


@lru_cache(maxsize=256)
def _told_pages(blobs: Blobs, sha256: str) -> int | None:
    pages: int | None = json.loads(blobs.get(sha256)).get("pdf_pages")
    return pages


@lru_cache(maxsize=256)
def _counted_pages(blobs: Blobs, sha256: str) -> int:
    return pages_in(blobs.path(sha256))


def _highlights(issue: Issue) -> tuple[Highlight, ...]:
    """The first longer piece of each section; of short sections none."""
    found = []
    for department in departments(issue):
        longer = [each for each in department.articles if each.type in _LONGER]
        if longer:
            names = ", ".join(line.name for line in bylines(longer[0], issue))
            section = department.section
            found.append(
                Highlight(longer[0].slug, longer[0].title, section.title, names, section.colour)
            )
    return tuple(found[:_MOST_HIGHLIGHTS])


def _cover_stem(issue: Issue, source_sha256: str) -> str:
    """As `render.pictures` names copies."""
    if not source_sha256:
        return ""
    return f"{issue.cover.picture.rpartition('.')[0]}-{source_sha256[:8]}-"
