"""Values of the model go in; every text in them comes out with its place."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Final

from mitdomov.document.tree import Block, Document, Embed, Figure, plain
from mitdomov.document.walk import footnotes, inlines_of
from mitdomov.magazine.checks.reporting import with_sources
from mitdomov.magazine.findings import Place
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.sources import Source
from mitdomov.magazine.folder.toml_source import FieldPath
from mitdomov.magazine.model import Article, Issue

_ELSEWHERE: Final = {(Issue, "articles"), (Article, "slug")}
"""Not in the table of their owner: articles are files, the slug is part of the file's name."""


@dataclass(frozen=True, slots=True)
class Passage:
    place: Place
    text: str


def passages(folder: IssueFolder) -> Iterator[Passage]:
    """All texts of the publication, the issue and its articles, addresses and names included."""
    yield from _fields(folder.sources.publication, folder.publication)
    yield from _fields(folder.sources.issue, folder.issue)
    for source, article in with_sources(folder):
        yield Passage(source.whole(), article.slug)
        yield from _fields(source, article)
        for block in article.body.blocks:
            yield from block_passages(source, block)


def block_passages(source: Source, block: Block) -> Iterator[Passage]:
    place = source.block(block)
    return (Passage(place, text) for text in block_texts(block))


def block_texts(block: Block) -> Iterator[str]:
    """Runs and notes of `block` and, of pictures and recordings, their own texts."""
    notes = (note.children for note in footnotes(Document((block,))))
    yield from map(plain, (*inlines_of(block), *notes))
    match block:
        case Figure():
            yield from (block.alt, block.credit, block.licence)
        case Embed():
            yield block.title


def _fields(source: Source, value: object, path: FieldPath = ()) -> Iterator[Passage]:
    match value:
        case str():
            yield Passage(source.field(*path), value)
        case tuple():
            for index, item in enumerate(value):
                yield from _fields(source, item, (*path, index))
        case Document():
            return
        case _ if is_dataclass(value):
            for field in fields(value):
                if (type(value), field.name) not in _ELSEWHERE:
                    yield from _fields(source, getattr(value, field.name), (*path, field.name))
