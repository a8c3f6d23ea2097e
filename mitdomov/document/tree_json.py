"""A document in, plain JSON values out, and back: each node an object that names its `kind`."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, Final

from mitdomov.document import tree
from mitdomov.document.tree import Document

_KINDS: Final[Mapping[str, type]] = {
    kind.__name__: kind
    for kind in (
        *(tree.Text, tree.Bold, tree.Italic, tree.Link, tree.Footnote, tree.Language),
        *(tree.Subscript, tree.Superscript),
        *(tree.Heading, tree.Paragraph, tree.ItemList, tree.Quote, tree.PullQuote),
        *(tree.Callout, tree.Figure, tree.Table, tree.Embed),
    )
}


def document_to_json(document: Document) -> list[Any]:
    """The blocks of `document`; what is default is left out."""
    blocks: list[Any] = _to_json(document.blocks)
    return blocks


def document_from_json(blocks: list[Any]) -> Document:
    """Raises `KeyError` or `TypeError` when `blocks` were not made by `document_to_json`."""
    return Document(_from_json(blocks))


def _to_json(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_to_json(item) for item in value]
    if type(value) not in _KINDS.values():
        return value
    parts = {
        field.name: _to_json(getattr(value, field.name))
        for field in fields(value)
        if field.default is MISSING or getattr(value, field.name) != field.default
    }
    return {"kind": type(value).__name__, **parts}


def _from_json(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_from_json(item) for item in value)
    if not isinstance(value, dict):
        return value
    parts = {name: _from_json(part) for name, part in value.items() if name != "kind"}
    return _KINDS[value["kind"]](**parts)
