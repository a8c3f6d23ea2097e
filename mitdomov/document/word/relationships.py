"""The relationships of a part in; where its links and pictures lead, and what is refused, out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from mitdomov.document.word.package import resolved


@dataclass(frozen=True, slots=True)
class Relationships:
    """By the id that the part uses; external targets are addresses, internal ones are parts."""

    links: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    external: tuple[tuple[str, str], ...] = ()
    """(kind, address) of everything outside of the file that is no hyperlink; never fetched."""
    external_ids: frozenset[str] = frozenset()
    parts: tuple[tuple[str, str], ...] = ()
    """(kind, name) of every part of the file that this one refers to."""

    def part(self, kind: str) -> str:
        return next((name for found, name in self.parts if found == kind), "")


def read_relationships(root: Element | None, base: str) -> Relationships:
    links, pictures, external, parts = {}, {}, [], []
    external_ids = set()
    for each in () if root is None else root.iter("rel:Relationship"):
        name, target = each.get("Id", ""), each.get("Target", "")
        kind = each.get("Type", "").rsplit("/", 1)[-1]
        if each.get("TargetMode") != "External":
            parts.append((kind, resolved(base, target)))
            if kind == "image":
                pictures[name] = resolved(base, target)
        elif kind == "hyperlink":
            links[name] = target
        else:
            external.append((kind, target))
            external_ids.add(name)
    return Relationships(links, pictures, tuple(external), frozenset(external_ids), tuple(parts))
