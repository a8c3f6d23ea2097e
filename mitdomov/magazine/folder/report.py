"""What the steps of reading share: values with their sources, and findings so far."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from mitdomov.magazine.findings import Finding, Place, Severity
from mitdomov.magazine.folder.sources import Source

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """A value with the file that it was read from."""

    source: Source
    value: T


@dataclass(slots=True)
class Report:
    """Findings of one reading, in the order they were made."""

    findings: list[Finding] = field(default_factory=list)

    def block(self, code: str, place: Place, sentence: str) -> None:
        self.findings.append(Finding(Severity.BLOCKING, code, place, sentence))
