"""A text that was saved in; its place in a history, and what a person decides of two texts, out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final, Generic, TypeVar, assert_never

from sqlalchemy.orm import Session

from mitdomov.editorial.article_model import KeptText, Origin

SITTING: Final = timedelta(minutes=10)
"""Autosaves by one person that began within it are one version."""

Text = TypeVar("Text")
Current = TypeVar("Current")


@dataclass(frozen=True, slots=True)
class Saved:
    version: int
    """From which the next save begins."""
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Conflict(Generic[Current]):
    """Somebody saved meanwhile; nothing was written."""

    current: Current
    base_version: int


class Choice(StrEnum):
    MINE = "mine"
    THEIRS = "theirs"
    MERGE = "merge"


def keep(session: Session, last: KeptText | None, new: KeptText) -> None:
    """Adds `new`, or lets it take the place of `last` when both are autosaves of one sitting."""
    if last is None or not _is_same_sitting(last, new):
        session.add(new)
    else:
        for name in ("number", "source", "sha256", "saved_at", "saved_by", "note"):
            setattr(last, name, getattr(new, name))
    session.flush()


def settle(
    save: Callable[[Text, int, Origin, str], Saved | Conflict[Current]],
    *,
    choice: Choice,
    seen_version: int,
    mine: Text,
    theirs: Text,
) -> Saved | Conflict[Current]:
    """`mine` may be merged of both; `seen_version` is that of `theirs` as it was shown. `save`
    takes a text, the version that it began from, how it came about, and a note.

    Whichever text is not chosen stays in the history as a version of its own.
    """
    origin = Origin.MERGED if choice is Choice.MERGE else Origin.SAVED
    note = "odložené znění ze střetu" if choice is Choice.THEIRS else "po střetu dvou znění"
    outcome = save(mine, seen_version, origin, note)
    match choice:
        case Choice.MINE | Choice.MERGE:
            return outcome
        case Choice.THEIRS:
            if isinstance(outcome, Conflict):
                return outcome
            return save(theirs, outcome.version, Origin.RESTORED, f"z verze {seen_version}")
        case _:
            assert_never(choice)


def _is_same_sitting(last: KeptText, new: KeptText) -> bool:
    return (
        new.origin is Origin.AUTOSAVED
        and last.origin is Origin.AUTOSAVED
        and last.saved_by == new.saved_by
        and new.saved_at - last.begun_at < SITTING
    )
