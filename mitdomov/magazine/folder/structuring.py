"""A TOML table in, a value of the model out; or else every mistake in the table at once."""

from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from enum import StrEnum
from typing import Any, Final, TypeAlias, TypeVar, get_origin

from cattrs import Converter
from cattrs.cols import homogenous_tuple_structure_factory
from cattrs.errors import ClassValidationError
from cattrs.gen import make_dict_structure_fn, override

from mitdomov.magazine.folder.field_rules import FieldError
from mitdomov.magazine.folder.mistakes import TableError, mistakes_of, unknown_field
from mitdomov.magazine.folder.table_fields import SCALARS, Rule, rules_of

Table: TypeAlias = Mapping[str, Any]
T = TypeVar("T")


def structure(table: Table, cls: type[T], **elsewhere: object) -> T:
    """The value of `cls` that `table` holds, with the fields that live `elsewhere`.

    Raises `TableError` with every mistake.
    """
    intruders = tuple(unknown_field((name,), cls) for name in table if name in elsewhere)
    try:
        value = _CONVERTER.structure({**table, **elsewhere}, cls)
    except ClassValidationError as error:
        raise TableError((*intruders, *mistakes_of(error, ()))) from None
    if intruders:
        raise TableError(intruders)
    return value


def _hook(rule: Rule) -> Callable[[Any, Any], Any]:
    return lambda value, _cls: rule(value)


def _table_hook(cls: type) -> Callable[[Any, Any], Any]:
    overrides: dict[str, Any] = {
        name: override(struct_hook=_hook(rule)) for name, rule in rules_of(cls).items()
    }
    read: Callable[[Any, Any], Any] = make_dict_structure_fn(
        cls, _CONVERTER, _cattrs_forbid_extra_keys=True, **overrides
    )

    def read_table(value: object, _cls: type) -> object:
        if not isinstance(value, Mapping):
            raise FieldError("wrong-type", "Má tu být oddíl s vlastními poli, ne jedna hodnota.")
        return read(value, cls)

    return read_table


def _array_hook(cls: Any) -> Callable[[Any, Any], Any]:
    read = homogenous_tuple_structure_factory(cls, _CONVERTER)

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


def _converter() -> Converter:
    converter = Converter()
    for cls, rule in SCALARS.items():
        converter.register_structure_hook(cls, _hook(rule))
    converter.register_structure_hook(StrEnum, _read_choice)
    converter.register_structure_hook_factory(_is_array, _array_hook)
    converter.register_structure_hook_factory(is_dataclass, _table_hook)
    return converter


_CONVERTER: Final = _converter()
