"""Two documents in, their blocks aligned side by side out, with the words that came and went."""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import Final

from mitdomov.document.difference_words import Word, words_of
from mitdomov.document.tree import Block, Document

_MOST_COMPARISONS: Final = 4_000_000
"""Beyond it two blocks are simply different: the answer would take longer than its reader waits."""
_LIKENESS: Final = 0.4
_TOKENS: Final = re.compile(r"(?:[\w’'-]+|[^\w\s]+)\s*|\s+")


class Fate(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with one fate and one look; `marks` are names such as `bold`, `link`, `note`."""

    fate: Fate
    text: str
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """A block before and after; one side is empty where a block came or went."""

    before: "Block | None"
    after: "Block | None"
    pieces: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        return (
            self.before is not None
            and self.after is not None
            and type(self.before) is type(self.after)
            and all(piece.fate is Fate.SAME for piece in self.pieces)
        )


def compare(before: Document, after: Document) -> tuple[Row, ...]:
    """Each block of both stands in exactly one row, in its order."""
    olds, news = before.blocks, after.blocks
    rows: list[Row] = []
    for tag, a, b, c, d in opcodes([*map(unnamed, olds)], [*map(unnamed, news)]):
        if tag == "equal":
            rows += map(_row, olds[a:b], news[c:d])
        else:
            rows += _paired(olds[a:b], news[c:d])
    return tuple(rows)


def compare_text(before: str, after: str) -> tuple[Piece, ...]:
    """Two bare texts, such as titles, word by word."""
    return _pieces([Word(before)], [Word(after)])


def _paired(olds: Sequence[Block], news: Sequence[Block]) -> Iterator[Row]:
    """Blocks that are the same one or alike stand in one row; order is kept on both sides."""
    first = 0
    for old in olds:
        found = next((at for at in range(first, len(news)) if _is_alike(old, news[at])), None)
        if found is None:
            yield _row(old, None)
            continue
        for new in news[first:found]:
            yield _row(None, new)
        yield _row(old, news[found])
        first = found + 1
    for new in news[first:]:
        yield _row(None, new)


def _row(old: "Block | None", new: "Block | None") -> Row:
    return Row(old, new, _pieces(words_of(old) if old else [], words_of(new) if new else []))


def _is_alike(old: Block, new: Block) -> bool:
    if old.id and old.id == new.id:
        return True
    before, after = _bare(old), _bare(new)
    if _is_costly(before, after):
        return False
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return matcher.quick_ratio() >= _LIKENESS and matcher.ratio() >= _LIKENESS


def _bare(block: Block) -> list[str]:
    return "".join(word.text for word in words_of(block)).split()


def _pieces(olds: Sequence[Word], news: Sequence[Word]) -> tuple[Piece, ...]:
    before, after = _tokens(olds), _tokens(news)
    found: list[Piece] = []
    for tag, a, b, c, d in opcodes([*map(_seen, before)], [*map(_seen, after)]):
        if tag == "equal":
            found += [Piece(Fate.SAME, word.text, word.marks) for word in after[c:d]]
            continue
        found += [Piece(Fate.GONE, word.text, word.marks) for word in before[a:b]]
        found += [Piece(Fate.NEW, word.text, word.marks) for word in after[c:d]]
    return tuple(_joined(found))


def opcodes(
    before: Sequence[Hashable], after: Sequence[Hashable]
) -> Sequence[tuple[str, int, int, int, int]]:
    if _is_costly(before, after):
        return [("replace", 0, len(before), 0, len(after))]
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


def _seen(word: Word) -> Hashable:
    return word.text.strip(), word.marks


def _is_costly(before: Sequence[object], after: Sequence[object]) -> bool:
    return len(before) * len(after) > _MOST_COMPARISONS


def _tokens(words: Sequence[Word]) -> list[Word]:
    return [Word(token, word.marks) for word in words for token in _TOKENS.findall(word.text)]


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for (fate, marks), group in groupby(pieces, lambda piece: (piece.fate, piece.marks)):
        yield Piece(fate, "".join(piece.text for piece in group), marks)


def unnamed(block: Block) -> Block:
    """The block but for its id, which is not seen."""
    return replace(block, id="")
