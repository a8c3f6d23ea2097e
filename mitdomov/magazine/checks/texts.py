"""Values of the model go in; every text in them comes out with its file and its dotted field."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from mitdomov.document.tree import Block, Document, Embed, Figure, plain
from mitdomov.document.walk import footnotes, inlines_of
from mitdomov.magazine import paths
from mitdomov.magazine.checks.reporting import block_place, with_files
from mitdomov.magazine.findings import Place
from mitdomov.magazine.folder_model import IssueFolder
from mitdomov.magazine.model import Issue
from mitdomov.magazine.report import dotted

_Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    place: Place
    text: str


def passages(folder: IssueFolder) -> Iterator[Passage]:
    """All texts of the publication, the issue and its articles, addresses and names included."""
    yield from _fields(paths.PUBLICATION, folder.publication)
    yield from _fields(paths.ISSUE, folder.issue)
    for file, article in with_files(folder):
        yield from _fields(file, article)
        for block in article.body.blocks:
            yield from block_passages(file, block)


def block_passages(file: str, block: Block) -> Iterator[Passage]:
    """Runs and notes of `block` and, of pictures and recordings, their own texts."""
    notes = (note.children for note in footnotes(Document((block,))))
    for run in (*inlines_of(block), *notes):
        yield Passage(block_place(file, block), plain(run))
    match block:
        case Figure():
            for text in (block.alt, block.credit, block.licence):
                yield Passage(block_place(file, block), text)
        case Embed():
            yield Passage(block_place(file, block), block.title)


def _fields(file: str, value: object, path: _Path = ()) -> Iterator[Passage]:
    match value:
        case str():
            yield Passage(Place(file, field=dotted(path)), value)
        case tuple():
            for index, item in enumerate(value):
                yield from _fields(file, item, (*path, index))
        case Document():
            return
        case _ if is_dataclass(value):
            for field in fields(value):
                if not (isinstance(value, Issue) and field.name == "articles"):
                    yield from _fields(file, getattr(value, field.name), (*path, field.name))
