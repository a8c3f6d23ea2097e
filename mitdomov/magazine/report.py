"""What the steps of reading share: values with the lines they stand on, and findings so far."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from mitdomov.magazine.findings import Finding, Place, Severity
from mitdomov.magazine.toml_source import Path, TomlSource

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """A value, the file it was read from and the lines of its fields."""

    file: str
    source: TomlSource
    value: T

    def place(self, *path: str | int) -> Place:
        return Place(self.file, self.source.line_of(path), dotted(path))


@dataclass(slots=True)
class Report:
    """Findings of one reading, in the order they were made."""

    findings: list[Finding] = field(default_factory=list)

    def block(self, code: str, place: Place, sentence: str) -> None:
        self.findings.append(Finding(Severity.BLOCKING, code, place, sentence))


def dotted(path: Path) -> str:
    """A path as a reader counts: `("sections", 1, "slug")` is `sections[2].slug`."""
    name = ""
    for step in path:
        name += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return name.removeprefix(".")
