"""One entry of the directory as an editor wants it in; the table changed, or why not, out.

Whoever saves names the state that they began from. A change keeps what was there before, so that
it can be taken back as long as nothing else became of the entry since.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from json import dumps
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mitdomov.bulletin.implementers import (
    Implementer,
    implementer_of,
    named,
    rows_of,
    shown_implementers,
    shown_table,
)
from mitdomov.bulletin.implementers_model import ImplementerChange, ImplementerTable, TableState

KEPT_CHANGES: Final = 200
_OWN_TABLE: Final = "záznamy z redakce"
"""Called so where nobody has loaded a table yet."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who changes it."""

    id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Saved:
    change: ImplementerChange
    entry: Implementer | None
    """None when it was removed."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else changed the entry meanwhile."""

    present: Implementer | None
    """As it is now; None when it was removed."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Another entry has the same name in the same town."""

    other: Implementer


def one(session: Session, entry: str) -> Implementer | None:
    return next((each for each in shown_implementers(session) if each.entry == entry), None)


def version_of(entry: Implementer | None) -> str:
    """Other for every other content; empty when there is none."""
    if entry is None:
        return ""
    return sha256(dumps(asdict(entry), sort_keys=True).encode()).hexdigest()[:16]


def put(
    session: Session, entry: str, began: str, after: Implementer | None, by: Person, at: datetime
) -> Saved | Conflict | Taken | None:
    """None when nothing changes.

    An empty `entry` adds a new one; no `after` removes it. `began` is the `version_of` what the
    editor saw.
    """
    everybody = shown_implementers(session)
    before = next((each for each in everybody if entry and each.entry == entry), None)
    if version_of(before) != began:
        return Conflict(before)
    if before == after:
        return None
    others = tuple(each for each in everybody if each is not before)
    if after is not None:
        twin = next((each for each in others if each.key == after.key), None)
        if twin is not None:
            return Taken(twin)
        after = named((*others, replace(after, entry=entry)))[-1]
    _write(session, everybody, before, after, at)
    return Saved(_note(session, before, after, by, at), after)


def take_back(
    session: Session, change: ImplementerChange, by: Person, at: datetime
) -> Saved | Conflict | Taken | None:
    """Makes the entry what it was before the change, if it is still what the change made of it."""
    before = implementer_of(change.before) if change.before else None
    after = implementer_of(change.after) if change.after else None
    return put(session, change.entry, version_of(after), before, by, at)


def changes(session: Session, most: int) -> Sequence[ImplementerChange]:
    """The last first."""
    query = select(ImplementerChange).order_by(ImplementerChange.id.desc()).limit(most)
    return session.scalars(query).all()


def may_be_taken_back(change: ImplementerChange, present: Sequence[Implementer]) -> bool:
    after = implementer_of(change.after) if change.after else None
    now = next((each for each in present if each.entry == change.entry), None)
    return version_of(now) == version_of(after)


def _write(
    session: Session,
    everybody: Sequence[Implementer],
    before: Implementer | None,
    after: Implementer | None,
    at: datetime,
) -> None:
    """In the place where it stood; a new one last."""
    kept = [after if each is before else each for each in everybody]
    rows = [each for each in (kept if before else [*kept, after]) if each is not None]
    table = shown_table(session)
    if table is None:
        table = ImplementerTable(
            file_name=_OWN_TABLE, data=b"", state=TableState.SHOWN, uploaded_at=at
        )
        session.add(table)
    table.rows, table.shown_at = rows_of(rows), at
    session.flush()


def _note(
    session: Session,
    before: Implementer | None,
    after: Implementer | None,
    by: Person,
    at: datetime,
) -> ImplementerChange:
    change = ImplementerChange(
        entry=(after or before or Implementer("", "")).entry,
        before=asdict(before) if before else None,
        after=asdict(after) if after else None,
        at=at,
        by=by.id,
        by_name=by.name,
    )
    session.add(change)
    session.flush()
    session.execute(
        delete(ImplementerChange).where(ImplementerChange.id <= change.id - KEPT_CHANGES)
    )
    return change
