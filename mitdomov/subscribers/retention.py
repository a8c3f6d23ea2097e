"""Rules of how long personal data are kept in; data past their time gone, each run recorded, out.

The rules themselves stand in `delivery.personal_data.retention_rules`: they reach into its tables.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from mitdomov.database.base import Base
from mitdomov.database.store import Store

EVERY: Final = timedelta(days=1)
OVERDUE_AFTER: Final = timedelta(days=2)
_AGAIN_AFTER: Final = timedelta(hours=1)
"""After a run that failed."""
_RUNS_KEPT_FOR: Final = timedelta(days=366)
_ERROR_CHARS: Final = 500

_log = logging.getLogger(__name__)


class RetentionRun(Base):
    """That a rule was applied, and how much it took; names nobody."""

    __tablename__ = "retention_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(String(64))
    ran_at: Mapped[datetime] = mapped_column(index=True)
    count: Mapped[int]
    """Rows deleted or made nameless."""
    error: Mapped[str] = mapped_column(String(500), default="", server_default="")
    """The kind of failure; nothing was deleted then. Empty when all went well."""


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    """Stands in the records; never changes."""
    what: str
    """Czech, for the statement: what is kept, and why so long."""
    period: timedelta
    period_words: str
    """The period in Czech, e.g. `7 dní`."""
    forget: Callable[[Session, datetime], int]
    """Deletes what is older than the moment, and says how many rows it was."""


def run_due(store: Store, rules: Sequence[Rule], at: datetime) -> None:
    """Applies each rule that has not been applied for a day; one that fails stops no other."""
    with store.reading() as session:
        due = [rule for rule in rules if rule.name not in _recent(session, at)]
    for rule in due:
        _run(store, rule, at)
    if due:
        with store.writing() as session:
            session.execute(delete(RetentionRun).where(RetentionRun.ran_at < at - _RUNS_KEPT_FOR))


def last_runs(session: Session) -> Mapping[str, RetentionRun]:
    """By the rule's name, the latest run of each, whether it went well or not."""
    newest = select(func.max(RetentionRun.id)).group_by(RetentionRun.rule)
    runs = session.scalars(select(RetentionRun).where(RetentionRun.id.in_(newest)))
    return {run.rule: run for run in runs}


def overdue(session: Session, rules: Sequence[Rule], at: datetime) -> list[Rule]:
    """Those that have not gone well for two days."""
    well = set(
        session.scalars(
            select(RetentionRun.rule)
            .where(RetentionRun.ran_at > at - OVERDUE_AFTER, RetentionRun.error == "")
            .distinct()
        )
    )
    return [rule for rule in rules if rule.name not in well]


def totals(session: Session) -> Mapping[str, int]:
    """By the rule's name, how much it has taken in the runs that are still recorded."""
    counted = select(RetentionRun.rule, func.sum(RetentionRun.count)).group_by(RetentionRun.rule)
    return {name: int(count or 0) for name, count in session.execute(counted)}


def _recent(session: Session, at: datetime) -> set[str]:
    """Names of the rules that need not be tried now."""
    is_done = (RetentionRun.error == "") | (RetentionRun.ran_at > at - _AGAIN_AFTER)
    query = select(RetentionRun.rule).where(RetentionRun.ran_at > at - EVERY, is_done)
    return set(session.scalars(query.distinct()))


def _run(store: Store, rule: Rule, at: datetime) -> None:
    try:
        with store.writing() as session:
            count = rule.forget(session, at - rule.period)
            session.add(RetentionRun(rule=rule.name, ran_at=at, count=count, error=""))
    except Exception as error:  # noqa: BLE001 - whatever a rule broke, it is to be recorded
        _log.exception("retention: rule %s failed", rule.name)
        words = type(error).__name__[:_ERROR_CHARS]
        with store.writing() as session:
            session.add(RetentionRun(rule=rule.name, ran_at=at, count=0, error=words))
