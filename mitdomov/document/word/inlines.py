"""Nodes of mammoth's HTML in, inlines of the tree out; pictures among them are handed aside."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from mitdomov.document.links import is_allowed
from mitdomov.document.tree import (
    Bold,
    Footnote,
    Inline,
    Inlines,
    Italic,
    Language,
    Link,
    Subscript,
    Superscript,
    Text,
    plain,
)
from mitdomov.document.word.html_nodes import Node
from mitdomov.document.word.notebook import Notebook
from mitdomov.document.word.symbols import common

_NOTE: Final = re.compile(r"#((?:footnote|endnote)-.+)")
_PICTURE: Final = re.compile(r"picture-([0-9]+)")
_START: Final = re.compile(r"start-([0-9]+)")
_BLOCKS: Final = frozenset(
    {"p", "li", "ul", "ol", "table", "tr", "td", "th", "h1", "h2", "h3", "h4"}
)


@dataclass(slots=True)
class InlineReader:
    notebook: Notebook
    notes: Mapping[str, Node]
    """By the id of the list item that mammoth made of each."""
    pictures: list[int] = field(default_factory=list)
    """Numbers of the pictures met; whoever reads blocks empties this."""

    def read(self, children: Iterable[Node | str]) -> Inlines:
        return tuple(inline for child in children for inline in self._inlines(child))

    def _inlines(self, child: Node | str) -> Inlines:  # noqa: C901 (one case a kind of inline)
        if isinstance(child, str):
            text, lost = common(child)
            if lost:
                self.notebook.lose("symbol")
            return (Text(text),)
        match child.tag:
            case "a":
                return self._anchor(child)
            case "strong":
                return (Bold(self.read(child.children)),)
            case "em":
                return (Italic(self.read(child.children)),)
            case "sub":
                return (Subscript(self.read(child.children)),)
            case "sup":
                return self._raised(child)
            case "span" if "lang" in child.attributes:
                return (Language(child.attributes["lang"], self.read(child.children)),)
            case "br":
                return (Text("\n"),)
            case tag if tag in _BLOCKS:
                return (Text(" "), *self.read(child.children), Text(" "))
            case _:
                return self.read(child.children)

    def _anchor(self, node: Node) -> Inlines:
        if picture := _PICTURE.fullmatch(node.attributes.get("id", "")):
            self.pictures.append(int(picture[1]))
            return ()
        href = node.attributes.get("href", "")
        if note := _NOTE.fullmatch(href):
            return self._footnote(note[1])
        words = self.read(node.children)
        if not href:
            return words
        address = href.strip().replace(" ", "%20")
        if is_allowed(address) and not address.startswith("#"):
            return (Link(address, words),)
        self.notebook.lose("link", f"{plain(words)} ({href})")
        return words

    def _raised(self, node: Node) -> Inlines:
        """The anchor of a note stands in a superscript, which is not the author's."""
        children = self.read(node.children)
        words = [each for each in children if not _is_blank(each)]
        if words and all(isinstance(each, Footnote) for each in words):
            return tuple(words)
        return (Superscript(children),)

    def _footnote(self, name: str) -> Inlines:
        note = self.notes.get(name)
        if note is None:
            return ()
        children = [each for each in note.children if not _is_way_back(each)]
        return (Footnote(self.read(map(_without_way_back, children))),)


def start_of(node: Node) -> int | None:
    """The number that a list item begins or goes on with, when it says one."""
    for each in node.all():
        if each.tag == "a" and (start := _START.fullmatch(each.attributes.get("id", ""))):
            return int(start[1])
    return None


def _is_blank(inline: Inline) -> bool:
    return isinstance(inline, Text) and not inline.text.strip()


def _is_way_back(node: Node | str) -> bool:
    return isinstance(node, Node) and "-ref-" in node.attributes.get("href", "")


def _without_way_back(node: Node | str) -> Node | str:
    """mammoth ends each note by an arrow to where it is anchored."""
    if isinstance(node, str):
        return node
    kept = [each for each in node.children if not _is_way_back(each)]
    return Node(node.tag, node.attributes, kept)
