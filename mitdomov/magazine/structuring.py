"""TOML tables in, values of the model out, and back; every mistake in a table is found at once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Final, TypeAlias, TypeVar, get_origin

from cattrs import Converter, ForbiddenExtraKeysError
from cattrs.cols import homogenous_tuple_structure_factory
from cattrs.errors import ClassValidationError, IterableValidationError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from mitdomov.clock import PRAGUE
from mitdomov.magazine import rules
from mitdomov.magazine.model import (
    Article,
    Contributor,
    Event,
    GoodPractice,
    HelpBox,
    Issue,
    MailingList,
    Original,
    Publication,
    Section,
    Signpost,
)
from mitdomov.magazine.rules import FieldError
from mitdomov.magazine.toml_source import Path

Table: TypeAlias = Mapping[str, Any]
Rule: TypeAlias = Callable[[object], object]
T = TypeVar("T")

_SCALARS: Final[Mapping[type, Rule]] = {
    str: rules.text,
    bool: rules.truth,
    int: rules.whole_number,
    date: rules.day,
    datetime: rules.moment,
}
_RULES: Final[Mapping[type, Mapping[str, Rule]]] = {
    Section: {"slug": rules.slug},
    MailingList: {"slug": rules.slug},
    Contributor: {"slug": rules.slug},
    Publication: {
        "issn": rules.issn,
        "url": rules.site_url,
        "contact_email": rules.email,
    },
    HelpBox: {"email": rules.email},
    Signpost: {"url": rules.url},
    Issue: {"number": rules.issue_number},
    Original: {"language": rules.language, "url": rules.url, "doi": rules.doi},
    Event: {"url": rules.url},
    GoodPractice: {"numbers": rules.figures},
}
_LIVES_ELSEWHERE: Final[Mapping[type, tuple[str, ...]]] = {
    Issue: ("articles",),
    Article: ("slug", "body"),
}
"""Fields of the model that stand in other files or in a file's name."""


@dataclass(frozen=True, slots=True)
class Mistake:
    path: Path
    code: str
    sentence: str


class TableError(Exception):
    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        self.mistakes = mistakes
        super().__init__(mistakes)


def structure(table: Table, cls: type[T], **elsewhere: object) -> T:
    """The value of `cls` that `table` holds, with the fields that live `elsewhere`.

    Raises `TableError` with every mistake.
    """
    intruders = tuple(_unknown((name,), cls) for name in table if name in elsewhere)
    try:
        value = _READING.structure({**table, **elsewhere}, cls)
    except ClassValidationError as error:
        raise TableError((*intruders, *_mistakes(error, ()))) from None
    if intruders:
        raise TableError(intruders)
    return value


def unstructure(value: object) -> dict[str, Any]:
    """The TOML table of `value`, in the order of the model, without what is default."""
    table: dict[str, Any] = _WRITING.unstructure(value)
    return table


def _mistakes(error: Exception, path: Path) -> Iterator[Mistake]:
    match error:
        case ClassValidationError():
            yield from _grouped(error.group_exceptions(), path, "name")
        case IterableValidationError():
            yield from _grouped(error.group_exceptions(), path, "index")
        case ForbiddenExtraKeysError():
            for name in sorted(error.extra_fields):
                yield _unknown((*path, name), error.cl)
        case KeyError():
            yield Mistake(path, "missing-field", "Povinné pole chybí; doplňte je.")
        case FieldError():
            yield Mistake(path, error.code, error.sentence)
        case _:
            raise error


def _grouped(
    group: tuple[list[tuple[Exception, Any]], list[Exception]], path: Path, step: str
) -> Iterator[Mistake]:
    noted, bare = group
    for error, note in noted:
        yield from _mistakes(error, (*path, getattr(note, step)))
    for error in bare:
        yield from _mistakes(error, path)


def _unknown(path: Path, cls: type) -> Mistake:
    known = _fields_of(cls)
    nearest = get_close_matches(str(path[-1]), known, n=1)
    advice = f"mysleli jste „{nearest[0]}“?" if nearest else f"znám tu jen {', '.join(known)}."
    return Mistake(path, "unknown-field", f"Takové pole neznám; {advice}")


def _fields_of(cls: type) -> list[str]:
    """The names that a table of `cls` may hold."""
    elsewhere = _LIVES_ELSEWHERE.get(cls, ())
    return [field.name for field in fields(cls) if field.name not in elsewhere]


def _hook(rule: Rule) -> Callable[[Any, Any], Any]:
    return lambda value, _cls: rule(value)


def _as_it_is(value: object) -> object:
    return value


def _rules_of(cls: type) -> dict[str, Rule]:
    required = {
        field.name: rules.filled_text
        for field in fields(cls)
        if field.type is str and field.default is MISSING
    }
    elsewhere = dict.fromkeys(_LIVES_ELSEWHERE.get(cls, ()), _as_it_is)
    return {**required, **_RULES.get(cls, {}), **elsewhere}


def _table_hook(cls: type) -> Callable[[Any, Any], Any]:
    overrides: dict[str, Any] = {
        name: override(struct_hook=_hook(rule)) for name, rule in _rules_of(cls).items()
    }
    read: Callable[[Any, Any], Any] = make_dict_structure_fn(
        cls, _READING, _cattrs_forbid_extra_keys=True, **overrides
    )

    def read_table(value: object, _cls: type) -> object:
        if not isinstance(value, Mapping):
            raise FieldError("wrong-type", "Má tu být oddíl s vlastními poli, ne jedna hodnota.")
        return read(value, cls)

    return read_table


def _array_hook(cls: Any) -> Callable[[Any, Any], Any]:
    read = homogenous_tuple_structure_factory(cls, _READING)

    def read_array(value: object, _cls: type) -> object:
        if not isinstance(value, list):
            raise FieldError("wrong-type", "Má tu být seznam v hranatých závorkách.")
        return read(value, cls)

    return read_array


def _read_choice(value: object, cls: type[StrEnum]) -> StrEnum:
    if not isinstance(value, str) or value not in list(cls):
        raise FieldError("unknown-choice", f"„{value}“ neznám; vyberte z: {', '.join(cls)}.")
    return cls(value)


def _is_array(cls: Any) -> bool:
    return get_origin(cls) is tuple


def _row_hook(cls: type) -> Callable[[Any], Any]:
    elsewhere: dict[str, Any] = {
        name: override(omit=True) for name in _LIVES_ELSEWHERE.get(cls, ())
    }
    return make_dict_unstructure_fn(cls, _WRITING, _cattrs_omit_if_default=True, **elsewhere)


def _written_moment(moment: datetime) -> datetime:
    """Prague's wall clock; with its offset in the hour that comes twice."""
    local = moment.astimezone(PRAGUE)
    bare = local.replace(tzinfo=None, fold=0)
    if bare.replace(tzinfo=PRAGUE).astimezone(UTC) == moment.astimezone(UTC):
        return bare
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()))


def _reading() -> Converter:
    converter = Converter()
    for cls, rule in _SCALARS.items():
        converter.register_structure_hook(cls, _hook(rule))
    converter.register_structure_hook(StrEnum, _read_choice)
    converter.register_structure_hook_factory(_is_array, _array_hook)
    converter.register_structure_hook_factory(is_dataclass, _table_hook)
    return converter


def _writing() -> Converter:
    converter = Converter()
    converter.register_unstructure_hook(datetime, _written_moment)
    converter.register_unstructure_hook_factory(is_dataclass, _row_hook)
    return converter


_READING: Final = _reading()
_WRITING: Final = _writing()
