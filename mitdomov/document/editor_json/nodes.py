"""JSON of whatever shape in, ProseMirror nodes out, or a refusal in one Czech sentence.

Names of nodes and marks are those of the schema in `assets/editor/schema`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

_MAX_DEPTH: Final = 64
"""Far below what Python's stack bears, far above what a person nests."""
_MAX_NODES: Final = 200_000
_MAX_ATTRIBUTE_CHARS: Final = 10_000


class EditorJsonError(Exception):
    """What was sent is no document of the editor; nothing of it was read."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Node:
    type: str
    attributes: Mapping[str, object] = field(default_factory=dict)
    content: "tuple[Node, ...]" = ()
    marks: "tuple[Node, ...]" = ()
    text: str = ""

    def words(self, name: str) -> str:
        """The attribute `name` when it is a string of sensible length, else nothing."""
        value = self.attributes.get(name)
        return value if isinstance(value, str) and len(value) <= _MAX_ATTRIBUTE_CHARS else ""

    def number(self, name: str, default: int) -> int:
        value = self.attributes.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else default

    def claim(self, name: str) -> bool:
        return self.attributes.get(name) is True

    def all_of(self, *types: str) -> "Iterator[Node]":
        return (node for node in self.content if node.type in types)


def node_of(value: object) -> Node:
    """The node that `value` describes, with all below it. Raises `EditorJsonError`."""
    return _Parser().node(value, 0)


class _Parser:
    def __init__(self) -> None:
        self._left = _MAX_NODES

    def node(self, value: object, depth: int) -> Node:
        self._left -= 1
        if depth > _MAX_DEPTH or self._left < 0:
            raise EditorJsonError("Text je vnořený příliš hluboko nebo je příliš rozsáhlý.")
        parts = _object(value)
        return Node(
            type=_string(parts.get("type")),
            attributes=_object(parts.get("attrs") or {}),
            content=tuple(self.node(each, depth + 1) for each in _list(parts.get("content"))),
            marks=tuple(self.node(each, depth + 1) for each in _list(parts.get("marks"))),
            text=_string(parts.get("text", "")),
        )


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else _refuse()


def _list(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else _refuse()


def _string(value: object) -> str:
    return value if isinstance(value, str) else _refuse()


def _refuse() -> Any:
    raise EditorJsonError("Odeslaný text nemá podobu, kterou editor ukládá. Obnovte stránku.")
