"""The directory of implementers: what a table would change, showing it, and taking that back."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from itertools import count
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, undefer

from mitdomov.bulletin.implementers.model import ImplementerTable, TableState
from mitdomov.bulletin.implementers.regions import BY_CODE, Region
from mitdomov.document.plain_words import in_line
from mitdomov.magazine.slugs import slug_of_title
from mitdomov.search.index import Entry
from mitdomov.subscribers.folding import fold

KEPT_FOR: Final = timedelta(days=1)
"""A table that nobody said yes to."""
KEPT_TABLES: Final = 20
"""How many past ones can come back."""
SECTION: Final = "Kdo pomáhá"
GROUP: Final = "realizatori"
"""Under which the search keeps them all."""


class Mode(StrEnum):
    """What a table does to the directory."""

    REPLACE = "replace"
    """Nobody but those in the table remains."""
    MERGE = "merge"
    """Those in the table are added or take the place of the same name in the same town."""


@dataclass(frozen=True, slots=True)
class Implementer:
    name: str
    region: str
    """`Region.code`."""
    town: str = ""
    kind: str = ""
    web: str = ""
    email: str = ""
    phone: str = ""
    project: str = ""
    description: str = ""
    latitude: float | None = None
    """Degrees north (WGS 84), like `longitude` east; both or neither."""
    longitude: float | None = None
    is_hidden: bool = False
    """Kept at the desk, not shown to readers."""
    entry: str = field(default="", compare=False)
    """Names it at the desk whatever becomes of its name; empty in a table that was only read."""

    @property
    def key(self) -> tuple[str, str]:
        """The same for two rows about one implementer."""
        return fold(self.name), fold(self.town)

    def with_hidden(self, *, is_hidden: bool) -> "Implementer":
        return replace(self, is_hidden=is_hidden)


@dataclass(frozen=True, slots=True)
class Difference:
    """What readers will see otherwise."""

    added: tuple[Implementer, ...]
    changed: tuple[tuple[Implementer, Implementer], ...]
    """Before and after."""
    removed: tuple[Implementer, ...]
    unchanged: int
    result: tuple[Implementer, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed or self.removed)


def carried(
    before: Iterable[Implementer], table: Iterable[Implementer], *, tells_hidden: bool
) -> tuple[Implementer, ...]:
    """The rows of a table as entries: those that are there already keep what a table cannot tell.

    Without `tells_hidden` the table has no column for it, so what is hidden stays hidden.
    """
    old = {each.key: each for each in before}
    return tuple(_carried(each, old.get(each.key), tells_hidden) for each in table)


def _carried(row: Implementer, old: Implementer | None, tells_hidden: bool) -> Implementer:  # noqa: FBT001
    if old is None:
        return row
    is_hidden = row.is_hidden if tells_hidden else old.is_hidden
    return replace(row, entry=old.entry, is_hidden=is_hidden)


def difference(
    before: Iterable[Implementer], table: Iterable[Implementer], mode: Mode
) -> Difference:
    old = {each.key: each for each in before}
    new = {each.key: each for each in table}
    result = new if mode is Mode.REPLACE else old | new
    return Difference(
        added=tuple(each for key, each in result.items() if key not in old),
        changed=tuple(
            (old[key], each) for key, each in result.items() if old.get(key, each) != each
        ),
        removed=tuple(each for key, each in old.items() if key not in result),
        unchanged=sum(old.get(key) == each for key, each in result.items()),
        result=tuple(result.values()),
    )


def shown_table(session: Session) -> ImplementerTable | None:
    return session.scalar(
        select(ImplementerTable).where(ImplementerTable.state == TableState.SHOWN)
    )


def shown_implementers(session: Session) -> tuple[Implementer, ...]:
    table = shown_table(session)
    return implementers_in(table) if table else ()


def implementers_in(table: ImplementerTable) -> tuple[Implementer, ...]:
    """All of its entries, those too that readers do not see."""
    return named(implementer_of(row) for row in table.rows)


def visible_in(table: ImplementerTable) -> tuple[Implementer, ...]:
    """Its entries as readers see them."""
    return tuple(each for each in implementers_in(table) if not each.is_hidden)


def implementer_of(row: dict[str, Any]) -> Implementer:
    """A field that an older table has and this program does not know is left out."""
    known = {each.name for each in fields(Implementer)}
    return Implementer(**{name: value for name, value in row.items() if name in known})


def named(found: Iterable[Implementer]) -> tuple[Implementer, ...]:
    """Those that have no entry yet get one, the same whenever the same name comes again."""
    rows = list(found)
    taken = {each.entry for each in rows}
    made = []
    for each in rows:
        entry = each.entry or next(name for name in _names(each) if name not in taken)
        taken.add(entry)
        made.append(replace(each, entry=entry))
    return tuple(made)


def _names(of: Implementer) -> Iterator[str]:
    for number in count():
        yield sha256("\n".join((*of.key, str(number))).encode()).hexdigest()[:10]


def rows_of(found: Iterable[Implementer]) -> list[dict[str, Any]]:
    return [asdict(each) for each in named(found)]


def state_of(table: ImplementerTable | None) -> str:
    """The same as long as the table holds the same: what somebody saw before they decided."""
    if table is None:
        return ""
    rows = json.dumps(table.rows, sort_keys=True, ensure_ascii=False)
    return f"{table.id}-{sha256(rows.encode()).hexdigest()[:16]}"


def by_region(found: Collection[Implementer]) -> list[tuple[Region, list[Implementer]]]:
    """Regions that have any, the nationwide ones last."""
    groups = [
        (region, [each for each in found if each.region == region.code])
        for region in BY_CODE.values()
    ]
    return [(region, members) for region, members in groups if members]


def anchors(found: Iterable[Implementer]) -> dict[tuple[str, str], str]:
    """By the key of each, the name of its place in the list."""
    places: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for each in found:
        places[each.key] = slug_of_title(f"{each.name} {each.town}", taken)
        taken.add(places[each.key])
    return places


def keep_draft(session: Session, draft: ImplementerTable) -> int:
    """Its id; drafts that nobody came back to are deleted on the way."""
    too_old = draft.uploaded_at - KEPT_FOR
    session.execute(
        delete(ImplementerTable).where(
            ImplementerTable.state == TableState.DRAFT, ImplementerTable.uploaded_at < too_old
        )
    )
    draft.state = TableState.DRAFT
    session.add(draft)
    session.flush()
    return draft.id


def kept_draft(session: Session, number: int, at: datetime) -> ImplementerTable | None:
    """With its bytes; None when it was used, thrown away, or is too old."""
    table = session.get(ImplementerTable, number, options=[undefer(ImplementerTable.data)])
    is_kept = table and table.state is TableState.DRAFT and table.uploaded_at >= at - KEPT_FOR
    return table if is_kept else None


def show(
    session: Session, table: ImplementerTable, found: Iterable[Implementer], at: datetime
) -> None:
    """Readers see `found` from now on; what they saw until now can come back."""
    _retire(session)
    table.rows = rows_of(found)
    _show(table, at)
    session.flush()
    past = past_tables(session)
    for each in past[KEPT_TABLES:]:
        session.delete(each)


def past_tables(session: Session) -> Sequence[ImplementerTable]:
    """What can come back, the last first."""
    query = select(ImplementerTable).where(ImplementerTable.state == TableState.PAST)
    return session.scalars(
        query.order_by(ImplementerTable.shown_at.desc(), ImplementerTable.id.desc())
    ).all()


def bring_back(session: Session, table: ImplementerTable, at: datetime) -> None:
    """Shows a past table again; the one shown until now becomes past."""
    _retire(session)
    _show(table, at)
    session.flush()


def entries_of(found: Collection[Implementer], dated: date) -> tuple[Entry, ...]:
    """For the search; each leads to its place in the list, which last changed on `dated`."""
    visible = [each for each in found if not each.is_hidden]
    places = anchors(visible)
    return tuple(
        Entry(
            url=f"/realizatori/#{places[each.key]}",
            title=each.name,
            text=in_line((each.project, each.description)),
            dated=dated,
            perex=", ".join(filter(None, ("Realizátor", each.town, BY_CODE[each.region].name))),
            section=SECTION,
        )
        for each in visible
    )


def _retire(session: Session) -> None:
    shown = shown_table(session)
    if shown:
        shown.state = TableState.PAST
        session.flush()


def _show(table: ImplementerTable, at: datetime) -> None:
    table.state, table.shown_at, table.data = TableState.SHOWN, at, b""
