"""mammoth's HTML in, plain nodes out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

_VOID: Final = frozenset({"br", "img", "input"})


@dataclass(slots=True)
class Node:
    """`tag` is empty for the root; children are nodes and texts."""

    tag: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The class that our style map gave it."""
        return self.attributes.get("class", "")

    def nodes(self) -> "Iterator[Node]":
        return (child for child in self.children if isinstance(child, Node))

    def all(self) -> "Iterator[Node]":
        """Every node below, in order."""
        for child in self.nodes():
            yield child
            yield from child.all()

    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.path = [Node()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.path[-1].children.append(node)
        if tag not in _VOID:
            self.path.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and len(self.path) > 1:
            self.path.pop()

    def handle_data(self, data: str) -> None:
        self.path[-1].children.append(data)


def nodes_of(html: str) -> Node:
    """The root; the HTML is well formed, since mammoth wrote it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.path[0]
