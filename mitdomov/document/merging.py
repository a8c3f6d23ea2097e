"""Two documents that began from one in; one with the changes of both out, if they do not meet."""

from collections.abc import Iterator
from dataclasses import dataclass

from mitdomov.document.difference import opcodes, unnamed
from mitdomov.document.tree import Block, Document


@dataclass(frozen=True, slots=True)
class _Change:
    """Blocks from `start` to `end` of the base became `blocks`."""

    start: int
    end: int
    blocks: tuple[Block, ...]

    def meets(self, other: "_Change") -> bool:
        """Neighbours do not, but two insertions at one place do."""
        if self.start == self.end == other.start == other.end:
            return True
        return self.start < other.end and other.start < self.end

    def is_like(self, other: "_Change") -> bool:
        same_place = (self.start, self.end) == (other.start, other.end)
        return same_place and [*map(unnamed, self.blocks)] == [*map(unnamed, other.blocks)]


def merge(base: Document, mine: Document, theirs: Document) -> Document | None:
    """Nothing where both changed one block, or inserted at one place; what both did alike counts
    once."""
    ours = [*_changes(base, mine)]
    others = [each for each in _changes(base, theirs) if not any(each.is_like(one) for one in ours)]
    if any(one.meets(other) for one in ours for other in others):
        return None
    blocks: list[Block] = []
    at = 0
    for change in sorted((*ours, *others), key=lambda each: (each.start, each.end)):
        blocks += (*base.blocks[at : change.start], *change.blocks)
        at = change.end
    return Document((*blocks, *base.blocks[at:]))


def _changes(base: Document, text: Document) -> Iterator[_Change]:
    olds, news = ([*map(unnamed, each.blocks)] for each in (base, text))
    for tag, a, b, c, d in opcodes(olds, news):
        if tag != "equal":
            yield _Change(a, b, text.blocks[c:d])
