"""One entry of the directory as an editor wants it in; a plan of the change, or why not, out.

Whoever saves names the state that they began from. A change keeps what was there before, so that
it can be taken back as long as nothing else became of the entry since.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from json import dumps
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mitdomov.bulletin.implementers.directory import (
    Implementer,
    implementer_of,
    named,
    rows_of,
    shown_implementers,
    shown_table,
)
from mitdomov.bulletin.implementers.model import ImplementerChange, ImplementerTable, TableState

KEPT_CHANGES: Final = 200
_OWN_TABLE: Final = "záznamy z redakce"
"""Called so where nobody has loaded a table yet."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who changes it."""

    id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be done."""

    before: Implementer | None
    after: Implementer | None
    rows: tuple[Implementer, ...]
    """The whole directory afterwards."""

    @property
    def entry(self) -> Implementer:
        """What it is about, as it was last."""
        return self.after or self.before or Implementer("", "")


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


def planned(
    everybody: Sequence[Implementer], entry: str, began: str, after: Implementer | None
) -> Plan | Conflict | Taken | None:
    """None when nothing would change.

    An empty `entry` adds a new one; no `after` removes it. `began` is the `version_of` what the
    editor saw; an entry that is gone may be added again under its own name.
    """
    before = next((each for each in everybody if entry and each.entry == entry), None)
    if version_of(before) != began:
        return Conflict(before)
    if before == after:
        return None
    others = tuple(each for each in everybody if each is not before)
    if after is None:
        return Plan(before, None, others)
    twin = next((each for each in others if each.key == after.key), None)
    if twin is not None:
        return Taken(twin)
    after = named((*others, replace(after, entry=entry)))[-1]
    kept = tuple(after if each is before else each for each in everybody)
    return Plan(before, after, kept if before else (*kept, after))


def planned_back(
    everybody: Sequence[Implementer], change: ImplementerChange
) -> Plan | Conflict | Taken | None:
    """The entry as it was before the change, if it is still what the change made of it."""
    before, after = _stored(change.before), _stored(change.after)
    return planned(everybody, change.entry, version_of(after), before)


def carry_out(session: Session, plan: Plan, by: Person, at: datetime) -> ImplementerChange:
    """The directory must still be the one that the plan was made of."""
    table = shown_table(session)
    if table is None:
        table = ImplementerTable(
            file_name=_OWN_TABLE, data=b"", state=TableState.SHOWN, uploaded_at=at
        )
        session.add(table)
    table.rows, table.shown_at = rows_of(plan.rows), at
    change = ImplementerChange(
        entry=plan.entry.entry,
        before=asdict(plan.before) if plan.before else None,
        after=asdict(plan.after) if plan.after else None,
        at=at,
        by=by.id,
        by_name=by.name,
    )
    session.add(change)
    session.flush()
    too_old = ImplementerChange.id <= change.id - KEPT_CHANGES
    session.execute(delete(ImplementerChange).where(too_old))
    return change


def forget_changes(session: Session, before: datetime) -> int:
    """How many changes were deleted that were made before the moment."""
    old = delete(ImplementerChange).where(ImplementerChange.at < before)
    return len(session.scalars(old.returning(ImplementerChange.id)).all())


def changes(session: Session, most: int) -> Sequence[ImplementerChange]:
    """The last first."""
    query = select(ImplementerChange).order_by(ImplementerChange.id.desc()).limit(most)
    return session.scalars(query).all()


def may_be_taken_back(change: ImplementerChange, present: Sequence[Implementer]) -> bool:
    return isinstance(planned_back(present, change), Plan)


def words_of(change: ImplementerChange) -> tuple[str, Implementer]:
    """What was done, as a Czech participle of an entry, and the entry."""
    before, after = _stored(change.before), _stored(change.after)
    entry = after or before or Implementer("", "")
    if before is None:
        return "přidán", entry
    if after is None:
        return "odebrán", entry
    if replace(before, is_hidden=after.is_hidden) == after:
        return "skryt" if after.is_hidden else "zase ukázán", entry
    return "upraven", entry


def _stored(row: dict[str, Any] | None) -> Implementer | None:
    return implementer_of(row) if row else None
