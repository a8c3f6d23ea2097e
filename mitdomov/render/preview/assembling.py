"""The parts of an issue under edit in; a snapshot to preview it from out, within milliseconds.

Each text is read and typeset once for its bytes; pictures are made when a page shows them.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from mitdomov.czech_words import byte_size
from mitdomov.magazine.findings import Finding, FolderError, Place, Severity
from mitdomov.magazine.folder import paths
from mitdomov.magazine.folder.article_files import read_article
from mitdomov.magazine.folder.reading import read_frame, read_publication
from mitdomov.magazine.model import Article, Issue, Publication
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.magazine.typesetting import typeset_value
from mitdomov.render.preview.mending import NO_PUBLICATION, mended
from mitdomov.render.preview.parts import ArticleSource, LeftOut, Parts
from mitdomov.render.preview.pictures import NormalPictures, PreviewPictures

MAX_SOURCE_BYTES: Final = 120_000
"""Ten times a long article; at worst it takes two seconds. More would hold up others' pages."""


@dataclass(frozen=True, slots=True)
class Assembled:
    snapshot: Snapshot
    """Its `sha256` names the parts, and so is no publication's."""
    left_out: tuple[LeftOut, ...]


def assemble(parts: Parts, pictures: NormalPictures) -> Assembled:
    """Raises `FolderError` when frame or publication cannot be read."""
    left_out: list[LeftOut] = []
    articles = tuple(_readable(parts.articles, left_out))
    snapshot = Snapshot(
        sha256=_sha256(parts),
        issue=mended(replace(_frame(parts.frame), articles=articles)),
        publication=_publication(parts.publication),
        pictures=PreviewPictures(parts.pictures, pictures),
    )
    return Assembled(snapshot, tuple(left_out))


def _readable(sources: Sequence[ArticleSource], left_out: list[LeftOut]) -> Iterator[Article]:
    for each in sources:
        try:
            yield typeset_article(each.source, each.slug)
        except FolderError as error:
            left_out.append(LeftOut(each.slug, each.title or each.slug, error.findings))


@lru_cache(maxsize=512)
def typeset_article(source: bytes, slug: str) -> Article:
    """Raises `FolderError` for what cannot be read, and for what is too long."""
    if len(source) > MAX_SOURCE_BYTES:
        place = Place(paths.article_file(1, slug, 1))
        raise FolderError([Finding(Severity.BLOCKING, "too-long", place, _too_long(source))])
    return typeset_value(read_article(source, slug))


@lru_cache(maxsize=32)
def _frame(data: bytes) -> Issue:
    return typeset_value(read_frame(data))


@lru_cache(maxsize=8)
def _publication(data: bytes) -> Publication:
    return typeset_value(read_publication(data)) if data else NO_PUBLICATION


def _too_long(source: bytes) -> str:
    return (
        f"Text článku má {byte_size(len(source))} a náhled zvládne nejvýš "
        f"{byte_size(MAX_SOURCE_BYTES)}; rozdělte jej nebo zkraťte tabulky."
    )


def _sha256(parts: Parts) -> str:
    digest = hashlib.sha256()
    for data in (
        parts.frame,
        parts.publication,
        *(data for each in parts.articles for data in (each.slug.encode(), each.source)),
        *(part.encode() for item in sorted(parts.pictures.items()) for part in item),
    ):
        digest.update(len(data).to_bytes(8) + data)
    return digest.hexdigest()
