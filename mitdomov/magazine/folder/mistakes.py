"""An error of cattrs in, every mistake of the table out: its path, a code, a Czech sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from cattrs import ForbiddenExtraKeysError
from cattrs.errors import ClassValidationError, IterableValidationError

from mitdomov.magazine.folder.field_rules import FieldError
from mitdomov.magazine.folder.table_fields import fields_of
from mitdomov.magazine.folder.toml_source import FieldPath


@dataclass(frozen=True, slots=True)
class Mistake:
    path: FieldPath
    code: str
    sentence: str


class TableError(Exception):
    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        self.mistakes = mistakes
        super().__init__(mistakes)


def mistakes_of(error: Exception, path: FieldPath) -> Iterator[Mistake]:
    match error:
        case ClassValidationError():
            yield from _grouped(error.group_exceptions(), path, "name")
        case IterableValidationError():
            yield from _grouped(error.group_exceptions(), path, "index")
        case ForbiddenExtraKeysError():
            for name in sorted(error.extra_fields):
                yield unknown_field((*path, name), error.cl)
        case KeyError():
            yield Mistake(path, "missing-field", "Povinné pole chybí; doplňte je.")
        case FieldError():
            yield Mistake(path, error.code, error.sentence)
        case _:
            raise error


def _grouped(
    group: tuple[list[tuple[Exception, Any]], list[Exception]], path: FieldPath, step: str
) -> Iterator[Mistake]:
    noted, bare = group
    for error, note in noted:
        yield from mistakes_of(error, (*path, getattr(note, step)))
    for error in bare:
        yield from mistakes_of(error, path)


def unknown_field(path: FieldPath, cls: type) -> Mistake:
    known = fields_of(cls)
    nearest = get_close_matches(str(path[-1]), known, n=1)
    advice = f"mysleli jste „{nearest[0]}“?" if nearest else f"znám tu jen {', '.join(known)}."
    return Mistake(path, "unknown-field", f"Takové pole neznám; {advice}")
