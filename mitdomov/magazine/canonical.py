"""The content of a snapshot in, canonical JSON out, and back: sorted keys, UTF-8, no floats.

The same content gives the same bytes on every machine. What is default is left out, so that a
new optional field of the model changes no hash of older snapshots.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from cattrs import BaseValidationError, Converter
from cattrs.gen import make_dict_unstructure_fn

from mitdomov.clock import PRAGUE
from mitdomov.document.tree import Document
from mitdomov.document.tree_json import document_from_json, document_to_json
from mitdomov.magazine.model import Issue, Publication

SCHEMA: Final = 1
"""Grows when older canonical bytes could no longer be read as they were meant."""


@dataclass(frozen=True, slots=True)
class Content:
    """What the hash of a snapshot covers."""

    issue: Issue
    publication: Publication
    pictures: Mapping[str, str]
    """SHA-256 of each picture's source, by file name."""


def to_json(content: Content) -> bytes:
    plain = {"schema": SCHEMA, **_CONVERTER.unstructure(content)}
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def from_json(data: bytes) -> Content:
    """Raises `ValueError` when `data` are no content, or of a version with another schema."""
    plain = json.loads(data)
    schema = plain.pop("schema", None)
    if schema != SCHEMA:
        raise ValueError(f"canonical content of schema {schema}, not {SCHEMA}")
    try:
        return _CONVERTER.structure(plain, Content)
    except BaseValidationError as error:
        raise ValueError("no canonical content of a snapshot") from error


def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    converter.register_unstructure_hook_factory(is_dataclass, _without_defaults(converter))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_unstructure_hook(datetime, lambda moment: moment.astimezone(UTC).isoformat())
    converter.register_structure_hook(
        datetime, lambda text, _: datetime.fromisoformat(text).astimezone(PRAGUE)
    )
    converter.register_unstructure_hook(Document, document_to_json)
    converter.register_structure_hook(Document, lambda blocks, _: document_from_json(blocks))
    return converter


def _without_defaults(converter: Converter) -> Any:
    return lambda cls: make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True)


_CONVERTER: Final = _converter()
