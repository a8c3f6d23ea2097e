"""A value of the model in, its TOML table out: in the model's order, without what is default."""

from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final

from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn, override

from mitdomov.clock import PRAGUE
from mitdomov.magazine.folder.table_fields import LIVES_ELSEWHERE


def unstructure(value: object) -> dict[str, Any]:
    """Dates and times stay what TOML writes as such."""
    table: dict[str, Any] = _CONVERTER.unstructure(value)
    return table


def _row_hook(cls: type) -> Callable[[Any], Any]:
    elsewhere: dict[str, Any] = {name: override(omit=True) for name in LIVES_ELSEWHERE.get(cls, ())}
    return make_dict_unstructure_fn(cls, _CONVERTER, _cattrs_omit_if_default=True, **elsewhere)


def _written_moment(moment: datetime) -> datetime:
    """Prague's wall clock; with its offset in the hour that comes twice."""
    local = moment.astimezone(PRAGUE)
    bare = local.replace(tzinfo=None, fold=0)
    if bare.replace(tzinfo=PRAGUE).astimezone(UTC) == moment.astimezone(UTC):
        return bare
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()))


def _converter() -> Converter:
    converter = Converter()
    converter.register_unstructure_hook(datetime, _written_moment)
    converter.register_unstructure_hook_factory(is_dataclass, _row_hook)
    return converter


_CONVERTER: Final = _converter()
