"""The Markdown profile, read: from the text of an article to its document in normal form.

The profile is described in `docs/issue-folder.md`; `writer.write` is the way back.
"""

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from markdown_it.tree import SyntaxTreeNode

from mitdomov.document.block_ids import is_id, with_ids
from mitdomov.document.markdown.blocks import BlockReader, content_of, without_start
from mitdomov.document.markdown.error import MarkdownError
from mitdomov.document.markdown.notes import Notes
from mitdomov.document.markdown.syntax import block_nodes, environment
from mitdomov.document.normal import normal_block
from mitdomov.document.tree import Block, Document, Table

__all__ = ["Located", "MarkdownError", "locate", "parse"]

_CAPTION: Final = "Table: "
_SLOT: Final = re.compile("[⟦⟧]")
_LINE_END: Final = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Located:
    """A document in normal form, with the place of its blocks in the file."""

    document: Document
    lines: Mapping[str, int]
    """The line on which each block of the document begins, by its id."""


def parse(text: str, first_line: int = 1) -> Document:
    """The document in normal form; `first_line` is the line of the file that `text` begins on.

    Raises `MarkdownError` for what the profile cannot hold, never anything else.
    """
    return locate(text, first_line).document


def locate(text: str, first_line: int = 1) -> Located:
    """As `parse`, with the line of each block: that of its text, not of its id."""
    lines = _LINE_END.split(text)
    for number, line in enumerate(lines, first_line):
        if _SLOT.search(line):
            raise MarkdownError(number, "Znaky ⟦ a ⟧ jsou vyhrazeny dopisům. Použijte závorky [ ].")
    found = list(_Reader(lines, first_line).blocks())
    blocks = with_ids(tuple(block for _, block in found))
    starts = {block.id: line for block, (line, _) in zip(blocks, found, strict=True)}
    return Located(Document(blocks), starts)


class _Reader:
    def __init__(self, lines: Sequence[str], first_line: int) -> None:
        env = environment(first_line)
        self._root = block_nodes("\n".join(lines), env)
        self._notes = Notes(self._root, env)
        self._reader = BlockReader(lines, env, self._notes)

    def blocks(self) -> Iterator[tuple[int, Block]]:
        """Each block that says something, in normal form but for its id, with its line."""
        for line, block in self._blocks():
            if (found := normal_block(block)) is not None:
                yield line, found
        self._notes.refuse_unused()

    def _blocks(self) -> Iterator[tuple[int, Block]]:
        nodes = deque(node for node in self._root.children if node.type != "footnote_reference")
        ids: set[str] = set()
        while nodes:
            name = self._id(nodes, ids) if nodes[0].type == "block_id" else ""
            line = self._reader.line(nodes[0])
            block = self._reader.read(nodes.popleft())
            if isinstance(block, Table) and nodes and content_of(nodes[0]).startswith(_CAPTION):
                caption = self._reader.inside(nodes.popleft())
                block = replace(block, caption=without_start(caption, len(_CAPTION)))
            yield line, replace(block, id=name)

    def _id(self, nodes: deque[SyntaxTreeNode], ids: set[str]) -> str:
        """Takes the id off the head of `nodes`."""
        node = nodes.popleft()
        name = node.token.info if node.token else ""
        if not is_id(name):
            raise self._reader.error(
                node,
                f"Id „{name:.80}“ musí začínat písmenem a smí mít jen písmena bez diakritiky, "
                "číslice, pomlčky a podtržítka.",
            )
        if name in ids:
            raise self._reader.error(node, f"Id „{name}“ už má jiný blok. Zvolte jiné.")
        if not nodes or nodes[0].type == "block_id":
            raise self._reader.error(node, f"Za značkou {{#{name}}} chybí blok, kterému id patří.")
        ids.add(name)
        return name
