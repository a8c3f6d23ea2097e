"""A value of an issue in, its place in the file that holds it out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mitdomov.document.tree import Block
from mitdomov.magazine.findings import Place
from mitdomov.magazine.folder import paths
from mitdomov.magazine.folder.toml_source import FieldPath, TomlSource


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the folder; without its lines when its values come from elsewhere."""

    file: str
    toml: TomlSource | None = None
    blocks: Mapping[str, int] = field(default_factory=dict)
    """The line of each block of the body, by its id."""

    def whole(self) -> Place:
        return Place(self.file)

    def field(self, *path: str | int) -> Place:
        """The field at `path`, or if it is absent what would hold it."""
        line = self.toml.line_of(path) if self.toml else None
        return Place(self.file, line, _dotted(path))

    def block(self, block: Block) -> Place:
        """A block of the body, at its top level."""
        return Place(self.file, self.blocks.get(block.id), block=block.id)


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of a folder; of an article that is not here, the file is the one it would get."""

    publication: Source = Source(paths.PUBLICATION)
    issue: Source = Source(paths.ISSUE)
    articles: Mapping[str, Source] = field(default_factory=dict)
    """By slug."""


def _dotted(path: FieldPath) -> str:
    """A path as a reader counts: `("sections", 1, "slug")` is `sections[2].slug`."""
    name = ""
    for step in path:
        name += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return name.removeprefix(".")
