"""What reading and checking an issue report: findings, each with its place and a Czech sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mitdomov.magazine.folder import paths


class Severity(StrEnum):
    BLOCKING = "blocking"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an issue folder: all parts may be unknown."""

    file: str = ""
    """Path inside the folder, e.g. `articles/01-uvodni-slovo.md`."""
    line: int | None = None
    """Counted from 1."""
    field: str = ""
    """Dotted name of a TOML field, e.g. `original.permission.granted_on` or `sections[2].slug`."""
    block: str = ""
    """Id of a block of an article's body."""
    picture: str = ""
    """File name in `images/` of the picture that is meant."""

    def __str__(self) -> str:
        parts = (
            self.file,
            f"řádek {self.line}" if self.line is not None else "",
            f"pole „{self.field}“" if self.field else "",
            f"blok „{self.block}“" if self.block and self.line is None else "",
            f"obrázek „{self.picture}“" if self.picture else "",
        )
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Finding:
    severity: Severity
    code: str
    """Stable name in kebab-case, e.g. `unknown-section`."""
    place: Place
    sentence: str
    """Czech; says what is wrong and what to do."""

    @property
    def is_blocking(self) -> bool:
        return self.severity is Severity.BLOCKING

    def __str__(self) -> str:
        place = str(self.place)
        return f"{place}: {self.sentence}" if place else self.sentence


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once: of the publication, the issue, its articles in order; there by line."""
    return tuple(sorted(dict.fromkeys(findings), key=_order))


def _order(finding: Finding) -> tuple[tuple[int, int, str], int, bool, str, str]:
    place = finding.place
    is_in_body = bool(place.block)
    return paths.order(place.file), place.line or 0, is_in_body, place.field, finding.sentence


class FolderError(Exception):
    """A folder is no valid issue; `findings` names everything that is wrong, in order."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = in_order(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))
