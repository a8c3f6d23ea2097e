"""What became of a Word document on its way into the tree, in Czech sentences."""

from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change; the text takes insertions in and leaves deletions out.

    What was moved stands at its new place.
    """

    kind: ChangeKind
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment at the margin, with the words it hangs on; an answer follows its comment."""

    author: str
    text: str
    about: str = ""
    is_answer: bool = False
    is_resolved: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """Sentences for the editor, by what they ask of him."""

    kept: tuple[str, ...] = ()
    """What came over whole; asks nothing."""
    guessed: tuple[str, ...] = ()
    """What the program decided and a person should look at."""
    lost: tuple[str, ...] = ()
    """What the magazine's text cannot hold."""
    changes: tuple[Change, ...] = ()
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was read from a file, and what to do, as a Czech sentence."""

    sentence: str


class WordError(Exception):
    """Raised inside this package when a file cannot be read; `read_word` returns its refusal."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
